// SPDX-License-Identifier: GPL-3.0-or-later
// The table of metrics (core/analysis/MetricTable.h) as the window's tables show it.
#pragma once

#include "core/analysis/MetricTable.h"

#include <QString>
#include <QVariant>

namespace sparsight {

QString metricTitle(const MetricInfo& info);   ///< translated
QString metricFormula(const MetricInfo& info); ///< translated, for the tool tip
/// As it is shown, in the locale's way; a dash where undefined.
QString metricText(std::optional<double> value, MetricFormat format);
/// As it is sorted and filtered by: shares in percent; invalid where undefined.
QVariant metricValue(std::optional<double> value, MetricFormat format);
/// As it is copied and exported: the number itself.
QVariant metricExport(std::optional<double> value);

} // namespace sparsight

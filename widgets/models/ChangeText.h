// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MetricTable.h"

#include <QString>

namespace sparsight {

/// A change as tables show it: with its sign, those of shares in percentage points; a dash where undefined.
QString changeText(std::optional<double> change, MetricFormat format);

} // namespace sparsight

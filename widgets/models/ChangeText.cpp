// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/ChangeText.h"

#include "widgets/models/MetricText.h"

#include <cmath>

namespace sparsight {

QString changeText(std::optional<double> change, MetricFormat format)
{
    if (!change) return metricText(change, format);
    QString text = metricText(std::abs(*change), format);
    if (format == MetricFormat::Percent) text.replace(QLatin1Char('%'), QLatin1String("pp"));
    if (*change == 0) return text;
    return (*change > 0 ? QStringLiteral("+") : QStringLiteral("−")) + text;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/MetricText.h"

#include "widgets/common/FixedNumber.h"
#include "widgets/common/Format.h"
#include "widgets/models/KtCell.h"

#include <QCoreApplication>
#include <QLocale>

namespace sparsight {

QString metricTitle(const MetricInfo& info)
{
    return QCoreApplication::translate("Metrics", info.title);
}

QString metricFormula(const MetricInfo& info)
{
    return QCoreApplication::translate("Metrics", info.formula);
}

QString metricText(std::optional<double> value, MetricFormat format)
{
    if (!value) return QStringLiteral("–");
    switch (format) {
    case MetricFormat::Count: return QLocale().toString(*value, 'f', 0);
    case MetricFormat::Percent: return columnPercent(*value);
    case MetricFormat::Score: return fixedNumber(*value, 2);
    case MetricFormat::Probability: return formatP(*value);
    case MetricFormat::Value: return columnNumber(*value);
    }
    return {};
}

QVariant metricValue(std::optional<double> value, MetricFormat format)
{
    if (!value) return {};
    return format == MetricFormat::Percent ? 100 * *value : *value;
}

QVariant metricExport(std::optional<double> value)
{
    return value ? QVariant(*value) : QVariant(QString()); // empty, not the shown dash
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/MetricJson.h"

#include <cstdint>

namespace sparsight {

Json metricJson(std::optional<double> value, MetricFormat format)
{
    if (!value) return nullptr;
    if (format == MetricFormat::Count) return static_cast<std::uint64_t>(*value);
    return *value;
}

Json ktScoreJson(const KtScore& score)
{
    Json json = Json::object();
    for (const KtMetric& metric : ktMetrics())
        json[metric.info.id] = metricJson(metric.value(score), metric.info.format);
    return json;
}

} // namespace sparsight

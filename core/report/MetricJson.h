// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MetricTable.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace sparsight {

/// Keys stay in the order in which they were added.
using Json = nlohmann::ordered_json;

/// A number of the table of metrics; null where undefined.
Json metricJson(std::optional<double> value, MetricFormat format);
/// All numbers of the table, by their ids.
Json ktScoreJson(const KtScore& score);

} // namespace sparsight

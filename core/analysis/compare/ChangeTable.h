// SPDX-License-Identifier: GPL-3.0-or-later
// The numbers that are shown of a neuron in two runs, one row each, as MetricTable.h has those of one run. The same
// rows serve two checkpoints over one data set.
#pragma once

#include "core/analysis/MetricTable.h"
#include "core/analysis/compare/RunComparison.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

struct ChangeMetric {
    MetricInfo info;
    bool isSigned; ///< a difference, shown with its sign
    std::optional<double> (*value)(const NeuronChange& change);
};
std::span<const ChangeMetric> changeMetrics();
/// The row with that id. Throws Error(NotFound) naming those that exist.
const ChangeMetric& changeMetric(std::string_view id);

/// As formatMetric; differences with their sign, those of shares in percentage points ("+1.2 pp").
std::string formatChange(std::optional<double> value, const ChangeMetric& metric);

/// The interesting end first: large or small ones as the row says, else those furthest from 0; undefined ones last, of
/// equals the smaller number.
void sortByMetric(std::vector<NeuronId>& neurons, const RunComparison& comparison, const ChangeMetric& metric);

} // namespace sparsight

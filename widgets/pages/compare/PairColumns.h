// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/PairComparison.h"

#include <functional>
#include <vector>

namespace sparsight {

/// A number of a neuron in one of two runs, or its change: a row of the tables of metrics.
struct PairColumn {
    MetricInfo info;
    std::optional<std::size_t> side; ///< which run; unset: of both
    bool isSigned = false;           ///< a change, shown with its sign
    std::function<std::optional<double>(const PairComparison& pair, NeuronId neuron)> value;

    bool is(std::string_view id) const { return id == info.id; }
};

/// All that are defined for such a pair: KT and its change first, every change behind what changed.
std::vector<PairColumn> pairColumns(const PairComparison& pair);

/// Whether it takes the values as a ranking of the sentences, which rankPair() adds.
bool isRanking(const MetricInfo& metric);

/// The numbers that each of two runs has: what can be drawn against each other. KT first, where there is a topic.
std::vector<PairColumn> sideMetrics(const PairComparison& pair, std::size_t side);

} // namespace sparsight

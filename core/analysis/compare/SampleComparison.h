// SPDX-License-Identifier: GPL-3.0-or-later
// One checkpoint over two data sets: do its topic neurons carry over? The data sets are independent samples, so nothing
// is paired. Definitions: docs/definitions.md, "One checkpoint over two data sets".
#pragma once

#include "core/analysis/kt/KtTable.h"
#include "core/analysis/statistics/Proportion.h"

#include <array>
#include <optional>
#include <vector>

namespace sparsight {

/// A neuron's KT on both data sets; nullopt where it captures nothing on one of them.
struct SampleChange {
    std::array<KtScore, 2> scores;
    std::optional<double> kt, lift;   ///< second minus first
    std::optional<Interval> interval; ///< Newcombe 95 %
    std::optional<double> p, q;       ///< Fisher, two-sided; q over neurons that capture enough in both
};

/// From the columns of two runs of one layer of one checkpoint, `minimumCaptured` as they were computed with. Throws
/// Error(BadInput) when the runs are of different checkpoints or layers, or over one data set.
std::vector<SampleChange> compareSamples(const KtColumn& first, const KtColumn& second, std::uint32_t minimumCaptured);

/// How many sentences of the second data set have a text that the first has too: those are no independent samples.
std::uint32_t countShared(const Project& project, DatasetId first, DatasetId second, const std::stop_token& stop = {});

} // namespace sparsight

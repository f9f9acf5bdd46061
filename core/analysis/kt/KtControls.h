// SPDX-License-Identifier: GPL-3.0-or-later
// What KT-scores look like where there is nothing to find, and where they were not chosen for being high: a measure of
// how good "good" is. Definitions: docs/definitions.md, "Controls".
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

struct ControlSettings {
    std::uint32_t shuffles = 20; ///< of the keyword labels; 0: none
    std::uint64_t seed = 0;
    bool heldOut = true;

    void check() const; ///< Throws Error(BadInput) with more than 200 shuffles.
};

inline constexpr double passingQ = 0.05; ///< a neuron passes with a smaller q

/// How many neurons of a column have a q, and how many pass.
struct PassCount {
    std::uint32_t tested = 0, passing = 0;
};
PassCount countPassing(const KtColumn& column);

/// What became of the neurons that pass in the half on which they are chosen.
struct HeldOutSummary {
    std::uint32_t chosen = 0, confirmed = 0;   ///< confirmed ones pass in the other half, too
    std::optional<double> chosenKt, heldOutKt; ///< their mean KT in each half, of those that have one in both
};

/// All columns are without ranking scores.
struct KtControls {
    ControlSettings settings;
    std::vector<PassCount> shuffled;      ///< of each shuffle
    std::optional<KtColumn> firstShuffle; ///< to show beside the real one
    std::optional<KtColumn> twin; ///< of a run by random weights (core/training/TwinRun.h), put in by who has one
    std::optional<std::array<KtColumn, 2>> halves; ///< on which neurons are chosen, and the other; as in the census

    HeldOutSummary heldOut() const; ///< halves must be there
};

/// Shuffle number `shuffle` of the labels: as many, on the sentences s with the smallest CounterRandom(seed,
/// shuffle).at(s).
TopicLabels shuffledLabels(const TopicLabels& labels, std::uint64_t seed, std::uint32_t shuffle);

/// One pass over the layer for all of them; else as computeKt.
KtControls computeKtControls(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                             const KtOptions& options, const ControlSettings& settings,
                             const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

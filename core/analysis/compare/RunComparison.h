// SPDX-License-Identifier: GPL-3.0-or-later
// Two checkpoints over the same sentences, neuron by neuron: what changed, and how far the change of KT could be luck.
// Definitions: docs/definitions.md, "Between checkpoints".
#pragma once

#include "core/analysis/MetricTable.h"
#include "core/analysis/kt/KtTable.h"
#include "core/analysis/statistics/PairedBootstrap.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

struct ComparisonSettings {
    CaptureRule rule;
    std::uint32_t minimumCaptured = 10; ///< neurons with fewer in one of the runs get no q
    BootstrapSettings bootstrap;
    std::uint32_t topSentences = 20; ///< of which the overlap is told
};

/// A neuron in one of the runs.
struct NeuronSide {
    NeuronStatistics statistics;
    KtScore score;                     ///< without ranking scores; n alone where there is no topic
    std::optional<std::uint32_t> rank; ///< from 1, by q, then lift; of neurons that have a q
};

/// What became of a neuron from the first run to the second; nullopt where undefined.
struct NeuronChange {
    std::array<NeuronSide, 2> sides;
    std::optional<double> density, sentenceDensity, mean, kt; ///< second minus first
    std::optional<BootstrapInterval> ktInterval; ///< needs two clusters, and both runs to capture something
    std::optional<double> mcNemarP, mcNemarQ;    ///< where both capture the same sentences (CaptureRule::Fixed)
    std::optional<double> correlation;           ///< of A in both runs over all sentences
    std::uint32_t topShared = 0;                 ///< sentences among the top ones of both
    std::optional<double> topJaccard;
    bool born = false, died = false; ///< fires in the second only, in the first only

    /// +1 and −1 where the interval of KT's change leaves out 0, else 0.
    int ktDirection() const;
};

struct RunComparison {
    std::array<RunInfo, 2> runs; ///< the reference and the other
    LayerId layer;
    ComparisonSettings settings;
    std::uint32_t sentences = 0;                             ///< N
    std::optional<std::array<std::uint32_t, 2>> withKeyword; ///< K in each run's texts; nullopt without a topic
    std::uint32_t clusters = 0;                              ///< that the bootstrap draws
    bool clustersAreDocuments = false;
    std::array<LayerTotals, 2> totals;
    std::vector<NeuronChange> neurons;
    std::vector<RunDamage> damage; ///< as of KtColumn

    bool isTested(NeuronId neuron) const; ///< captures enough sentences in both runs
};

/// Runs must be over the same data set and of checkpoints of one shape. `labels` say which sentences have a keyword for
/// the first and the second run: the same unless keywords are looked for in generated text; nullopt without a topic.
/// One pass over both, and with a topic one more for each 64 MiB that the bootstrap's draws take. Throws Error, also
/// when a run is not complete.
RunComparison compareRuns(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                          const std::optional<std::array<TopicLabels, 2>>& labels, const ComparisonSettings& settings,
                          const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// How many neurons a comparison puts where.
struct ChangeCounts {
    std::uint32_t born = 0, died = 0, never = 0; ///< never: fire in neither run
    std::uint32_t tested = 0, higher = 0, lower = 0; ///< KT, with an interval that leaves out 0, of the tested ones

    explicit ChangeCounts(const RunComparison& comparison);
};

/// Clear changes first: neurons that are tested, of them those whose interval leaves out 0, of them the largest change
/// of KT; without a topic the largest change of density. Of equals the smaller number.
std::vector<NeuronId> neuronsByChange(const RunComparison& comparison);

} // namespace sparsight

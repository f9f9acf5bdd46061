// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/CarryOver.h"
#include "core/analysis/compare/RunComparison.h"
#include "widgets/pages/compare/ComparisonChoice.h"

#include <memory>
#include <vector>

namespace sparsight {

/// Two runs, neuron by neuron: over the same sentences, or one checkpoint over two data sets, whose sentences are
/// independent samples. Immutable once made; shared by every view.
struct PairComparison {
    struct FisherTest {
        std::optional<double> p, q;
    };
    QString topic; ///< empty: none
    bool inGenerated = false;
    bool independent = false;                 ///< nothing is paired
    bool isRanked = false;                    ///< AP, AUROC and r with the keywords are there, too
    RunComparison changes;                    ///< of independent samples those numbers that need no pairs
    std::array<std::uint32_t, 2> sentences{}; ///< N of each run
    std::uint32_t shared = 0;         ///< of independent samples: sentences of the second that the first has too
    std::vector<FisherTest> fisher;   ///< [neurons] of independent samples, else empty
    std::optional<CarryOver> carried; ///< of independent samples, with a topic
    std::vector<NeuronId> order;      ///< clear changes first

    const NeuronChange& change(NeuronId neuron) const { return changes.neurons[neuron.value]; }
    /// +1 and −1 where the neuron is tested and its interval of KT's change leaves out 0.
    int direction(NeuronId neuron) const;
};

/// Throws Error where the two do not compare.
std::shared_ptr<const PairComparison> comparePair(const Project& project, const ComparisonChoice& choice,
                                                  const std::stop_token& stop);

/// The same with the numbers that take the values as a ranking of the sentences, which are computed only when they are
/// asked for. `choice` is what it was made of. Throws Error.
std::shared_ptr<const PairComparison> rankPair(const Project& project, const ComparisonChoice& choice,
                                               const PairComparison& pair, const std::stop_token& stop,
                                               const ProgressCallback& progress);

} // namespace sparsight

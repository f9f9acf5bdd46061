// SPDX-License-Identifier: GPL-3.0-or-later
// Has a neuron moved? For each neuron of one run the neuron of another run over the same sentences whose values go
// along with its own most. Definitions: docs/definitions.md, "Matching neurons".
#pragma once

#include "core/base/Progress.h"
#include "core/store/RunReader.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// A neuron whose best correlation (or cosine) is smaller has no counterpart: something is always the most alike.
inline constexpr double leastMatch = 0.5;

struct NeuronMatch {
    NeuronId best; ///< meaningful where bestCorrelation is defined; of equals the smaller number
    std::optional<double> bestCorrelation; ///< nullopt where the neuron, or every other, is the same everywhere
    std::optional<double> sameCorrelation; ///< with the neuron of the same number
    bool isMutual = false;                 ///< this neuron is the best match of `best`, too
    bool hasCounterpart() const { return bestCorrelation && *bestCorrelation >= leastMatch; }
    /// A best match alone says little: there is one for every neuron, and many may share it.
    bool moved(NeuronId neuron) const { return hasCounterpart() && isMutual && best != neuron; }
};

/// How good the best match of a neuron is by luck: matched again with the sentences of the first run shuffled, so that
/// no neuron has to do with another.
struct ChanceLevel {
    static constexpr std::uint32_t mostNeurons =
        256; ///< evenly over the layer; each is held against all of the other run
    static constexpr std::uint64_t seed = 1;
    static constexpr double share = 0.95;

    std::uint32_t neurons = 0; ///< that were matched so
    double best = 0;           ///< the 95 % quantile of their best correlations
};
/// Where the value of each sentence goes: its place in the order of CounterRandom(ChanceLevel::seed, 0).at(sentence).
std::vector<std::uint32_t> shuffledSentences(std::uint32_t sentences);

struct NeuronMatching {
    std::array<RunInfo, 2> runs;
    LayerId layer;
    std::uint32_t sentences = 0;
    std::uint32_t candidates = 0;      ///< neurons of the other run, of which the best is taken
    std::optional<ChanceLevel> chance; ///< nullopt where nothing was shuffled, or no neuron had a match so
    std::vector<NeuronMatch> neurons;  ///< [neurons of the first run]
    std::vector<RunDamage> damage;
};

struct MatchCounts {
    std::uint32_t matched = 0; ///< have a counterpart
    std::uint32_t mutual = 0;  ///< and are the best match of that one
    std::uint32_t moved = 0;   ///< and it has another number

    explicit MatchCounts(const NeuronMatching& matching);
};
/// Those that another neuron resembles most beyond the one of the same number first; of equals the smaller number.
std::vector<NeuronId> neuronsByMove(const NeuronMatching& matching);

/// Sets which matches are mutual. `bestOfOthers` [neurons of the second run]: their best match in the first, where they
/// have one.
void markMutual(std::vector<NeuronMatch>& matches, const std::vector<std::optional<NeuronId>>& bestOfOthers);

/// Correlations of all pairs of neurons, by way of the sentences at which both fire. Holds at most about 128 MiB of the
/// second run at a time, and reads the first once for each of these parts. Runs must be over the same data set; their
/// checkpoints may have different shapes. Throws Error, also when a run is not complete.
NeuronMatching matchNeurons(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                            const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

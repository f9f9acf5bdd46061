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
    bool hasCounterpart() const { return bestCorrelation && *bestCorrelation >= leastMatch; }
    bool moved(NeuronId neuron) const { return hasCounterpart() && best != neuron; }
};

struct NeuronMatching {
    std::array<RunInfo, 2> runs;
    LayerId layer;
    std::uint32_t sentences = 0;
    std::vector<NeuronMatch> neurons; ///< [neurons of the first run]
    std::vector<RunDamage> damage;
};

struct MatchCounts {
    std::uint32_t matched = 0, moved = 0; ///< have a counterpart; have it under another number

    explicit MatchCounts(const NeuronMatching& matching);
};
/// Those that another neuron resembles most beyond the one of the same number first; of equals the smaller number.
std::vector<NeuronId> neuronsByMove(const NeuronMatching& matching);

/// Correlations of all pairs of neurons, by way of the sentences at which both fire. Holds at most about 128 MiB of the
/// second run at a time, and reads the first once for each of these parts. Runs must be over the same data set; their
/// checkpoints may have different shapes. Throws Error, also when a run is not complete.
NeuronMatching matchNeurons(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                            const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

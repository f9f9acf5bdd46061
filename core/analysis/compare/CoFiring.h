// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// How a neuron goes along with another one of its layer.
struct CoFiringNeuron {
    std::uint32_t sentences = 0;       ///< where it fires
    std::uint32_t both = 0;            ///< where both fire
    std::optional<double> jaccard;     ///< both / either; nullopt where neither fires
    std::optional<double> correlation; ///< of A over all sentences; nullopt where one of them is the same everywhere
};

struct CoFiring {
    RunInfo run;
    LayerId layer;
    NeuronId neuron;
    std::uint32_t sentences = 0;         ///< of the data set
    std::vector<CoFiringNeuron> neurons; ///< [neurons], the neuron itself among them
    std::vector<RunDamage> damage;
};

/// One neuron against all of its layer, in one pass. Throws Error(NotFound) when there is no such neuron.
CoFiring computeCoFiring(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                         const std::stop_token& stop = {}, const ProgressCallback& progress = {});

/// All but the neuron itself: by correlation, undefined ones last, of equals the smaller number.
std::vector<NeuronId> neuronsByCorrelation(const CoFiring& coFiring);

} // namespace sparsight

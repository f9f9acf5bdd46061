// SPDX-License-Identifier: GPL-3.0-or-later
// Has a neuron moved, by its weights? For each neuron of a checkpoint's layer the neuron of another checkpoint whose
// weights point most the same way. No torch here. Definitions: docs/definitions.md, "Matching neurons".
#pragma once

#include "core/base/Ids.h"
#include "core/base/Progress.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

struct WeightMatch {
    NeuronId best;                    ///< meaningful where bestCosine is defined; of equals the smaller number
    std::optional<double> bestCosine; ///< nullopt where the neuron, or every other, has no weight but zero
    std::optional<double> sameCosine; ///< with the neuron of the same number; nullopt also where there is none
    bool moved(NeuronId neuron) const { return bestCosine && best != neuron; }
};

/// A neuron's weights are its row of wi (of wi_0 and wi_1 where gated) and its column of wo, one vector. [neurons of
/// the first checkpoint's layer]. Reads configurations and this layer's weights alone; computed on the CPU in fp32, in
/// blocks. Throws Error, BadInput where a checkpoint has no such layer, or the layers' vectors differ in length.
std::vector<WeightMatch> matchWeights(const std::filesystem::path& first, const std::filesystem::path& second,
                                      LayerId layer, const std::stop_token& stop = {},
                                      const ProgressCallback& progress = {});

} // namespace sparsight

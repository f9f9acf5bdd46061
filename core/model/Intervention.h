// SPDX-License-Identifier: GPL-3.0-or-later
// What is changed inside a model while it computes, to see what a neuron causes. No torch: command line and window say
// it in the same words. Definitions: docs/definitions.md, "Interventions".
#pragma once

#include "core/base/Ids.h"

#include <vector>

namespace sparsight {

/// Sets a neuron's activation, what `wo` receives, to a value at every token: of the encoder's text, or of what the
/// decoder reads and writes.
struct Intervention {
    LayerId layer;
    NeuronId neuron;
    float value = 0; ///< 0 switches it off

    friend bool operator==(const Intervention&, const Intervention&) = default;
};

/// Keeps a token's k largest |a| of a layer and sets its others to 0: V·Top_k(ReLU(Kᵀx)).
struct TopActivations {
    int k = 0;                   ///< 0: all are kept
    std::vector<LayerId> layers; ///< empty: all
};

} // namespace sparsight

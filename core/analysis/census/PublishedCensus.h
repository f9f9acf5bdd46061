// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/census/Census.h"

#include <optional>

namespace sparsight {

/// The census that Dartey, Aggarwal and Mizrahi published ("Activation Sparsity: An Insight Into Trained Transformer
/// Interpretability"): T5-Base, sixth encoder layer, ScisummNet. Their classes are not defined as ours are; nothing is
/// said of neurons that are always on.
struct PublishedCensus {
    static constexpr LayerId layer{Stack::Encoder, 6};
    static constexpr std::uint32_t neurons = 3072;

    static constexpr std::optional<std::uint32_t> count(NeuronClass kind)
    {
        switch (kind) {
        case NeuronClass::Never: return 1093;
        case NeuronClass::Topic: return 14; // of science
        case NeuronClass::General: return 34;
        case NeuronClass::Always:
        case NeuronClass::Rest: return std::nullopt;
        }
        return std::nullopt;
    }
};

} // namespace sparsight

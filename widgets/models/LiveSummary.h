// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <optional>
#include <vector>

namespace sparsight {

/// How a neuron's activations at the positions of a sentence become one value on the Live page.
enum class LiveValue { Max, Mean, Last, AtToken };

/// One layer's neurons on the sentence that was typed.
struct LiveSummary {
    std::vector<float> values;    ///< [neurons], zero where the neuron does not fire
    std::vector<int> strongest;   ///< [neurons], position of the largest |a|
    std::vector<NeuronId> firing; ///< by |value|, the strongest first, then by number
    float largest = 0;            ///< largest |value|
    float largestActivation = 0;  ///< largest |a| at any position: the scale of every view

    /// The first `count` that fire, for the token heatmap.
    std::vector<NeuronId> strongestNeurons(std::size_t count) const;
};

/// A neuron fires when |a| > epsilon at a position that counts. `token` is used by AtToken.
LiveSummary summarise(const LayerActivations& activations, LiveValue value, int token, double epsilon);

} // namespace sparsight

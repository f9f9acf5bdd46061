// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"
#include "widgets/models/TokenWords.h"

#include <optional>
#include <vector>

namespace sparsight {

/// How a neuron's activations at the positions of a sentence become one value on the Live page.
enum class LiveValue { Max, Mean, Last, AtToken };

/// One layer's neurons on the sentence that was typed.
struct LiveSummary {
    LiveValue value = LiveValue::Max; ///< what the values are: Max where AtToken had no token
    std::optional<TokenWord> chosen;  ///< of AtToken
    std::vector<float> values;        ///< [neurons], zero where the neuron does not fire
    std::vector<int> position;        ///< [neurons], where the value is from; of Mean, where |a| is largest
    std::vector<NeuronId> firing;     ///< by |value|, the strongest first, then by number
    float largest = 0;                ///< largest |value|
    float largestActivation = 0;      ///< largest |a| at any position: the scale of every view

    /// The first `count` that fire, for the token heatmap.
    std::vector<NeuronId> strongestNeurons(std::size_t count) const;
};

/// A neuron fires when |a| > epsilon at a position that counts. AtToken takes the largest |a| of the `chosen` word, as
/// the token heatmap does, and is Max where there is none.
LiveSummary summarise(const LayerActivations& activations, LiveValue value, const std::optional<TokenWord>& chosen,
                      double epsilon);
/// The same of one neuron, which is number 0 then.
LiveSummary summariseNeuron(const LayerActivations& activations, NeuronId neuron, LiveValue value,
                            const std::optional<TokenWord>& chosen, double epsilon);
/// The word that covers the token; none without a token, and where it lies beyond the sentence.
std::optional<TokenWord> chosenWord(const std::vector<TokenWord>& words, std::optional<int> token);
/// "3.2, strongest at “light”": a neuron's value, and where it is from.
QString liveValueText(const LiveSummary& summary, NeuronId neuron, const std::vector<TokenWord>& words);
/// The largest |a| of a word's tokens, with its sign.
float largestOf(const LayerActivations& activations, const TokenWord& word, NeuronId neuron);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// What neurons cause: a text computed twice, as the model is and with neurons set to a value. No torch: the engine
// comes in through its face. Definitions: docs/definitions.md, "Interventions".
#pragma once

#include "core/capture/InferenceEngine.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// Longer texts are cut, on both sides: all layers' activations are held twice.
inline constexpr int ablationTokens = 512;

struct AblationRequest {
    std::string text;
    std::optional<std::string> decoderText; ///< unset: what the checkpoint writes without interventions
    std::vector<Intervention> interventions;
    GenerateOptions generation;
    double epsilon = 0;        ///< fires when |a| > epsilon
    std::size_t neurons = 100; ///< how many of the neurons that change come back
};

/// log p of a text given the source, in nats: of each of its tokens after those before, `</s>` at the end.
struct TextProbability {
    double sum = 0;
    std::vector<double> tokens;
};

/// A neuron of a later layer at the token where it changes most.
struct ChangedNeuron {
    LayerId layer;
    NeuronId neuron;
    std::uint32_t token = 0; ///< of the encoder's or of the decoder's
    float before = 0, after = 0;

    float change() const { return after - before; }
};

struct ChangedLayer {
    LayerId layer;
    double change = 0; ///< ‖after − before‖ / ‖before‖ over all tokens and neurons; 0 where nothing fires
    std::uint32_t changed = 0; ///< neurons that are not the same at every token
    double densityBefore = 0, densityAfter = 0;
};

struct Ablation {
    GeneratedText writtenBefore, writtenAfter;
    std::vector<Token> tokens, decoderTokens; ///< as in LiveResult; what the decoder read is the same before and after
    bool ofWritten = false;                   ///< that text is writtenBefore
    TextProbability before, after;
    std::vector<ChangedLayer> layers;   ///< all, the encoder's first
    std::vector<ChangedNeuron> neurons; ///< of later layers, the largest |change| first
    std::uint64_t changedNeurons = 0;   ///< of later layers, all that change at some token
    bool truncated = false;             ///< a text was longer than ablationTokens
};

/// Progress counts passes. Throws Error, BadInput without an intervention.
Ablation ablate(InferenceEngine& engine, const AblationRequest& request, const std::stop_token& stop = {},
                const ProgressCallback& progress = {});

/// What the decoder is to write after each token that it read: the next one, and what ends the text.
std::vector<std::int32_t> nextTokens(const ActivationsResult& pass);

/// Of logits [tokens, vocabulary], in double precision.
TextProbability textProbability(std::span<const float> logits, std::span<const std::int32_t> labels);

} // namespace sparsight

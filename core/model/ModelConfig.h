// SPDX-License-Identifier: GPL-3.0-or-later
// config.json of a T5-like checkpoint. The file is untrusted: every number is checked before anything is sized by it.
#pragma once

#include "core/base/Ids.h"
#include "core/model/ModelFamily.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// What the feed-forward layer computes between wi and wo.
enum class FeedForward : std::uint8_t {
    Relu,      ///< relu(x)
    Gelu,      ///< exact gelu(x), with erf
    GatedGelu, ///< gelu_new(wi_0 x) * wi_1 x, the tanh approximation
    GatedSilu, ///< silu(wi_0 x) * wi_1 x
    GatedRelu, ///< relu(wi_0 x) * wi_1 x
};

std::string_view toString(FeedForward) noexcept; ///< as config.json spells it, e.g. "gated-gelu"

struct ModelConfig {
    const ModelFamily* family = nullptr; ///< never null after readModelConfig()
    std::string modelType;               ///< "t5", "mt5" or "umt5"
    std::vector<std::string> architectures;
    std::string text; ///< config.json as read

    int vocabSize = 0;                           ///< rows of the embedding; may exceed the tokeniser's vocabulary
    int dModel = 0, dKv = 0, dFf = 0, heads = 0; ///< dKv * heads need not equal dModel
    int encoderLayers = 0, decoderLayers = 0;
    int buckets = 32;      ///< relative_attention_num_buckets
    int maxDistance = 128; ///< relative_attention_max_distance
    FeedForward feedForward = FeedForward::Relu;
    double layerNormEpsilon = 1e-6;

    std::optional<bool> tieWordEmbeddings, scaleDecoderOutputs; ///< unset: not in the file
    std::int32_t decoderStartToken = 0;                         ///< 0 where absent or null
    std::int32_t padToken = 0, eosToken = 1;
    std::vector<int> topKs; ///< sparsight_top_k: activations that each layer keeps, the encoder's first; empty: all

    int innerDim() const noexcept { return dKv * heads; } ///< rows of q, k and v
    bool isGated() const noexcept { return feedForward != FeedForward::Relu && feedForward != FeedForward::Gelu; }
    /// relu and gated-relu: a neuron that does not fire is exactly 0.
    bool hasExactZeros() const noexcept
    {
        return feedForward == FeedForward::Relu || feedForward == FeedForward::GatedRelu;
    }
    bool hasSignedValues() const noexcept { return feedForward != FeedForward::Relu; }
    /// Activations that a layer keeps of each token's (layers/TopK.h); 0: all.
    int topK(LayerId layer) const noexcept;
    /// Whether the decoder's output is multiplied by dModel^-0.5 before the head.
    bool scalesOutput() const noexcept;
};

/// Throws Error(NotFound, Unsupported or BadInput) naming the field, the value found and the limit.
ModelConfig readModelConfig(const std::filesystem::path& configJson);
/// The same for text already read; `file` is for messages.
ModelConfig parseModelConfig(std::string_view json, const std::filesystem::path& file);

/// The configuration with Top-k thresholding of k activations in every layer, as the file would have it.
ModelConfig withTopK(const ModelConfig& config, int k, const std::filesystem::path& file);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// The names and shapes that a T5-like checkpoint must have: the one place that knows them.
#pragma once

#include "core/base/Ids.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightTable.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

enum class AttentionKind : std::uint8_t { Self, Cross };

namespace weight_names {

inline constexpr std::string_view shared = "shared.weight";
inline constexpr std::string_view encoderEmbedding = "encoder.embed_tokens.weight";
inline constexpr std::string_view decoderEmbedding = "decoder.embed_tokens.weight";
inline constexpr std::string_view head = "lm_head.weight";

/// `layer` numbers blocks from 1, as everywhere. Example: attention({Encoder, 1}, Self, "q") is
/// "encoder.block.0.layer.0.SelfAttention.q.weight"; parts are q, k, v, o and relative_attention_bias.
std::string attention(LayerId layer, AttentionKind kind, std::string_view part);
std::string attentionNorm(LayerId layer, AttentionKind kind);
/// Parts are wi (or wi_0 and wi_1) and wo.
std::string feedForward(LayerId layer, std::string_view part);
std::string feedForwardNorm(LayerId layer);
std::string finalNorm(Stack stack);

} // namespace weight_names

struct ExpectedTensor {
    std::string name;
    std::vector<std::uint64_t> shape; ///< [rows, columns], or [d_model] for norms
};

/// Every tensor the model needs except embeddings and head, which resolveEmbeddings() finds.
std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config);

/// Which tensors serve as embedding [vocab, d_model] and head [vocab, d_model]. Tying is decided by the tensors:
/// the embedding is shared, else encoder.embed_tokens, else decoder.embed_tokens; the head is lm_head where it is
/// there and differs.
struct EmbeddingNames {
    std::string embedding;
    std::string head; ///< equals `embedding` when the checkpoint has no lm_head of its own
};
EmbeddingNames resolveEmbeddings(const WeightTable& weights);

/// Throws one Error(Corrupt) that lists every tensor that is missing or whose shape is not what the config says,
/// and refuses a vocab_size unlike the embedding's rows. Other tensors are ignored.
void checkWeights(const ModelConfig& config, const WeightTable& weights);

} // namespace sparsight

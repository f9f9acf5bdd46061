// SPDX-License-Identifier: GPL-3.0-or-later
// T5 in LibTorch's tensor operations: embedding, two stacks, head. Everything runs in inference mode; exceptions of
// LibTorch leave as sparsight::Error. The definitions that decide every detail are in docs/definitions.md.
#pragma once

#include "core/model/T5Stack.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

class T5Model {
public:
    /// Checks names and shapes against the configuration first. The table must outlive the model, whose tensors may be
    /// the mapped files themselves. lazyOutput: OutputProjection.h
    T5Model(const ModelConfig& config, const WeightTable& weights, at::Device device, at::ScalarType type,
            bool lazyOutput = true);

    /// ids [batch, tokens] int64; lengths [batch], where rows are padded at their end, else undefined. The states are
    /// undefined when the watch ended the pass before.
    EncoderStates encode(const at::Tensor& ids, const at::Tensor& lengths, const Watch& watch) const;

    /// Teacher forcing: ids [batch, tokens] start with the decoder's start token. Returns the normed output [batch,
    /// tokens, d_model], or an undefined tensor. Positions never see those to their right, so rows may be padded at
    /// their end with anything. With a cache, ids go on where the last call ended. There may be several rows of ids for
    /// each encoded text, as many for every text, side by side; with a cache, the texts are those of its first call.
    at::Tensor decode(const at::Tensor& ids, const EncoderStates& encoder, const Watch& watch,
                      DecoderCache* cache = nullptr) const;

    /// What the decoder's output is multiplied by before the head.
    double outputScale() const;

    /// Scores of the next token. decoded [batch, tokens, d_model] → [batch, tokens, vocabulary]
    at::Tensor logits(const at::Tensor& decoded) const;

    /// Interventions for Watch. They must be of this model's layers and neurons.
    ActivationOverrides overrides(std::span<const Intervention> interventions) const
    {
        return {interventions, device(), m_embedding.scalar_type()};
    }

    /// What a neuron adds to the score of each token of the vocabulary for an activation of 1, up to a positive factor,
    /// the same for all: its column of `wo`, times the weight of the stack's final norm, times the head, or for the
    /// encoder, which has no head, the embedding. → [vocabulary] fp32
    at::Tensor writing(LayerId layer, NeuronId neuron) const;

    /// A layer's second matrix, a row a neuron, on the CPU. → [d_ff, d_model] fp32
    at::Tensor outputRows(LayerId layer) const;

    /// An empty cache for the decoder, with room for so many tokens a row.
    DecoderCache makeCache(std::int64_t tokens) const;

    const ModelConfig& config() const { return m_config; }
    at::Device device() const { return m_embedding.device(); }
    /// Rows of ids as one tensor on the model's device, [rows, longest] int64, padded at their end.
    at::Tensor batch(const std::vector<std::span<const std::int32_t>>& rows) const;

private:
    const T5Stack& stack(Stack stack) const { return m_stacks[stack == Stack::Decoder ? 1 : 0]; }
    at::Tensor embed(const at::Tensor& ids) const;

    ModelConfig m_config;
    at::Tensor m_embedding; // [vocabulary, d_model]
    at::Tensor m_head;      // [vocabulary, d_model]
    std::vector<T5Stack> m_stacks;
};

} // namespace sparsight

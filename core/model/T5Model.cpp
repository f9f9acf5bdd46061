// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/T5Model.h"

#include "core/model/TorchError.h"
#include "core/model/WeightNames.h"
#include "core/model/layers/PackedWeight.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sparsight {

T5Model::T5Model(const ModelConfig& config, const WeightTable& weights, at::Device device, at::ScalarType type,
                 bool lazyOutput)
    : m_config(config)
{
    checkWeights(config, weights);
    const EmbeddingNames names = resolveEmbeddings(weights);
    guarded([&] {
        const c10::InferenceMode inference;
        const WeightLoader loader(weights, device, type);
        m_embedding = loader.load(names.embedding);
        m_head = names.head == names.embedding ? m_embedding : loader.load(names.head);
        m_stacks.emplace_back(Stack::Encoder, config, loader, lazyOutput);
        m_stacks.emplace_back(Stack::Decoder, config, loader, lazyOutput);
    });
}

at::Tensor T5Model::batch(const std::vector<std::span<const std::int32_t>>& rows) const
{
    std::size_t longest = 0;
    for (const auto& row : rows)
        longest = std::max(longest, row.size());
    return guarded([&] {
        const auto height = static_cast<std::int64_t>(rows.size()), width = static_cast<std::int64_t>(longest);
        at::Tensor ids = at::full({height, width}, m_config.padToken, at::kLong);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            std::ranges::copy(rows[i], ids.data_ptr<std::int64_t>() + i * longest);
        }
        return ids.to(device());
    });
}

at::Tensor T5Model::embed(const at::Tensor& ids) const
{
    return at::embedding(m_embedding, ids); // [batch, tokens, d_model]
}

EncoderStates T5Model::encode(const at::Tensor& ids, const at::Tensor& lengths, const Watch& watch) const
{
    return guarded([&] {
        const c10::InferenceMode inference;
        EncoderStates result{.batch = ids.size(0)};
        if (lengths.defined()) {
            const at::Tensor padded =
                at::arange(ids.size(1), ids.options()).unsqueeze(0) >= lengths.to(device()).unsqueeze(1);
            result.mask = at::zeros(padded.sizes(), m_embedding.options())
                              .masked_fill_(padded, -std::numeric_limits<double>::infinity())
                              .view({ids.size(0), 1, 1, ids.size(1)});
        }
        result.states = m_stacks[0].encode(embed(ids), result.mask, watch);
        return result;
    });
}

at::Tensor T5Model::decode(const at::Tensor& ids, const EncoderStates& encoder, const Watch& watch,
                           DecoderCache* cache) const
{
    return guarded([&] {
        const c10::InferenceMode inference;
        const at::Tensor output = m_stacks[1].decode(embed(ids), encoder, watch, cache);
        return output.defined() ? output.view({ids.size(0), ids.size(1), -1}) : output;
    });
}

double T5Model::outputScale() const
{
    return m_config.scalesOutput() ? 1.0 / std::sqrt(double(m_config.dModel)) : 1.0;
}

at::Tensor T5Model::logits(const at::Tensor& decoded) const
{
    return guarded([&] {
        const c10::InferenceMode inference;
        const double scale = outputScale();
        return at::linear(scale == 1.0 ? decoded : decoded * scale, m_head);
    });
}

at::Tensor T5Model::writing(LayerId layer, NeuronId neuron) const
{
    return guarded([&] {
        const c10::InferenceMode inference;
        const bool decoder = layer.stack == Stack::Decoder;
        const T5Stack& within = stack(layer.stack);
        const at::Tensor column = unpacked(within.wo(layer.number)).select(1, neuron.value).to(at::kFloat);
        const at::Tensor direction = column * within.finalNorm().to(at::kFloat); // [d_model]
        return at::mv((decoder ? m_head : m_embedding).to(at::kFloat), direction).mul_(decoder ? outputScale() : 1.0);
    });
}

at::Tensor T5Model::outputRows(LayerId layer) const
{
    return guarded([&] {
        const c10::InferenceMode inference;
        return unpacked(stack(layer.stack).wo(layer.number)).to(at::kCPU, at::kFloat).t().contiguous();
    });
}

DecoderCache T5Model::makeCache(std::int64_t tokens) const
{
    return {.self = std::vector<KeyValueCache>(static_cast<std::size_t>(m_stacks[1].layers()), KeyValueCache(tokens))};
}

} // namespace sparsight

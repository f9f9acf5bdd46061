// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/WeightNames.h"

#include "core/base/Error.h"

#include <algorithm>
#include <optional>

namespace sparsight {

namespace weight_names {

static std::string stackName(Stack stack)
{
    return stack == Stack::Encoder ? "encoder" : "decoder";
}

/// "encoder.block.0.layer.1."; a decoder block has cross attention between self attention and feed-forward.
static std::string sublayer(LayerId layer, int index)
{
    return stackName(layer.stack) + ".block." + std::to_string(layer.number - 1) + ".layer." + std::to_string(index) +
           ".";
}

static int feedForwardIndex(LayerId layer)
{
    return layer.stack == Stack::Encoder ? 1 : 2;
}

std::string attention(LayerId layer, AttentionKind kind, std::string_view part)
{
    const bool self = kind == AttentionKind::Self;
    return sublayer(layer, self ? 0 : 1) + (self ? "SelfAttention." : "EncDecAttention.") + std::string(part) +
           ".weight";
}

std::string attentionNorm(LayerId layer, AttentionKind kind)
{
    return sublayer(layer, kind == AttentionKind::Self ? 0 : 1) + "layer_norm.weight";
}

std::string feedForward(LayerId layer, std::string_view part)
{
    return sublayer(layer, feedForwardIndex(layer)) + "DenseReluDense." + std::string(part) + ".weight";
}

std::string feedForwardNorm(LayerId layer)
{
    return sublayer(layer, feedForwardIndex(layer)) + "layer_norm.weight";
}

std::string finalNorm(Stack stack)
{
    return stackName(stack) + ".final_layer_norm.weight";
}

} // namespace weight_names

namespace {

class ExpectedTensors {
public:
    explicit ExpectedTensors(const ModelConfig& config)
        : m_config(config)
        , m_model(static_cast<std::uint64_t>(config.dModel))
        , m_inner(static_cast<std::uint64_t>(config.innerDim()))
        , m_ff(static_cast<std::uint64_t>(config.dFf))
    {
        addStack(Stack::Encoder, config.encoderLayers);
        addStack(Stack::Decoder, config.decoderLayers);
    }

    std::vector<ExpectedTensor> take() { return std::move(m_list); }

private:
    void addStack(Stack stack, int layers)
    {
        for (int number = 1; number <= layers; ++number)
            addBlock({stack, number});
        m_list.push_back({weight_names::finalNorm(stack), {m_model}});
    }

    void addBlock(LayerId layer)
    {
        addAttention(layer, AttentionKind::Self);
        if (layer.number == 1 || m_config.family->biasInEveryLayer) {
            m_list.push_back(
                {weight_names::attention(layer, AttentionKind::Self, "relative_attention_bias"),
                 {static_cast<std::uint64_t>(m_config.buckets), static_cast<std::uint64_t>(m_config.heads)}});
        }
        if (layer.stack == Stack::Decoder) addAttention(layer, AttentionKind::Cross);
        addFeedForward(layer);
    }

    void addAttention(LayerId layer, AttentionKind kind)
    {
        for (const char* part : {"q", "k", "v"})
            m_list.push_back({weight_names::attention(layer, kind, part), {m_inner, m_model}});
        m_list.push_back({weight_names::attention(layer, kind, "o"), {m_model, m_inner}});
        m_list.push_back({weight_names::attentionNorm(layer, kind), {m_model}});
    }

    void addFeedForward(LayerId layer)
    {
        if (m_config.isGated()) {
            m_list.push_back({weight_names::feedForward(layer, "wi_0"), {m_ff, m_model}});
            m_list.push_back({weight_names::feedForward(layer, "wi_1"), {m_ff, m_model}});
        } else {
            m_list.push_back({weight_names::feedForward(layer, "wi"), {m_ff, m_model}});
        }
        m_list.push_back({weight_names::feedForward(layer, "wo"), {m_model, m_ff}});
        m_list.push_back({weight_names::feedForwardNorm(layer), {m_model}});
    }

    const ModelConfig& m_config;
    std::uint64_t m_model, m_inner, m_ff;
    std::vector<ExpectedTensor> m_list;
};

/// Why an entry cannot serve as the expected tensor; empty when it can.
std::string objection(const ExpectedTensor& expected, const TensorEntry& entry)
{
    if (entry.shape != expected.shape)
        return expected.name + " is " + shapeText(entry.shape) + ", not " + shapeText(expected.shape);
    if (!isFloating(entry.dtype))
        return expected.name + " holds " + std::string(toString(entry.dtype)) + ", not numbers with a fraction";
    return {};
}

std::string joined(const std::vector<std::string>& parts)
{
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

void checkEmbedding(const ModelConfig& config, const TensorEntry& entry)
{
    const ExpectedTensor expected{
        entry.name, {static_cast<std::uint64_t>(config.vocabSize), static_cast<std::uint64_t>(config.dModel)}};
    const bool matrix = entry.shape.size() == 2;
    if (matrix && entry.shape[0] != expected.shape[0]) {
        throw Error(ErrorCode::Corrupt,
                    "vocab_size is " + std::to_string(config.vocabSize) + " in config.json, but " + entry.name +
                        " has " + std::to_string(entry.shape[0]) +
                        " rows; one of the two belongs to another checkpoint.",
                    {.item = entry.name});
    }
    const std::string reason = objection(expected, entry);
    if (!reason.empty())
        throw Error(ErrorCode::Corrupt,
                    "The weights do not fit config.json: " + reason + "; one of the two belongs to another checkpoint.",
                    {.item = entry.name});
}

} // namespace

std::vector<ExpectedTensor> expectedTensors(const ModelConfig& config)
{
    return ExpectedTensors(config).take();
}

EmbeddingNames resolveEmbeddings(const WeightTable& weights)
{
    for (const std::string_view name :
         {weight_names::shared, weight_names::encoderEmbedding, weight_names::decoderEmbedding}) {
        const TensorEntry* embedding = weights.find(name);
        if (!embedding) continue;
        // Files of tied checkpoints may hold the embedding a second time as lm_head.
        const TensorEntry* head = weights.find(weight_names::head);
        const bool ownHead = head && !weights.areEqual(*embedding, *head);
        return {std::string(name), std::string(ownHead ? weight_names::head : name)};
    }
    throw Error(ErrorCode::Corrupt,
                "The weights have no embedding (shared.weight); the checkpoint is incomplete, download it again.",
                {.item = std::string(weight_names::shared)});
}

void checkWeights(const ModelConfig& config, const WeightTable& weights)
{
    std::vector<std::string> missing, wrong;
    for (const ExpectedTensor& expected : expectedTensors(config)) {
        const TensorEntry* entry = weights.find(expected.name);
        if (!entry) {
            missing.push_back(expected.name);
        } else if (const std::string reason = objection(expected, *entry); !reason.empty()) {
            wrong.push_back(reason);
        }
    }
    if (!missing.empty()) {
        throw Error(ErrorCode::Corrupt,
                    "The weights lack " + std::to_string(missing.size()) + " tensors that config.json implies: " +
                        joined(missing) + "; the checkpoint is incomplete, or config.json belongs to another.",
                    {.item = missing.front()});
    }
    if (!wrong.empty())
        throw Error(ErrorCode::Corrupt, "The weights do not fit config.json: " + joined(wrong) +
                                            "; one of the two belongs to another checkpoint.");
    const EmbeddingNames embeddings = resolveEmbeddings(weights);
    checkEmbedding(config, weights.at(embeddings.embedding));
    checkEmbedding(config, weights.at(embeddings.head));
}

} // namespace sparsight

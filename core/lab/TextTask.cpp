// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/GrammarText.h"
#include "core/lab/LabRandom.h"
#include "core/lab/LabTask.h"
#include "core/training/SpanCorruptor.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sparsight {

namespace {

constexpr std::size_t textTokens = 47; // and `</s>`
constexpr int heads = 4, headWidth = 16;

ModelConfig configOf(const LabModelShape& shape)
{
    nlohmann::json json{{"model_type", "t5"},         {"vocab_size", GrammarText::vocabulary},
                        {"d_model", shape.width},     {"d_ff", shape.dFf},
                        {"d_kv", headWidth},          {"num_heads", heads},
                        {"num_layers", shape.layers}, {"feed_forward_proj", "relu"}};
    if (shape.topK > 0) json["sparsight_top_k"] = shape.topK;
    return parseModelConfig(json.dump(), "config.json");
}

/// A tiny T5 that restores spans of grammar texts, as it is pre-trained elsewhere in this program.
class TextTask final : public LabTask {
public:
    TextTask(const LabArm& arm, std::uint64_t seed)
        : m_arm(arm)
        , m_random(seed)
        , m_texts(purpose(LabPurpose::Corpus).bits(0))
        , m_corruptor({}, GrammarText::sentinelIds())
        , m_model(configOf(arm.model), false, at::kCPU, at::kFloat)
    {
        m_model.initialize(purpose(LabPurpose::Weights).bits(0));
        for (const char* stack : {"encoder ", "decoder "}) {
            for (int layer = 1; layer <= arm.model.layers; ++layer)
                m_layers.push_back(stack + std::to_string(layer));
        }
    }

    const std::vector<TrainableWeight>& weights() const override { return m_model.weights(); }
    void clearGradients() override { m_model.clearGradients(); }
    const std::vector<std::string>& layers() const override { return m_layers; }

    Outcome step(std::uint64_t step, const LabObserver& observer) const override
    {
        return judge(ImageSplit::Training, step, observer);
    }
    Outcome look(ImageSplit split, std::uint64_t batch, const LabObserver& observer) const override
    {
        return judge(split, batch, observer);
    }

private:
    LabRandom purpose(LabPurpose purpose) const { return m_random.at(static_cast<std::uint64_t>(purpose)); }

    TokenizedPair pair(ImageSplit split, std::uint64_t number) const
    {
        const auto stream = static_cast<std::uint64_t>(split);
        const std::vector<std::int32_t> text = m_texts.text(stream, number, textTokens);
        const LabRandom order = purpose(LabPurpose::Order).at(stream);
        TokenizedPair pair = m_corruptor.corrupt(text, order.bits(number));
        if (split == ImageSplit::Training && m_arm.data.randomLabels > 0) spoil(pair.target, number);
        return pair;
    }

    /// Words become any words; sentinels and the end stay.
    void spoil(std::vector<std::int32_t>& target, std::uint64_t number) const
    {
        constexpr std::int32_t words = GrammarText::vocabulary - GrammarText::sentinels - GrammarText::firstWord;
        const LabRandom random = purpose(LabPurpose::Labels).at(number);
        for (std::size_t i = 0; i < target.size(); ++i) {
            const bool isWord = target[i] >= GrammarText::firstWord && target[i] < GrammarText::firstWord + words;
            if (isWord && static_cast<double>(random.uniform(2 * i)) < m_arm.data.randomLabels)
                target[i] = GrammarText::firstWord + static_cast<std::int32_t>(random.below(2 * i + 1, words));
        }
    }

    Outcome judge(ImageSplit split, std::uint64_t batch, const LabObserver& observer) const
    {
        const auto count = static_cast<std::uint64_t>(m_arm.training.batch);
        std::vector<TokenizedPair> pairs;
        for (std::uint64_t i = 0; i < count; ++i)
            pairs.push_back(pair(split, batch * count + i));
        std::vector<std::span<const std::int32_t>> sources, targets;
        for (const TokenizedPair& each : pairs) {
            sources.emplace_back(each.source);
            targets.emplace_back(each.target);
        }
        const PackedPairs packed = packPairs(sources, targets, m_model.config().decoderStartToken, at::kCPU);
        TrainingPass pass;
        if (observer) {
            pass.observer = [&](LayerId layer, const at::Tensor& before, const at::Tensor& after) {
                const int first = layer.stack == Stack::Encoder ? 0 : m_arm.model.layers;
                observer(static_cast<std::size_t>(first + layer.number - 1), before, after);
            };
        }
        return {m_model.loss(packed, pass) / static_cast<double>(packed.target.tokens()), std::nullopt};
    }

    LabArm m_arm;
    LabRandom m_random;
    GrammarText m_texts;
    SpanCorruptor m_corruptor;
    TrainableT5 m_model;
    std::vector<std::string> m_layers;
};

} // namespace

std::unique_ptr<LabTask> makeTextTask(const LabArm& arm, std::uint64_t seed)
{
    return std::make_unique<TextTask>(arm, seed);
}

} // namespace sparsight

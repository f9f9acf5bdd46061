// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/T5Stack.h"

#include "core/base/Progress.h"
#include "core/model/WeightNames.h"
#include "core/model/layers/Normalization.h"

namespace sparsight {

namespace {

namespace names = weight_names;

SelfAttention loadSelfAttention(LayerId layer, const ModelConfig& config, const WeightLoader& weights)
{
    const auto name = [&](const char* part) { return names::attention(layer, AttentionKind::Self, part); };
    return {weights.loadProduct({name("q"), name("k"), name("v")}), {config.heads, weights.loadProduct({name("o")})}};
}

CrossAttention loadCrossAttention(LayerId layer, const ModelConfig& config, const WeightLoader& weights)
{
    const auto name = [&](const char* part) { return names::attention(layer, AttentionKind::Cross, part); };
    return {weights.loadProduct({name("q")}),
            weights.loadProduct({name("k"), name("v")}),
            {config.heads, weights.loadProduct({name("o")})}};
}

FeedForwardLayer loadFeedForward(LayerId layer, const ModelConfig& config, const WeightLoader& weights)
{
    const auto name = [&](const char* part) { return names::feedForward(layer, part); };
    return {config.feedForward,
            config.isGated() ? weights.loadProduct({name("wi_0"), name("wi_1")}) : weights.loadProduct({name("wi")}),
            {},
            config.topK(layer)};
}

std::unique_ptr<OutputProjection> loadOutput(LayerId layer, const WeightLoader& weights, bool lazy)
{
    const std::string name = names::feedForward(layer, "wo");
    // transformers keeps wo in fp32 when the model runs in fp16, whose range the product may leave.
    const at::Tensor wo = weights.type() == at::kHalf ? weights.load(name, at::kFloat) : weights.loadProduct({name});
    return std::make_unique<OutputProjection>(wo, lazy, weights.releaser(name));
}

Block loadBlock(LayerId layer, const ModelConfig& config, const WeightLoader& weights)
{
    Block block;
    block.selfNorm = weights.load(names::attentionNorm(layer, AttentionKind::Self));
    block.self = loadSelfAttention(layer, config, weights);
    if (layer.number == 1 || config.family->biasInEveryLayer) {
        const PositionBuckets rule{layer.stack == Stack::Encoder, config.buckets, config.maxDistance};
        block.bias = {weights.load(names::attention(layer, AttentionKind::Self, "relative_attention_bias")), rule};
    }
    if (layer.stack == Stack::Decoder) {
        block.cross = {weights.load(names::attentionNorm(layer, AttentionKind::Cross)),
                       loadCrossAttention(layer, config, weights)};
    }
    block.feedForwardNorm = weights.load(names::feedForwardNorm(layer));
    block.feedForward = loadFeedForward(layer, config, weights);
    return block;
}

} // namespace

/// State of one forward pass.
struct T5Stack::Run {
    at::Tensor hidden; // [batch · tokens, d_model]
    std::int64_t batch = 0, tokens = 0;
    at::Tensor mask; // of the stack's own tokens
    const EncoderStates* encoder = nullptr;
    DecoderCache* cache = nullptr;
    const Watch& watch;
    at::Tensor bias; // position bias and mask: [1 or batch, heads, tokens, keys]
};

void DecoderCache::selectRows(const at::Tensor& rows)
{
    for (KeyValueCache& block : self)
        block.select(rows, spare);
}

void DecoderCache::selectSources(const at::Tensor& sources, EncoderStates& encoder)
{
    for (CrossAttention::Memory& block : memory)
        block = {block.keys.index_select(0, sources), block.values.index_select(0, sources)};
    encoder.batch = sources.size(0);
    if (encoder.mask.defined()) encoder.mask = encoder.mask.index_select(0, sources);
    encoder.states.reset(); // the memory has what is needed of them
}

T5Stack::T5Stack(Stack stack, const ModelConfig& config, const WeightLoader& weights, bool lazyOutput)
    : m_stack(stack)
    , m_epsilon(config.layerNormEpsilon)
    , m_finalNorm(weights.load(names::finalNorm(stack)))
{
    const int count = stack == Stack::Encoder ? config.encoderLayers : config.decoderLayers;
    for (int number = 1; number <= count; ++number) {
        m_blocks.push_back(loadBlock({stack, number}, config, weights));
        m_outputs.push_back(loadOutput({stack, number}, weights,
                                       lazyOutput && (config.hasExactZeros() || config.topK({stack, number}) > 0)));
    }
}

at::Tensor T5Stack::encode(const at::Tensor& embedded, const at::Tensor& mask, const Watch& watch) const
{
    Run run{.hidden = embedded.flatten(0, 1),
            .batch = embedded.size(0),
            .tokens = embedded.size(1),
            .mask = mask,
            .watch = watch};
    return forward(run);
}

at::Tensor T5Stack::decode(const at::Tensor& embedded, const EncoderStates& encoder, const Watch& watch,
                           DecoderCache* cache) const
{
    Run run{.hidden = embedded.flatten(0, 1),
            .batch = embedded.size(0),
            .tokens = embedded.size(1),
            .encoder = &encoder,
            .cache = cache,
            .watch = watch};
    return forward(run);
}

at::Tensor T5Stack::forward(Run& run) const
{
    const std::int64_t offset = run.cache ? run.cache->self.front().length() : 0;
    for (std::size_t i = 0; i < m_blocks.size(); ++i) {
        throwIfStopped(run.watch.stop);
        const Block& block = m_blocks[i];
        if (block.bias.isDefined()) {
            run.bias = block.bias.forward(run.tokens, offset + run.tokens, offset);
            if (run.mask.defined()) run.bias = run.bias + run.mask;
        }
        block.self.forward(run.hidden, rmsNorm(run.hidden, block.selfNorm, m_epsilon), run.batch, run.bias,
                           run.cache ? &run.cache->self[i] : nullptr);
        clampHalf(run.hidden);
        if (block.cross) crossAttend(block, i, run);
        if (!feedForward(block, static_cast<int>(i) + 1, run)) return {};
    }
    return rmsNorm(run.hidden, m_finalNorm, m_epsilon);
}

void T5Stack::crossAttend(const Block& block, std::size_t index, Run& run) const
{
    const CrossAttention& attention = block.cross->attention;
    CrossAttention::Memory memory;
    if (run.cache && index < run.cache->memory.size()) {
        memory = run.cache->memory[index];
    } else {
        memory = attention.remember(run.encoder->states, run.encoder->batch);
        if (run.cache) run.cache->memory.push_back(memory);
    }
    // The rows of one text, its beams, are queries to the same keys: no text is there once a beam.
    attention.forward(run.hidden, rmsNorm(run.hidden, block.cross->norm, m_epsilon), run.encoder->batch, memory,
                      run.encoder->mask);
    clampHalf(run.hidden);
}

/// False when the watch needs nothing after this layer's activations.
bool T5Stack::feedForward(const Block& block, int number, Run& run) const
{
    const LayerId layer{m_stack, number};
    at::Tensor activations =
        block.feedForward.activate(rmsNorm(run.hidden, block.feedForwardNorm, m_epsilon)); // [batch · tokens, d_ff]
    if (run.watch.overrides) run.watch.overrides->apply(layer, activations);
    if (run.watch.hook) run.watch.hook(layer, activations.view({run.batch, run.tokens, -1}));
    if (number == run.watch.lastLayer) return false;
    const double skipped = m_outputs[static_cast<std::size_t>(number) - 1]->addTo(run.hidden, activations);
    if (run.watch.skipped) run.watch.skipped(layer, skipped);
    clampHalf(run.hidden);
    return true;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainableT5.h"

#include "core/base/Error.h"
#include "core/model/TorchError.h"
#include "core/model/WeightLoader.h"
#include "core/model/WeightNames.h"
#include "core/model/layers/TopK.h"
#include "core/training/layers/LinearCrossEntropy.h"
#include "core/training/layers/PackedAttention.h"
#include "core/training/layers/Recomputed.h"
#include "core/training/layers/TrainableNorm.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

namespace names = weight_names;

std::size_t indexOf(Stack stack)
{
    return static_cast<std::size_t>(stack);
}

/// x · weightᵀ in the type of products.
at::Tensor product(const at::Tensor& x, const at::Tensor& weight, at::ScalarType products)
{
    return at::linear(x.to(products), weight.to(products));
}

/// Places where dropout happens, in a block and around the blocks of a stack.
enum Place : std::uint64_t {
    SelfProbabilities,
    SelfOutput,
    CrossProbabilities,
    CrossOutput,
    Activations,
    Output,
    Places
};
enum class Edge : std::uint64_t { Embedding, FinalNorm };

Dropout placed(const Dropout& dropout, Stack stack, std::size_t block, Place place)
{
    return dropout.at(16 + (indexOf(stack) * 65536 + block) * Places + place);
}

Dropout placed(const Dropout& dropout, Stack stack, Edge edge)
{
    return dropout.at(indexOf(stack) * 2 + static_cast<std::uint64_t>(edge));
}

/// What a feed-forward layer makes of wi · x.
at::Tensor activated(FeedForward kind, const at::Tensor& x)
{
    if (kind == FeedForward::Relu) return at::relu(x);
    if (kind == FeedForward::Gelu) return at::gelu(x);
    const std::vector<at::Tensor> halves = x.chunk(2, 1);
    const at::Tensor gate = kind == FeedForward::GatedRelu   ? at::relu(halves[0])
                            : kind == FeedForward::GatedSilu ? at::silu(halves[0])
                                                             : at::gelu(halves[0], "tanh");
    return gate * halves[1];
}

} // namespace

TrainableWeight::TrainableWeight(std::string name, at::Tensor leaf, std::int64_t first, std::int64_t rows)
    : m_name(std::move(name))
    , m_leaf(std::move(leaf))
    , m_first(first)
    , m_rows(rows)
{
}

at::Tensor TrainableWeight::value() const
{
    return m_leaf.detach().narrow(0, m_first, m_rows);
}

at::Tensor TrainableWeight::gradient() const
{
    const at::Tensor& gradient = m_leaf.grad();
    return gradient.defined() ? gradient.narrow(0, m_first, m_rows) : gradient;
}

/// What the blocks of a stack work on.
struct TrainableT5::Sequence {
    PackedRows rows;
    PackedRows memoryRows; ///< of the encoder; for the decoder
    at::Tensor memory;     ///< the encoder's states [tokens, d_model]; for the decoder
    TrainingPass pass;
    std::vector<at::Tensor>* penalties; ///< a scalar a block, where they are wanted
};

TrainableT5::TrainableT5(const ModelConfig& config, bool ownHead, at::Device device, at::ScalarType type)
    : m_config(config)
    , m_options(at::TensorOptions(type).device(device))
{
    guarded([&] {
        m_embedding = makeLeaf({config.vocabSize, config.dModel}, {std::string(names::shared)});
        if (ownHead) m_head = makeLeaf({config.vocabSize, config.dModel}, {std::string(names::head)});
        for (const Stack stack : {Stack::Encoder, Stack::Decoder}) {
            const int count = stack == Stack::Encoder ? config.encoderLayers : config.decoderLayers;
            for (int number = 1; number <= count; ++number)
                m_blocks[indexOf(stack)].push_back(makeBlock({stack, number}));
            m_finalNorms[indexOf(stack)] = makeLeaf({config.dModel}, {names::finalNorm(stack)});
        }
    });
}

/// A tensor of zeros with a gradient, whose rows belong to these weights in equal shares.
at::Tensor TrainableT5::makeLeaf(std::initializer_list<std::int64_t> shape, const std::vector<std::string>& names)
{
    at::Tensor leaf = at::zeros(shape, m_options).requires_grad_(true);
    const std::int64_t rows = leaf.size(0) / static_cast<std::int64_t>(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        m_weights.emplace_back(names[i], leaf, static_cast<std::int64_t>(i) * rows, rows);
    m_leaves.push_back(leaf);
    return leaf;
}

CrossAttention TrainableT5::makeCrossAttention(LayerId layer)
{
    const auto name = [&](const char* part) { return names::attention(layer, AttentionKind::Cross, part); };
    const std::int64_t inner = m_config.innerDim(), model = m_config.dModel;
    CrossAttention attention;
    attention.q = makeLeaf({inner, model}, {name("q")});
    attention.kv = makeLeaf({2 * inner, model}, {name("k"), name("v")});
    attention.output = {m_config.heads, makeLeaf({model, inner}, {name("o")})};
    return attention;
}

Block TrainableT5::makeBlock(LayerId layer)
{
    const auto self = [&](const char* part) { return names::attention(layer, AttentionKind::Self, part); };
    const auto feedForward = [&](const char* part) { return names::feedForward(layer, part); };
    const std::int64_t inner = m_config.innerDim(), model = m_config.dModel, width = m_config.dFf;
    Block block;
    block.selfNorm = makeLeaf({model}, {names::attentionNorm(layer, AttentionKind::Self)});
    block.self.qkv = makeLeaf({3 * inner, model}, {self("q"), self("k"), self("v")});
    block.self.output = {m_config.heads, makeLeaf({model, inner}, {self("o")})};
    if (layer.number == 1 || m_config.family->biasInEveryLayer) {
        const PositionBuckets rule{layer.stack == Stack::Encoder, m_config.buckets, m_config.maxDistance};
        block.bias = {makeLeaf({m_config.buckets, m_config.heads}, {self("relative_attention_bias")}), rule};
    }
    if (layer.stack == Stack::Decoder) {
        block.cross = Block::Cross{makeLeaf({model}, {names::attentionNorm(layer, AttentionKind::Cross)}),
                                   makeCrossAttention(layer)};
    }
    block.feedForwardNorm = makeLeaf({model}, {names::feedForwardNorm(layer)});
    block.feedForward.kind = m_config.feedForward;
    block.feedForward.wi = m_config.isGated() ? makeLeaf({2 * width, model}, {feedForward("wi_0"), feedForward("wi_1")})
                                              : makeLeaf({width, model}, {feedForward("wi")});
    block.feedForward.topK = m_config.topK(layer);
    block.feedForward.wo = makeLeaf({model, width}, {feedForward("wo")});
    return block;
}

void TrainableT5::load(const WeightTable& weights)
{
    const EmbeddingNames embeddings = resolveEmbeddings(weights);
    guarded([&] {
        const WeightLoader loader(weights, device(), m_options.dtype().toScalarType());
        for (const TrainableWeight& weight : m_weights) {
            const std::string& name = weight.name();
            weight.value().copy_(loader.load(name == names::shared ? embeddings.embedding
                                             : name == names::head ? embeddings.head
                                                                   : name));
        }
    });
}

void TrainableT5::initialize(std::uint64_t seed)
{
    const double model = m_config.dModel, inner = m_config.innerDim();
    const auto deviation = [&](const TrainableWeight& weight) {
        const std::string& name = weight.name();
        if (name == names::shared || name == names::head) return 1.0;
        if (name.ends_with(".q.weight")) return 1.0 / std::sqrt(model * m_config.dKv);
        if (name.ends_with(".o.weight")) return 1.0 / std::sqrt(inner);
        if (name.ends_with(".wo.weight")) return 1.0 / std::sqrt(double(m_config.dFf));
        return 1.0 / std::sqrt(model); // k, v, wi and the position bias
    };
    guarded([&] {
        at::Generator generator = at::globalContext().defaultGenerator(at::kCPU).clone();
        generator.set_current_seed(seed);
        for (const TrainableWeight& weight : m_weights) {
            const at::Tensor value = weight.value();
            if (value.dim() == 1)
                value.fill_(1.0);
            else
                value.copy_(at::normal(0.0, deviation(weight), value.sizes(), generator));
        }
    });
}

void TrainableT5::freeze(const std::string& part)
{
    std::vector<std::string> prefixes;
    if (part == "encoder" || part == "decoder") {
        prefixes = {part + "."};
    } else if (part == "embedding") {
        prefixes = {std::string(names::shared)};
    } else if (part == "head") {
        prefixes = {std::string(hasOwnHead() ? names::head : names::shared)};
    } else {
        const LayerId layer = LayerId::parse(part);
        if (layer.number > static_cast<int>(m_blocks[indexOf(layer.stack)].size()))
            throw Error(ErrorCode::BadInput, "There is no layer " + part + " to freeze in this model.", {.item = part});
        const std::string module = layer.huggingFaceModule();
        prefixes = {module.substr(0, module.find(".layer.")) + "."};
    }
    for (const TrainableWeight& weight : m_weights) {
        if (std::ranges::any_of(prefixes, [&](const auto& prefix) { return weight.name().starts_with(prefix); }))
            weight.freeze();
    }
}

void TrainableT5::clearGradients()
{
    for (at::Tensor& leaf : m_leaves)
        leaf.mutable_grad() = at::Tensor();
}

TrainableT5::Losses TrainableT5::losses(const PackedPairs& pairs, const TrainingPass& pass) const
{
    return guarded([&] {
        Losses result;
        std::vector<at::Tensor> penalties;
        // Both stacks' tokens in one look-up: its gradient is as large as the embedding.
        const at::Tensor embedded = at::embedding(m_embedding, at::cat({pairs.source.ids, pairs.target.ids}));
        const std::vector<at::Tensor> parts = embedded.split_with_sizes({pairs.source.tokens(), pairs.target.tokens()});
        Sequence encoder{.rows = pairs.source, .pass = pass, .penalties = &penalties};
        Sequence decoder{.rows = pairs.target, .memoryRows = pairs.source, .pass = pass, .penalties = &penalties};
        decoder.memory = runStack(Stack::Encoder, parts[0], encoder);
        at::Tensor output = runStack(Stack::Decoder, parts[1], decoder);
        if (m_config.scalesOutput()) output = output * (1.0 / std::sqrt(double(m_config.dModel)));
        result.crossEntropy = linearCrossEntropy(output, m_head.defined() ? m_head : m_embedding, pairs.labels,
                                                 pass.labelSmoothing, pass.products);
        if (!penalties.empty()) result.penalty = at::stack(penalties).sum();
        return result;
    });
}

at::Tensor TrainableT5::runStack(Stack stack, const at::Tensor& embedded, const Sequence& sequence) const
{
    const std::vector<Block>& blocks = m_blocks[indexOf(stack)];
    const Dropout& dropout = sequence.pass.dropout;
    at::Tensor hidden = dropped(embedded, placed(dropout, stack, Edge::Embedding));
    at::Tensor bias; // that all blocks share
    if (!m_config.family->biasInEveryLayer && !blocks.empty()) {
        const std::int64_t longest = sequence.rows.longest();
        bias = blocks[0].bias.forward(longest, longest);
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Part block = [this, stack, i, sequence](const PartInputs& inputs) {
            return runBlock(stack, i, inputs[0], inputs[1], inputs[2], sequence);
        };
        const PartInputs inputs{hidden, bias, sequence.memory};
        hidden = sequence.pass.recompute ? recomputed(block, inputs) : block(inputs);
    }
    const at::Tensor normed = trainableNorm(hidden, m_finalNorms[indexOf(stack)], m_config.layerNormEpsilon);
    return dropped(normed, placed(dropout, stack, Edge::FinalNorm));
}

at::Tensor TrainableT5::runBlock(Stack stack, std::size_t index, const at::Tensor& given, const at::Tensor& sharedBias,
                                 const at::Tensor& memory, const Sequence& sequence) const
{
    const Block& block = m_blocks[indexOf(stack)][index];
    const at::ScalarType products = sequence.pass.products;
    const double epsilon = m_config.layerNormEpsilon;
    const auto place = [&](Place where) { return placed(sequence.pass.dropout, stack, index, where); };
    const std::int64_t longest = sequence.rows.longest();

    at::Tensor hidden = given, normed = trainableNorm(hidden, block.selfNorm, epsilon);
    AttentionInput self{.queries = product(normed, block.self.qkv, products),
                        .bias = sharedBias.defined() ? sharedBias : block.bias.forward(longest, longest),
                        .heads = m_config.heads};
    at::Tensor context = packedAttention(self, sequence.rows, sequence.rows, place(SelfProbabilities));
    hidden = addDropped(hidden, product(context, block.self.output.weight, products), place(SelfOutput));
    if (block.cross) {
        const CrossAttention& attention = block.cross->attention;
        normed = trainableNorm(hidden, block.cross->norm, epsilon);
        const AttentionInput cross{.queries = product(normed, attention.q, products),
                                   .memory = product(memory, attention.kv, products),
                                   .heads = m_config.heads};
        context = packedAttention(cross, sequence.rows, sequence.memoryRows, place(CrossProbabilities));
        hidden = addDropped(hidden, product(context, attention.output.weight, products), place(CrossOutput));
    }
    normed = trainableNorm(hidden, block.feedForwardNorm, epsilon);
    const LayerId layer{stack, static_cast<int>(index) + 1};
    const at::Tensor firing = activations(layer, normed, place(Activations), sequence);
    return addDropped(hidden, product(firing, block.feedForward.wo, products), place(Output));
}

at::Tensor TrainableT5::activations(LayerId id, const at::Tensor& normed, const Dropout& dropout,
                                    const Sequence& sequence) const
{
    const FeedForwardLayer& layer = m_blocks[indexOf(id.stack)][static_cast<std::size_t>(id.number) - 1].feedForward;
    const at::Tensor x = product(normed, layer.wi, sequence.pass.products);
    if (sequence.pass.firing) {
        const at::Tensor gate = m_config.isGated() ? x.chunk(2, 1)[0] : x;
        sequence.penalties->push_back(firingPenalty(gate, *sequence.pass.firing));
    }
    const ActivationObserver& observer = sequence.pass.observer;
    if (layer.kind == FeedForward::Relu && layer.topK == 0 && !observer) return reluDropped(x, dropout); // in one pass
    const at::Tensor active = topK(activated(layer.kind, x), layer.topK);
    if (observer) observer(id, x, active);
    return dropped(active, dropout);
}

} // namespace sparsight

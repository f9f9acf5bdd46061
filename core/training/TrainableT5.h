// SPDX-License-Identifier: GPL-3.0-or-later
// T5 with gradients. What it computes is what core/model computes and transformers trains (docs/definitions.md), over
// packed rows of tokens instead of padded ones.
#pragma once

#include "core/base/Ids.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightTable.h"
#include "core/model/layers/Block.h"
#include "core/training/Dropout.h"
#include "core/training/PackedRows.h"
#include "core/training/layers/FiringPenalty.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sparsight {

/// A weight as checkpoints name it. Some share one tensor (q, k and v), so that one product serves them all.
class TrainableWeight {
public:
    TrainableWeight(std::string name, at::Tensor leaf, std::int64_t first, std::int64_t rows);

    const std::string& name() const { return m_name; }
    bool isTrained() const { return m_leaf.requires_grad(); }
    void freeze() const { m_leaf.requires_grad_(false); }
    at::Tensor value() const; ///< a view of the weight itself, outside autograd
    /// A view of the gradient; undefined before the first backward pass.
    at::Tensor gradient() const;

private:
    std::string m_name;
    at::Tensor m_leaf;
    std::int64_t m_first, m_rows;
};

/// Sees what a feed-forward layer computes before its dropout: wi · x and what becomes of it, [tokens, d_ff] (gated
/// layers have both halves in the first), with gradients where they are on.
using ActivationObserver =
    std::function<void(LayerId layer, const at::Tensor& preActivations, const at::Tensor& activations)>;

/// Choices of one forward pass.
struct TrainingPass {
    Dropout dropout;
    double labelSmoothing = 0;
    bool recompute = false;               ///< gradient checkpointing, a block at a time
    at::ScalarType products = at::kFloat; ///< what matrix products are made in; weights stay as they are
    std::optional<FiringRates> firing;    ///< the penalty on them is wanted; not together with recompute
    ActivationObserver observer;          ///< may be empty; not together with recompute
};

class TrainableT5 {
public:
    /// Weights are zero until they are loaded or initialised. ownHead: the head is not the embedding.
    TrainableT5(const ModelConfig& config, bool ownHead, at::Device device, at::ScalarType type);
    TrainableT5(const TrainableT5&) = delete;
    TrainableT5& operator=(const TrainableT5&) = delete;

    /// The weights of a checkpoint that passed checkWeights().
    void load(const WeightTable& weights);
    /// Random weights for training from scratch, as docs/definitions.md says ("Initialisation").
    void initialize(std::uint64_t seed);
    /// Keeps weights as they are: "encoder", "decoder", "embedding", "head" or a layer such as "enc1", whose block is
    /// meant. Throws Error(BadInput) for a layer that is not there.
    void freeze(const std::string& part);

    const ModelConfig& config() const { return m_config; }
    bool hasOwnHead() const { return m_head.defined(); }
    at::Device device() const { return m_embedding.device(); }
    const std::vector<TrainableWeight>& weights() const { return m_weights; }
    void clearGradients();

    /// What a step makes smaller: scalars with gradients, unless they are off.
    struct Losses {
        at::Tensor crossEntropy; ///< the sum over the target tokens, in fp64
        at::Tensor penalty;      ///< on firing rates, the sum over layers; undefined where it is not wanted
    };
    Losses losses(const PackedPairs& pairs, const TrainingPass& pass) const;
    /// The cross-entropy alone.
    at::Tensor loss(const PackedPairs& pairs, const TrainingPass& pass) const
    {
        return losses(pairs, pass).crossEntropy;
    }

private:
    struct Sequence;

    at::Tensor makeLeaf(std::initializer_list<std::int64_t> shape, const std::vector<std::string>& names);
    Block makeBlock(LayerId layer);
    CrossAttention makeCrossAttention(LayerId layer);
    at::Tensor runStack(Stack stack, const at::Tensor& embedded, const Sequence& sequence) const;
    at::Tensor runBlock(Stack stack, std::size_t index, const at::Tensor& hidden, const at::Tensor& bias,
                        const at::Tensor& memory, const Sequence& sequence) const;
    at::Tensor activations(LayerId layer, const at::Tensor& normed, const Dropout& dropout,
                           const Sequence& sequence) const;

    ModelConfig m_config;
    at::TensorOptions m_options;
    std::vector<at::Tensor> m_leaves;
    std::vector<TrainableWeight> m_weights;
    at::Tensor m_embedding;         // [vocabulary, d_model]
    at::Tensor m_head;              // the same, or undefined where the embedding serves
    std::vector<Block> m_blocks[2]; // by Stack
    at::Tensor m_finalNorms[2];     // [d_model]
};

} // namespace sparsight

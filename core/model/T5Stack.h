// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"
#include "core/model/ActivationOverrides.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightLoader.h"
#include "core/model/layers/Block.h"
#include "core/model/layers/OutputProjection.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace sparsight {

/// Receives a layer's activations while the model runs: [batch, tokens, d_ff], valid during the call only.
using ActivationHook = std::function<void(LayerId layer, const at::Tensor& activations)>;

/// What a caller wants from a forward pass.
struct Watch {
    ActivationHook hook;  ///< may be empty
    int lastLayer = 0;    ///< nothing is computed after this layer's activations; 0: the whole stack
    std::stop_token stop; ///< looked at before each block
    const ActivationOverrides* overrides = nullptr; ///< applied before the hook sees a layer; null: none
    /// Told the share of a layer's products with `wo` that were skipped; may be empty.
    std::function<void(LayerId layer, double share)> skipped = {};
};

/// The encoder's states as the decoder reads them.
struct EncoderStates {
    std::int64_t batch = 0; ///< texts
    at::Tensor states;      // [batch · tokens, d_model]
    at::Tensor mask;        // [batch, 1, 1, tokens], 0 or −∞; undefined when nothing is padded
};

/// Keys and values of a decoder that writes one token after the other.
struct DecoderCache {
    std::vector<KeyValueCache> self;            ///< one a block
    std::vector<CrossAttention::Memory> memory; ///< one a block, made by the first step; a row a text
    KeyValueCache::Memory spare;                ///< what selectRows() writes into

    /// Row i goes on from what was row rows[i]. rows [any] int64
    void selectRows(const at::Tensor& rows);
    /// Keeps these of the encoded texts, here and in what the decoder reads of them. sources [any] int64
    void selectSources(const at::Tensor& sources, EncoderStates& encoder);
};

/// Encoder or decoder: blocks, final norm, and the position bias that the blocks share.
class T5Stack {
public:
    T5Stack(Stack stack, const ModelConfig& config, const WeightLoader& weights, bool lazyOutput);

    /// embedded [batch, tokens, d_model]; mask as in EncoderStates, of this stack's own tokens. Returns the normed
    /// output [batch · tokens, d_model], or an undefined tensor when the watch ended it before.
    at::Tensor encode(const at::Tensor& embedded, const at::Tensor& mask, const Watch& watch) const;
    /// The same for the decoder. With a cache, the tokens follow those already in it.
    at::Tensor decode(const at::Tensor& embedded, const EncoderStates& encoder, const Watch& watch,
                      DecoderCache* cache) const;

    int layers() const { return static_cast<int>(m_blocks.size()); }
    const at::Tensor& finalNorm() const { return m_finalNorm; }
    const at::Tensor& wo(int number) const
    {
        return m_outputs.at(std::size_t(number) - 1)->weight();
    } // [d_model, d_ff]

private:
    struct Run;
    at::Tensor forward(Run& run) const;
    void crossAttend(const Block& block, std::size_t index, Run& run) const;
    bool feedForward(const Block& block, int number, Run& run) const;

    Stack m_stack;
    double m_epsilon;
    std::vector<Block> m_blocks;
    std::vector<std::unique_ptr<OutputProjection>> m_outputs; // one a block
    at::Tensor m_finalNorm;                                   // [d_model]
};

} // namespace sparsight

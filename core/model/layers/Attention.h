// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

#include <cstdint>

namespace sparsight {

/// Keys and values of the positions seen so far, in memory that is made once. [batch, heads, capacity, d_kv]
class KeyValueCache {
public:
    struct Memory {
        at::Tensor keys, values; // [batch, heads, capacity, d_kv]
    };

    KeyValueCache() = default;
    explicit KeyValueCache(std::int64_t capacity)
        : m_capacity(capacity)
    {
    }

    std::int64_t length() const { return m_length; }
    /// Adds keys and values [batch, heads, n, d_kv]. Throws c10::Error when the capacity is passed.
    void append(const at::Tensor& keys, const at::Tensor& values);
    /// Row i becomes what row rows[i] was, rows [any] int64. Written into the spare memory, which is made where it does
    /// not fit, and exchanged for this one's.
    void select(const at::Tensor& rows, Memory& spare);
    at::Tensor keys() const { return m_memory.keys.narrow(2, 0, m_length); }     ///< [batch, heads, length, d_kv]
    at::Tensor values() const { return m_memory.values.narrow(2, 0, m_length); } ///< [batch, heads, length, d_kv]

private:
    std::int64_t m_capacity = 0, m_length = 0;
    Memory m_memory;
};

/// What both kinds of attention share: the number of heads and the output projection, which adds to the residual.
struct AttentionOutput {
    std::int64_t heads = 0;
    at::Tensor weight; // o [d_model, heads · d_kv]

    /// Attention without scale (T5 folds it into its weights) and hidden += context · oᵀ.
    /// queries [batch, heads, t, d_kv], keys and values [batch, heads, k, d_kv], bias [1 or batch, heads, t, k] or
    /// undefined, hidden [batch · t, d_model].
    void attend(at::Tensor& hidden, const at::Tensor& queries, const at::Tensor& keys, const at::Tensor& values,
                const at::Tensor& bias) const;
};

/// Attention of a sequence to itself, queries, keys and values in one product.
struct SelfAttention {
    at::Tensor qkv; // [3 · heads · d_kv, d_model]
    AttentionOutput output;

    /// normed, hidden [batch · t, d_model]; with a cache, keys and values are added to it and all of it is attended to.
    void forward(at::Tensor& hidden, const at::Tensor& normed, std::int64_t batch, const at::Tensor& bias,
                 KeyValueCache* cache) const;
};

/// Attention of the decoder to the encoder's states; no position bias, whatever an old checkpoint may hold.
struct CrossAttention {
    at::Tensor q;  // [heads · d_kv, d_model]
    at::Tensor kv; // [2 · heads · d_kv, d_model]
    AttentionOutput output;

    struct Memory {
        at::Tensor keys, values; // [batch, heads, k, d_kv]
    };
    /// Keys and values of encoder states [batch · k, d_model], once a sequence.
    Memory remember(const at::Tensor& encoderStates, std::int64_t batch) const;
    /// mask [batch, 1, 1, k], 0 or −∞, or undefined.
    void forward(at::Tensor& hidden, const at::Tensor& normed, std::int64_t batch, const Memory& memory,
                 const at::Tensor& mask) const;
};

} // namespace sparsight

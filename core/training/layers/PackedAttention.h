// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Dropout.h"
#include "core/training/PackedRows.h"

namespace sparsight {

/// Where attention finds its queries, keys and values among fused products [tokens, parts · heads · d_kv].
struct AttentionInput {
    at::Tensor queries; ///< of a sequence to itself: q, k and v side by side; else q alone
    at::Tensor memory;  ///< k and v side by side of the sequence that is attended to; else undefined
    at::Tensor bias;    ///< [1, heads, queries, keys] with −∞ where nothing is seen, or undefined
    std::int64_t heads = 0;
};

/// Attention without scale, each row of `queries` to its own row of `keys`, with gradients for all inputs and dropout
/// of the probabilities. → [tokens, heads · d_kv]
///
/// On the CPU, a head of a row is computed at a time, so that its scores stay in the cache, and none are kept for the
/// gradients: they are computed again. Sums are made in an order that does not depend on the number of threads.
/// Elsewhere rows are padded and all heads computed at once.
at::Tensor packedAttention(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys,
                           const Dropout& dropout);

/// The way of other devices than the CPU, for comparison.
at::Tensor paddedAttention(const AttentionInput& input, const PackedRows& queries, const PackedRows& keys,
                           const Dropout& dropout);

} // namespace sparsight

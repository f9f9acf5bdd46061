// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

#include <cstdint>

namespace sparsight {

/// How distances are put into buckets (docs/definitions.md, "T5 details that decide parity").
struct PositionBuckets {
    bool bidirectional = true; ///< the encoder; the decoder looks only to the left
    std::int64_t buckets = 32;
    std::int64_t maxDistance = 128;
};

/// Bucket of each relative position (key − query) from `first` to `last`. → int64 [last − first + 1] on the CPU
at::Tensor relativePositionBuckets(const PositionBuckets& rule, std::int64_t first, std::int64_t last);

/// T5's learnt bias on attention scores, by head and bucketed distance.
class RelativePositionBias {
public:
    RelativePositionBias() = default;
    /// weight [buckets, heads]
    RelativePositionBias(at::Tensor weight, PositionBuckets rule);

    bool isDefined() const { return m_weight.defined(); }

    /// Bias of `queries` consecutive positions, the first of which is `offset`, over keys 0 … keys − 1; −∞ for keys
    /// to the right in a causal bias. → [1, heads, queries, keys]
    at::Tensor forward(std::int64_t queries, std::int64_t keys, std::int64_t offset = 0) const;

private:
    at::Tensor m_weight; // [buckets, heads]
    PositionBuckets m_rule;
};

} // namespace sparsight

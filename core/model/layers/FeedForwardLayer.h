// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/ModelConfig.h"
#include "core/model/Torch.h"

namespace sparsight {

/// The layer whose neurons this program shows.
struct FeedForwardLayer {
    FeedForward kind = FeedForward::Relu;
    at::Tensor wi;      // [d_ff, d_model], or wi_0 above wi_1 where gated: [2 · d_ff, d_model]
    at::Tensor wo = {}; // [d_model, d_ff]; of a model in training (a T5Stack has OutputProjection)
    int topK = 0;       ///< activations that are kept; 0: all

    /// The activations: what wo receives. normed [tokens, d_model] → [tokens, d_ff]
    at::Tensor activate(const at::Tensor& normed) const;
};

} // namespace sparsight

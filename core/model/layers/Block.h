// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/layers/Attention.h"
#include "core/model/layers/FeedForwardLayer.h"
#include "core/model/layers/RelativePositionBias.h"

#include <optional>

namespace sparsight {

/// One block of a stack: its weights by sublayer, each behind its own norm.
struct Block {
    at::Tensor selfNorm; // [d_model]
    SelfAttention self;
    RelativePositionBias bias; ///< undefined where an earlier block's bias is shared

    struct Cross {
        at::Tensor norm; // [d_model]
        CrossAttention attention;
    };
    std::optional<Cross> cross; ///< decoder only

    at::Tensor feedForwardNorm; // [d_model]
    FeedForwardLayer feedForward;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/models/VisionModel.h"

namespace sparsight {

/// ViT with ReLU: norms before attention and MLP, learnt places, the mean over patches before the head. Heads are 16
/// wide.
class VisionTransformer final : public VisionModel {
public:
    VisionTransformer(const LabModelShape& shape, const ImageShape& images, at::ScalarType type);

    at::Tensor logits(const at::Tensor& images, const LabObserver& observer) const override;

private:
    struct Block {
        Norm attentionNorm;
        Linear qkv, projection;
        Norm feedForwardNorm;
        FeedForwardNet net;
    };
    at::Tensor attend(const Block& block, const at::Tensor& x) const;

    std::int64_t m_heads;
    Linear m_embedding;
    at::Tensor m_position; // [patches, width]
    std::vector<Block> m_blocks;
    Norm m_finalNorm;
    Linear m_head;
};

} // namespace sparsight

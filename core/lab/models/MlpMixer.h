// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/models/VisionModel.h"

namespace sparsight {

/// MLP-Mixer with ReLU: in each block an MLP over the patches of a channel, then one over the channels of a patch, each
/// behind a norm and around a shortcut. The first is half as wide as the second.
class MlpMixer final : public VisionModel {
public:
    MlpMixer(const LabModelShape& shape, const ImageShape& images, at::ScalarType type);

    at::Tensor logits(const at::Tensor& images, const LabObserver& observer) const override;

private:
    struct Block {
        Norm patchNorm;
        FeedForwardNet overPatches;
        Norm channelNorm;
        FeedForwardNet overChannels;
    };

    Linear m_embedding;
    std::vector<Block> m_blocks;
    Norm m_finalNorm;
    Linear m_head;
};

} // namespace sparsight

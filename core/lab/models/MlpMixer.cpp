// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/models/MlpMixer.h"

#include <algorithm>

namespace sparsight {

MlpMixer::MlpMixer(const LabModelShape& shape, const ImageShape& images, at::ScalarType type)
    : VisionModel(type)
    , m_embedding(linear("embedding", patchPixels(images), shape.width))
{
    constexpr std::int64_t tokens = patchesASide * patchesASide;
    for (int i = 0; i < shape.layers; ++i) {
        const std::string name = "blocks." + std::to_string(i), people = "block " + std::to_string(i + 1);
        m_blocks.push_back(
            {norm(name + ".patch_norm", shape.width),
             feedForward(name + ".patches", people + " patches", tokens, std::max(1, shape.dFf / 2), tokens,
                         shape.topK),
             norm(name + ".channel_norm", shape.width),
             feedForward(name + ".channels", people + " channels", shape.width, shape.dFf, shape.width, shape.topK)});
    }
    m_finalNorm = norm("norm", shape.width);
    m_head = linear("head", shape.width, images.classes);
}

at::Tensor MlpMixer::logits(const at::Tensor& images, const LabObserver& observer) const
{
    at::Tensor x = m_embedding.forward(patches(images)); // [batch, patches, width]
    for (const Block& block : m_blocks) {
        const at::Tensor turned = block.patchNorm.forward(x).transpose(1, 2).contiguous(); // [batch, width, patches]
        x = x + block.overPatches.forward(turned, observer).transpose(1, 2);
        x = x + block.overChannels.forward(block.channelNorm.forward(x), observer);
    }
    return m_head.forward(m_finalNorm.forward(x).mean(1));
}

} // namespace sparsight

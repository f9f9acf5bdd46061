// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/models/VisionTransformer.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

constexpr int headWidth = 16;

} // namespace

VisionTransformer::VisionTransformer(const LabModelShape& shape, const ImageShape& images, at::ScalarType type)
    : VisionModel(type)
    , m_heads(std::max(1, shape.width / headWidth))
    , m_embedding(linear("embedding", patchPixels(images), shape.width))
    , m_position(leaf("position", {patchesASide * patchesASide, shape.width}))
{
    const std::int64_t width = shape.width;
    for (int i = 0; i < shape.layers; ++i) {
        const std::string name = "blocks." + std::to_string(i);
        m_blocks.push_back(
            {norm(name + ".attention_norm", width), linear(name + ".qkv", width, 3 * width),
             linear(name + ".projection", width, width), norm(name + ".mlp_norm", width),
             feedForward(name + ".mlp", "block " + std::to_string(i + 1), width, shape.dFf, width, shape.topK)});
    }
    m_finalNorm = norm("norm", width);
    m_head = linear("head", width, images.classes);
}

at::Tensor VisionTransformer::attend(const Block& block, const at::Tensor& x) const
{
    const std::int64_t batch = x.size(0), tokens = x.size(1), width = x.size(2), each = width / m_heads;
    const at::Tensor qkv = block.qkv.forward(block.attentionNorm.forward(x))
                               .view({batch, tokens, 3, m_heads, each})
                               .permute({2, 0, 3, 1, 4});
    const at::Tensor scores =
        at::matmul(qkv[0], qkv[1].transpose(-1, -2)) * (1.0 / std::sqrt(static_cast<double>(each)));
    const at::Tensor context = at::matmul(at::softmax(scores, -1), qkv[2]); // [batch, heads, tokens, each]
    return block.projection.forward(context.transpose(1, 2).reshape({batch, tokens, width}));
}

at::Tensor VisionTransformer::logits(const at::Tensor& images, const LabObserver& observer) const
{
    at::Tensor x = m_embedding.forward(patches(images)) + m_position; // [batch, patches, width]
    for (const Block& block : m_blocks) {
        x = x + attend(block, x);
        x = x + block.net.forward(block.feedForwardNorm.forward(x), observer);
    }
    return m_head.forward(m_finalNorm.forward(x).mean(1));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/FeedForwardLayer.h"

namespace sparsight {

at::Tensor FeedForwardLayer::activate(const at::Tensor& normed) const
{
    at::Tensor product = at::linear(normed, wi);
    if (kind == FeedForward::Relu) return product.relu_();
    if (kind == FeedForward::Gelu) return at::gelu(product);
    const std::vector<at::Tensor> halves = product.chunk(2, 1);
    const at::Tensor &gate = halves[0], &linear = halves[1];
    if (kind == FeedForward::GatedRelu) return at::relu(gate).mul_(linear);
    if (kind == FeedForward::GatedSilu) return at::silu(gate).mul_(linear);
    return at::gelu(gate, "tanh").mul_(linear);
}

} // namespace sparsight

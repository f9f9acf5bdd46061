// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/FeedForwardLayer.h"

#include "core/model/layers/PackedWeight.h"
#include "core/model/layers/TopK.h"

namespace sparsight {

namespace {

/// Of any kind but relu. product [tokens, rows of wi]
at::Tensor activated(FeedForward kind, const at::Tensor& product)
{
    if (kind == FeedForward::Gelu) return at::gelu(product);
    const std::vector<at::Tensor> halves = product.chunk(2, 1);
    const at::Tensor &gate = halves[0], &linear = halves[1];
    if (kind == FeedForward::GatedRelu) return at::relu(gate).mul_(linear);
    if (kind == FeedForward::GatedSilu) return at::silu(gate).mul_(linear);
    return at::gelu(gate, "tanh").mul_(linear);
}

} // namespace

at::Tensor FeedForwardLayer::activate(const at::Tensor& normed) const
{
    const at::Tensor all =
        kind == FeedForward::Relu ? linearProductRelu(normed, wi) : activated(kind, linearProduct(normed, wi));
    return sparsight::topK(all, topK);
}

} // namespace sparsight

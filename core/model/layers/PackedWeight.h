// SPDX-License-Identifier: GPL-3.0-or-later
// Weights in bf16 as oneDNN's products want them. LibTorch's own linear() lays a weight out anew at every call, which
// costs as much as a small batch.
#pragma once

#include "core/model/Torch.h"

namespace sparsight {

/// The weight [out, in] in an opaque layout, where it is in bf16 on a CPU that computes with it; else the weight
/// itself.
at::Tensor packed(const at::Tensor& weight);
/// Row by row again, for what is no product.
at::Tensor unpacked(const at::Tensor& weight);

/// x [tokens, in] · weightᵀ → [tokens, out]; the weight in either layout.
at::Tensor linearProduct(const at::Tensor& x, const at::Tensor& weight);
/// The same, and what is negative becomes 0.
at::Tensor linearProductRelu(const at::Tensor& x, const at::Tensor& weight);
/// hidden [tokens, out] + x · weightᵀ, of a weight that is packed and tensors in its type.
at::Tensor linearProductAdd(const at::Tensor& hidden, const at::Tensor& x, const at::Tensor& weight);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/Normalization.h"

namespace sparsight {

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon)
{
    const at::Tensor scale = x.to(at::kFloat).square().mean(-1, true).add_(epsilon).rsqrt_(); // [tokens, 1]
    at::Tensor normed = x * scale;
    if (normed.scalar_type() != weight.scalar_type()) normed = normed.to(weight.scalar_type());
    return normed.mul_(weight);
}

void addProjection(at::Tensor& hidden, const at::Tensor& x, const at::Tensor& weight)
{
    if (hidden.scalar_type() == weight.scalar_type() && x.scalar_type() == weight.scalar_type()) {
        hidden.addmm_(x, weight.t());
    } else {
        hidden = hidden + at::linear(x.to(weight.scalar_type()), weight);
    }
}

void clampHalf(at::Tensor& hidden)
{
    if (hidden.scalar_type() != at::kHalf) return;
    constexpr double largest = 65504.0;
    const double limit = hidden.isinf().any().item<bool>() ? largest - 1000.0 : largest;
    hidden.clamp_(-limit, limit);
}

} // namespace sparsight

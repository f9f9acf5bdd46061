// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layers/FiringPenalty.h"

#include <torch/csrc/autograd/custom_function.h>

namespace sparsight {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr double steepness = 5.0; // of the sigmoid, for x of standard deviation 1
constexpr double least = 0.2;     // of the allowed rate

/// Every second row, from the first or the second.
at::Tensor lookedAt(const at::Tensor& x, std::int64_t first)
{
    return x.slice(0, first, x.size(0), 2);
}

/// The mean over rows of sigmoid(x · steepness/σ). → [d_ff], fp32 or fp64
struct SoftRates : torch::autograd::Function<SoftRates> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, std::int64_t first)
    {
        const at::Tensor values = lookedAt(x, first).to(x.scalar_type() == at::kDouble ? at::kDouble : at::kFloat);
        const at::Tensor scale = steepness / values.std().clamp_min(1e-12);
        const at::Tensor firing = (values * scale).sigmoid_();
        context->save_for_backward({firing, scale});
        context->saved_data["first"] = first;
        context->saved_data["rows"] = x.size(0);
        context->saved_data["type"] = x.scalar_type();
        return firing.mean(0);
    }
    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor &firing = saved[0], &scale = saved[1];
        const at::Tensor byNeuron = gradients[0] * (scale / static_cast<double>(firing.size(0)));
        at::Tensor gradient = at::zeros({context->saved_data["rows"].toInt(), firing.size(1)},
                                        firing.options().dtype(context->saved_data["type"].toScalarType()));
        const std::int64_t first = context->saved_data["first"].toInt();
        lookedAt(gradient, first).copy_(firing.addcmul(firing, firing, -1).mul_(byNeuron));
        return {gradient, {}};
    }
};

} // namespace

at::Tensor firingPenalty(const at::Tensor& x, const FiringRates& rates)
{
    const std::int64_t first = x.size(0) > 1 ? static_cast<std::int64_t>(rates.step % 2) : 0;
    const at::Tensor relative = SoftRates::apply(x, first) / rates.allowed;
    const at::Tensor above = (relative - 1.0).clamp_min(0.0).square();
    const at::Tensor below = (1.0 - relative / least).clamp_min(0.0).square();
    return (above + below).mean();
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layers/TrainableNorm.h"

#include "core/base/VectorClones.h"
#include "core/model/layers/Normalization.h"

#include <torch/csrc/autograd/custom_function.h>

#include <cmath>
#include <vector>

namespace sparsight {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr std::int64_t partRows = 64; // rows whose share of the weight's gradient is summed together

SPARSIGHT_VECTOR_CLONES
void normRowBackward(const float* gradient, const float* x, const float* weight, float scale, float* toX,
                     float* toWeight, std::int64_t width)
{
    float dot = 0;
#pragma omp simd reduction(+ : dot)
    for (std::int64_t i = 0; i < width; ++i)
        dot += gradient[i] * weight[i] * x[i];
    const float along = dot * scale * scale / static_cast<float>(width);
    for (std::int64_t i = 0; i < width; ++i) {
        toX[i] = scale * (gradient[i] * weight[i] - x[i] * along);
        toWeight[i] += gradient[i] * x[i] * scale;
    }
}

/// In fp32 on the CPU: one pass forwards and one back.
struct CpuNorm : torch::autograd::Function<CpuNorm> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& given, const at::Tensor& weight,
                              double epsilon)
    {
        const at::Tensor x = given.contiguous();
        const std::int64_t rows = x.size(0), width = x.size(1);
        at::Tensor out = at::empty_like(x), scales = at::empty({rows}, x.options());
        const float *from = x.const_data_ptr<float>(), *weights = weight.const_data_ptr<float>();
        float *to = out.data_ptr<float>(), *scale = scales.data_ptr<float>();
        at::parallel_for(0, rows, partRows, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin; row < end; ++row) {
                scale[row] =
                    rmsNormRow(from + row * width, weights, to + row * width, width, static_cast<float>(epsilon));
            }
        });
        context->save_for_backward({x, weight, scales});
        return out;
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor &x = saved[0], &weight = saved[1], &scales = saved[2], gradient = gradients[0].contiguous();
        const std::int64_t rows = x.size(0), width = x.size(1), parts = (rows + partRows - 1) / partRows;
        at::Tensor toX = at::empty_like(x), toWeight = at::zeros({parts, width}, x.options());
        const float *gradientData = gradient.const_data_ptr<float>(), *xData = x.const_data_ptr<float>(),
                    *weightData = weight.const_data_ptr<float>(), *scaleData = scales.const_data_ptr<float>();
        float *toXData = toX.data_ptr<float>(), *toWeightData = toWeight.data_ptr<float>();
        at::parallel_for(0, parts, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t row = begin * partRows; row < std::min(rows, end * partRows); ++row) {
                const std::int64_t at = row * width;
                normRowBackward(gradientData + at, xData + at, weightData, scaleData[row], toXData + at,
                                toWeightData + row / partRows * width, width);
            }
        });
        return {toX, toWeight.sum(0), {}};
    }
};

} // namespace

at::Tensor trainableNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon)
{
    if (x.is_cpu() && x.scalar_type() == at::kFloat && weight.scalar_type() == at::kFloat)
        return CpuNorm::apply(x, weight, epsilon);
    const at::Tensor scale = at::rsqrt(x.to(at::kFloat).pow(2).mean(-1, true) + epsilon); // [tokens, 1]
    return weight * (x * scale).to(weight.scalar_type());
}

} // namespace sparsight

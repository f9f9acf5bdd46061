// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/Normalization.h"

#include "core/base/VectorClones.h"
#include "core/model/layers/PackedWeight.h"

#include <bit>
#include <cmath>

namespace sparsight {

namespace {

constexpr std::int64_t rowsAtOnce = 64; // of a thread

float widened(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

/// To the nearest bf16, ties to even.
std::uint16_t narrowed(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7FFFU + (bits >> 16 & 1U)) >> 16;
    return static_cast<std::uint16_t>(value == value ? rounded : 0x7FC0U);
}

/// In bf16, as transformers rounds: before the weight and after it.
SPARSIGHT_VECTOR_CLONES
void normRow(const std::uint16_t* x, const std::uint16_t* weight, std::uint16_t* out, std::int64_t width, float epsilon)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < width; ++i)
        sum += widened(x[i]) * widened(x[i]);
    const float scale = 1.0F / std::sqrt(sum / static_cast<float>(width) + epsilon);
    for (std::int64_t i = 0; i < width; ++i)
        out[i] = narrowed(widened(narrowed(widened(x[i]) * scale)) * widened(weight[i]));
}

void normRow(const float* x, const float* weight, float* out, std::int64_t width, float epsilon)
{
    rmsNormRow(x, weight, out, width, epsilon);
}

/// Each row read from memory once.
template <class Value>
at::Tensor normRows(const at::Tensor& x, const at::Tensor& weight, double epsilon)
{
    at::Tensor out = at::empty_like(x);
    const std::int64_t rows = x.size(0), width = x.size(1);
    const auto *from = static_cast<const Value*>(x.const_data_ptr()),
               *weights = static_cast<const Value*>(weight.const_data_ptr());
    auto* to = static_cast<Value*>(out.mutable_data_ptr());
    at::parallel_for(0, rows, rowsAtOnce, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            normRow(from + row * width, weights, to + row * width, width, static_cast<float>(epsilon));
    });
    return out;
}

} // namespace

SPARSIGHT_VECTOR_CLONES
float rmsNormRow(const float* x, const float* weight, float* out, std::int64_t width, float epsilon)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::int64_t i = 0; i < width; ++i)
        sum += x[i] * x[i];
    const float scale = 1.0F / std::sqrt(sum / static_cast<float>(width) + epsilon);
    for (std::int64_t i = 0; i < width; ++i)
        out[i] = x[i] * scale * weight[i];
    return scale;
}

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon)
{
    const bool rows = x.is_cpu() && x.dim() == 2 && x.is_contiguous() && weight.is_contiguous() &&
                      x.scalar_type() == weight.scalar_type();
    if (rows && x.scalar_type() == at::kFloat) return normRows<float>(x, weight, epsilon);
    if (rows && x.scalar_type() == at::kBFloat16) return normRows<std::uint16_t>(x, weight, epsilon);
    const at::Tensor scale = x.to(at::kFloat).square().mean(-1, true).add_(epsilon).rsqrt_(); // [tokens, 1]
    at::Tensor normed = x * scale;
    if (normed.scalar_type() != weight.scalar_type()) normed = normed.to(weight.scalar_type());
    return normed.mul_(weight);
}

void addProjection(at::Tensor& hidden, const at::Tensor& x, const at::Tensor& weight)
{
    if (weight.is_mkldnn()) {
        hidden = linearProductAdd(hidden, x, weight);
    } else if (hidden.scalar_type() == weight.scalar_type() && x.scalar_type() == weight.scalar_type()) {
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

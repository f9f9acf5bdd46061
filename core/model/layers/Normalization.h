// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

#include <cstdint>

namespace sparsight {

/// T5's layer norm: x / sqrt(mean(x²) + epsilon) · weight, without mean and bias; the mean of squares in fp32.
/// x [tokens, d_model] → [tokens, d_model] in the weight's type.
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

/// The same of one row in fp32; returns what x was multiplied by before the weight.
float rmsNormRow(const float* x, const float* weight, float* out, std::int64_t width, float epsilon);

/// hidden [tokens, d_model] + x [tokens, n] · weightᵀ [n, d_model]; reuses the memory of hidden where it can.
/// The weight may be packed.
/// Types are promoted as transformers does: fp16 activations meet a `wo` in fp32, and the sum stays in fp32.
void addProjection(at::Tensor& hidden, const at::Tensor& x, const at::Tensor& weight);

/// In fp16, infinities become the largest finite value less 1000, as transformers does after each sublayer.
void clampHalf(at::Tensor& hidden);

} // namespace sparsight

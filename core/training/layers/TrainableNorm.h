// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

namespace sparsight {

/// T5's norm with gradients: x · weight / √(mean of squares + ε), the mean in fp32 whatever the type, as transformers
/// does. x [tokens, d_model], weight [d_model]
at::Tensor trainableNorm(const at::Tensor& x, const at::Tensor& weight, double epsilon);

} // namespace sparsight

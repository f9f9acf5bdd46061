// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

namespace sparsight {

/// Top-k thresholding (The Lazy Neuron Phenomenon): of each row's activations the k of largest size stay, the others
/// become zero. Gradients flow through those that stay alone. activations [tokens, d_ff]; the same where k is 0 or
/// nothing would be left out.
at::Tensor topK(const at::Tensor& activations, std::int64_t k);

} // namespace sparsight

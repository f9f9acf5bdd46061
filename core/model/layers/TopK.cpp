// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers/TopK.h"

namespace sparsight {

at::Tensor topK(const at::Tensor& activations, std::int64_t k)
{
    if (k <= 0 || k >= activations.size(-1)) return activations;
    const at::Tensor kept = std::get<1>(activations.detach().abs().topk(k, -1, true, false)); // [tokens, k]
    return at::zeros_like(activations).scatter(-1, kept, activations.gather(-1, kept));
}

} // namespace sparsight

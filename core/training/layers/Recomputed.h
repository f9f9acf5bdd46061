// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

#include <array>
#include <functional>

namespace sparsight {

/// A part of the model as a function of three tensors, of which some may be undefined; its weights are its own.
using PartInputs = std::array<at::Tensor, 3>;
using Part = std::function<at::Tensor(const PartInputs& inputs)>;

/// part(inputs), of which nothing but the inputs is kept for the gradients: they are found by computing it again
/// (gradient checkpointing). It must give the same both times.
at::Tensor recomputed(const Part& part, const PartInputs& inputs);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sparsight {

/// In what a forward pass computes.
enum class Precision { Fp32, Bf16, Fp16 };

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"
#include "core/model/generation/GenerateOptions.h"

#include <cstdint>
#include <random>

namespace sparsight {

/// A token for each row of scores [rows, vocabulary], drawn by temperature, top-k and top-p, in this order as in
/// transformers, with uniform [rows] in [0, 1) of fp64. → [rows] int64
at::Tensor drawTokens(const at::Tensor& scores, const GenerateOptions& options, const at::Tensor& uniform);

/// Numbers in [0, 1) that depend on the seed and the stream alone, on every machine.
class UniformStream {
public:
    UniformStream(std::uint64_t seed, std::uint64_t stream);
    double next();

private:
    std::mt19937_64 m_engine;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// Token sequences behind each other, without padding: what a training step computes with, so that no product is spent
/// on padding. Where a row needs its neighbours (attention), offsets say which positions are its own.
struct PackedRows {
    at::Tensor ids;                    ///< [tokens] int64
    std::vector<std::int64_t> offsets; ///< [rows + 1]: row i is offsets[i] … offsets[i + 1] − 1

    std::int64_t rows() const { return static_cast<std::int64_t>(offsets.size()) - 1; }
    std::int64_t tokens() const { return offsets.back(); }
    std::int64_t begin(std::int64_t row) const { return offsets[static_cast<std::size_t>(row)]; }
    std::int64_t length(std::int64_t row) const { return begin(row + 1) - begin(row); }
    std::int64_t longest() const;
};

/// On the device. Rows must not be empty.
PackedRows packRows(const std::vector<std::span<const std::int32_t>>& rows, at::Device device);

/// Pairs of a training step; what the decoder reads is what it shall write, shifted right behind the start token.
struct PackedPairs {
    PackedRows source, target;
    at::Tensor labels; ///< [target tokens] int64
};
PackedPairs packPairs(const std::vector<std::span<const std::int32_t>>& sources,
                      const std::vector<std::span<const std::int32_t>>& targets, std::int32_t startToken,
                      at::Device device);

} // namespace sparsight

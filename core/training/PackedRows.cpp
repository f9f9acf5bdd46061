// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/PackedRows.h"

#include <algorithm>

namespace sparsight {

std::int64_t PackedRows::longest() const
{
    std::int64_t most = 0;
    for (std::int64_t row = 0; row < rows(); ++row)
        most = std::max(most, length(row));
    return most;
}

PackedRows packRows(const std::vector<std::span<const std::int32_t>>& rows, at::Device device)
{
    PackedRows packed{.offsets = {0}};
    for (const auto& row : rows)
        packed.offsets.push_back(packed.offsets.back() + static_cast<std::int64_t>(row.size()));
    packed.ids = at::empty({packed.tokens()}, at::kLong);
    auto* next = packed.ids.data_ptr<std::int64_t>();
    for (const auto& row : rows)
        next = std::ranges::copy(row, next).out;
    packed.ids = packed.ids.to(device);
    return packed;
}

PackedPairs packPairs(const std::vector<std::span<const std::int32_t>>& sources,
                      const std::vector<std::span<const std::int32_t>>& targets, std::int32_t startToken,
                      at::Device device)
{
    const PackedRows labels = packRows(targets, at::kCPU);
    PackedRows target{.ids = at::empty_like(labels.ids), .offsets = labels.offsets};
    const auto* from = labels.ids.const_data_ptr<std::int64_t>();
    auto* to = target.ids.data_ptr<std::int64_t>();
    for (std::int64_t row = 0; row < target.rows(); ++row) {
        to[target.begin(row)] = startToken;
        std::copy_n(from + target.begin(row), target.length(row) - 1, to + target.begin(row) + 1);
    }
    target.ids = target.ids.to(device);
    return {packRows(sources, device), std::move(target), labels.ids.to(device)};
}

} // namespace sparsight

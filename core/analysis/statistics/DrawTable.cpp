// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/DrawTable.h"

#include <algorithm>

namespace sparsight {

DrawTable::DrawTable(std::uint32_t rows, std::uint32_t draws)
    : m_rows(rows)
    , m_draws(draws)
    , m_counts(blocks() * m_rows * blockSize)
{
}

void DrawTable::sum(std::size_t block, std::span<const std::uint32_t> rows, Sums& sums) const
{
    // Sixteen bits hold 257 counts of 255, and twice as many of them fit into a vector as of 32.
    constexpr std::size_t safe = 257;
    for (; !rows.empty(); rows = rows.subspan(std::min(safe, rows.size()))) {
        std::array<std::uint16_t, blockSize> partial{};
        for (const std::uint32_t row : rows.first(std::min(safe, rows.size()))) {
            const std::uint8_t* counts = m_counts.data() + place(row, block);
            for (std::size_t i = 0; i < blockSize; ++i)
                partial[i] = static_cast<std::uint16_t>(partial[i] + counts[i]);
        }
        for (std::size_t i = 0; i < blockSize; ++i)
            sums[i] += partial[i];
    }
}

} // namespace sparsight

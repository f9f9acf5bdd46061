// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// How often each of many rows (sentences, or documents) counts in each of several draws. Laid out so that the sum over
/// a list of rows adds 64 draws at once, from one line of the cache a row. Reading is safe from several threads.
class DrawTable {
public:
    static constexpr std::size_t blockSize = 64;
    using Sums = std::array<std::uint32_t, blockSize>;

    DrawTable(std::uint32_t rows, std::uint32_t draws);

    std::uint32_t draws() const noexcept { return m_draws; }
    std::size_t blocks() const noexcept { return (m_draws + blockSize - 1) / blockSize; }

    /// Counts the row once more in the draw. A row may count 255 times; of rows that are drawn blindly, as many as
    /// there are, none ever does.
    void add(std::uint32_t row, std::uint32_t draw) { ++m_counts[place(row, draw / blockSize) + draw % blockSize]; }
    /// Adds to `sums`, for each draw of the block, the counts of these rows.
    void sum(std::size_t block, std::span<const std::uint32_t> rows, Sums& sums) const;

private:
    std::size_t place(std::uint32_t row, std::size_t block) const { return (block * m_rows + row) * blockSize; }

    std::size_t m_rows;
    std::uint32_t m_draws;
    std::vector<std::uint8_t> m_counts; // [blocks, rows, 64]
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sparsight {

/// Words that hold a bit for each.
constexpr std::size_t wordsOf(std::size_t bits)
{
    return (bits + 63) / 64;
}

/// Adds to counts[0] how many of `bits` are set, and to counts[1 + i] how many of those are in set i of `sets`, which
/// lie behind each other, bits.size() words each.
void addBitCounts(std::span<const std::uint64_t> bits, std::span<const std::uint64_t> sets,
                  std::span<std::uint32_t> counts);

} // namespace sparsight

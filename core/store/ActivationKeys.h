// SPDX-License-Identifier: GPL-3.0-or-later
// How (layer of a run, block, blob) becomes a row of the tables activation and statistics, see Schema.cpp.
#pragma once

#include <cstdint>

namespace sparsight {

/// Row of run_layer: a layer of a run.
using RunLayerId = std::int64_t;

inline constexpr std::uint32_t maximumBlocks = 1u << 24;
inline constexpr std::uint32_t maximumGroups = 1u << 15;

/// slot: rowsSlot or valuesSlot. The rows of a block's groups lie together, so that they are read without the values.
constexpr std::int64_t activationKey(RunLayerId layer, std::uint32_t block, std::uint32_t slot)
{
    return layer << 40 | std::int64_t(block) << 16 | slot;
}

constexpr std::uint32_t rowsSlot(std::uint32_t group)
{
    return group;
}

constexpr std::uint32_t valuesSlot(std::uint32_t group)
{
    return 1u << 15 | group;
}

constexpr std::int64_t statisticsKey(RunLayerId layer, std::uint32_t group)
{
    return layer << 16 | group;
}

constexpr std::int64_t generatedKey(std::int64_t run, std::uint32_t sentence)
{
    return run << 32 | sentence;
}

} // namespace sparsight

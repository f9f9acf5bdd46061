// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

namespace sparsight {

/// IEEE binary16 and bfloat16 as bit patterns, round to nearest even, subnormals kept.
/// The functions are inline where a decoder calls them a hundred million times a second.

/// halfToFloat for a pattern that is neither infinite nor NaN; free of branches, so that loops over it vectorise.
inline float finiteHalfToFloat(std::uint16_t bits) noexcept
{
    // Shifting exponent and mantissa into place and rescaling by 2^112 handles subnormals as well.
    const float magnitude = std::bit_cast<float>((bits & 0x7fffu) << 13) * 0x1p112f;
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(magnitude) | (bits & 0x8000u) << 16);
}

inline float halfToFloat(std::uint16_t bits) noexcept
{
    if ((bits & 0x7c00u) != 0x7c00u) return finiteHalfToFloat(bits);
    return std::bit_cast<float>((bits & 0x8000u) << 16 | 0x7f800000u | (bits & 0x3ffu) << 13);
}

std::uint16_t floatToHalf(float value) noexcept;
float bfloat16ToFloat(std::uint16_t bits) noexcept;

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// Floating-point patterns as integers of the same order, so that values of a column pack into the bits of their range.
#pragma once

#include "core/base/Half.h"
#include "core/store/Records.h"

#include <bit>
#include <cstdint>

namespace sparsight {

/// Among non-negative floats the patterns themselves are in order; with negative ones, these keys are.
constexpr std::uint32_t orderKey(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return (bits & 0x80000000u) != 0 ? ~bits : bits | 0x80000000u;
}

/// The pattern of a value that has already been rounded to the format.
inline std::uint32_t patternOf(float value, ValueFormat format)
{
    return format == ValueFormat::F16 ? floatToHalf(value) : std::bit_cast<std::uint32_t>(value);
}

inline float floatOfFinite(std::uint32_t pattern, ValueFormat format)
{
    return format == ValueFormat::F16 ? finiteHalfToFloat(static_cast<std::uint16_t>(pattern))
                                      : std::bit_cast<float>(pattern);
}

/// The key of a pattern and back, and the keys of the least and the largest finite value.
struct KeyRange {
    std::uint32_t signBit;
    std::uint32_t largest; ///< pattern of the largest finite value

    static constexpr KeyRange of(ValueFormat format)
    {
        return format == ValueFormat::F16 ? KeyRange{0x8000u, 0x7bffu} : KeyRange{0x80000000u, 0x7f7fffffu};
    }
    /// signedValues: some value of the column is negative.
    constexpr std::uint32_t keyOf(std::uint32_t pattern, bool signedValues) const
    {
        if (!signedValues) return pattern;
        return (pattern & signBit) != 0 ? ~pattern & (signBit | (signBit - 1)) : pattern | signBit;
    }
    constexpr std::uint32_t patternOf(std::uint32_t key, bool signedValues) const
    {
        if (!signedValues) return key;
        return (key & signBit) != 0 ? key ^ signBit : ~key & (signBit | (signBit - 1));
    }
    constexpr std::uint32_t lowestKey(bool signedValues) const
    {
        return signedValues ? keyOf(largest | signBit, true) : 0;
    }
    constexpr std::uint32_t highestKey(bool signedValues) const { return keyOf(largest, signedValues); }
};

} // namespace sparsight

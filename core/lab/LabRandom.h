// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/MixedKey.h"

#include <cmath>
#include <cstdint>
#include <numbers>

namespace sparsight {

/// Random numbers that are drawn from no generator: the n-th is a function of the key and of n. So an experiment is a
/// function of its seed, whatever else runs beside it.
class LabRandom {
public:
    explicit constexpr LabRandom(std::uint64_t key)
        : m_key(key)
    {
    }

    /// Another sequence, for another purpose or place.
    constexpr LabRandom at(std::uint64_t place) const { return LabRandom(mixedKey(m_key, place)); }

    constexpr std::uint64_t bits(std::uint64_t n) const { return mixedKey(m_key, n); }
    /// Below 1, a multiple of 2⁻²⁴.
    constexpr float uniform(std::uint64_t n) const { return static_cast<float>(bits(n) >> 40) * 0x1p-24F; }
    /// 0 … count − 1
    constexpr std::uint64_t below(std::uint64_t n, std::uint64_t count) const
    {
        return (bits(n) >> 32) * count >> 32; // count is far below 2³²
    }
    /// Standard normal, by Box and Muller's method from the two halves of one number.
    float normal(std::uint64_t n) const
    {
        const std::uint64_t both = bits(n);
        const float first = static_cast<float>((both >> 40) + 1) * 0x1p-24F; // not 0
        const float second = static_cast<float>(both & 0xffffff) * 0x1p-24F;
        return std::sqrt(-2.0F * std::log(first)) * std::cos(2.0F * std::numbers::pi_v<float> * second);
    }

private:
    std::uint64_t m_key;
};

} // namespace sparsight

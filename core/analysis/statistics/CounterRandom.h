// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sparsight {

/// Random numbers as a function of seed, stream and place, so that any of them can be had without those before it, on
/// any thread, and by other programs: output number `place` of SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, OOPSLA
/// 2014), seeded with output number `stream` of SplitMix64 that is seeded with `seed`.
class CounterRandom {
public:
    CounterRandom(std::uint64_t seed, std::uint64_t stream)
        : m_key(output(seed, stream))
    {
    }
    std::uint64_t at(std::uint64_t place) const { return output(m_key, place); }
    /// From 0 to count − 1.
    std::uint32_t below(std::uint32_t count, std::uint64_t place) const
    {
        return static_cast<std::uint32_t>((at(place) >> 32) * count >> 32);
    }

private:
    static std::uint64_t output(std::uint64_t seed, std::uint64_t number)
    {
        std::uint64_t x = seed + (number + 1) * 0x9E3779B97F4A7C15u;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
        x = (x ^ x >> 27) * 0x94D049BB133111EBu;
        return x ^ x >> 31;
    }
    std::uint64_t m_key;
};

} // namespace sparsight

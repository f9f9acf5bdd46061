// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sparsight {

/// A well-mixed number from a key and a number: how every random choice of training and of the lab is derived from its seed.
constexpr std::uint64_t mixedKey(std::uint64_t key, std::uint64_t number)
{
    std::uint64_t x = key + (number + 1) * 0x9e3779b97f4a7c15u; // splitmix64
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

} // namespace sparsight

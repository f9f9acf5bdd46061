// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace sparsight {

struct Interval {
    double low = 0;
    double high = 1;
};

/// Wilson's 95 % score interval of a proportion k / n (E. B. Wilson, JASA 22, 1927); nullopt when n = 0.
/// With z = 1.95996…: (k + z²/2 ± z √(k (n − k) / n + z²/4)) / (n + z²).
std::optional<Interval> wilsonInterval(std::uint64_t k, std::uint64_t n);

/// k of n.
struct Share {
    std::uint64_t k = 0, n = 0;
};

/// Newcombe's 95 % interval of the change from one proportion to another of an independent sample, made of both Wilson
/// intervals (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10); nullopt where an n is 0.
std::optional<Interval> newcombeInterval(Share first, Share second);

} // namespace sparsight

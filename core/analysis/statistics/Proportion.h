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

/// A population of which some carry a mark, and a sample drawn from it without replacement.
struct SampleCounts {
    std::uint64_t population = 0; ///< N
    std::uint64_t marked = 0;     ///< K ≤ N
    std::uint64_t sample = 0;     ///< n ≤ N
    std::uint64_t hits = 0;       ///< k, the marked ones in the sample
};

/// P(X ≥ k) of the hypergeometric distribution: how often a random sample holds at least as many marked ones.
/// The relative error stays below 1e-12 also for tiny results; below 1e-308 the result runs out into 0.
double hypergeometricUpperTail(const SampleCounts& counts);

} // namespace sparsight

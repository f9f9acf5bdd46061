// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sparsight {

/// A population of which some carry a mark, and a sample drawn from it without replacement.
struct SampleCounts {
    std::uint64_t population = 0; ///< N
    std::uint64_t marked = 0;     ///< K ≤ N
    std::uint64_t sample = 0;     ///< n ≤ N
    std::uint64_t hits = 0;       ///< k, the marked ones in the sample
};

/// How many marked ones a random sample of that size holds. Long doubles keep the relative error of every
/// probability below 1e-12 for populations of up to a million.
class Hypergeometric {
public:
    explicit Hypergeometric(const SampleCounts& counts); ///< hits is not read

    std::uint64_t smallest() const { return m_smallest; }
    std::uint64_t largest() const { return m_largest; }
    std::uint64_t mode() const; ///< a value that no other is more probable than
    long double mass(std::uint64_t k) const;
    long double above(std::uint64_t k) const; ///< Σ mass(i) over i ≥ k, for k that is no smaller than the mode
    long double below(std::uint64_t k) const; ///< Σ mass(i) over i ≤ k, for k that is no larger than the mode

private:
    long double up(std::uint64_t k) const; ///< mass(k + 1) / mass(k)

    std::uint64_t m_population, m_marked, m_sample, m_smallest, m_largest;
};

/// P(X ≥ k) of the hypergeometric distribution: how often a random sample holds at least as many marked ones.
/// The relative error stays below 1e-12 also for tiny results; below 1e-308 the result runs out into 0.
double hypergeometricUpperTail(const SampleCounts& counts);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/Proportion.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace sparsight {

std::optional<Interval> wilsonInterval(std::uint64_t k, std::uint64_t n)
{
    if (n == 0) return std::nullopt;
    constexpr double z = 1.959963984540054; // Φ⁻¹(0.975)
    const double hits = static_cast<double>(k);
    const double trials = static_cast<double>(n);
    const double centre = hits + z * z / 2;
    const double reach = z * std::sqrt(hits * (trials - hits) / trials + z * z / 4);
    const double scale = trials + z * z;
    // At the ends the bound is exact; the subtraction would leave a rounding error on the wrong side of it.
    return Interval{k == 0 ? 0.0 : (centre - reach) / scale, k == n ? 1.0 : (centre + reach) / scale};
}

namespace {

// log n! grows like n log n (1e6 for 100,000 sentences), so that double would lose ten digits of the probability.
long double logFactorial(std::uint64_t n)
{
    return boost::math::lgamma(static_cast<long double>(n) + 1);
}

long double logChoose(std::uint64_t n, std::uint64_t k)
{
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/// The distribution's mass, and the ratios that lead from one value to the next.
class Hypergeometric {
public:
    explicit Hypergeometric(const SampleCounts& counts)
        : m_population(counts.population)
        , m_marked(counts.marked)
        , m_sample(counts.sample)
        , m_smallest(
              counts.marked + counts.sample > counts.population ? counts.marked + counts.sample - counts.population : 0)
        , m_largest(std::min(counts.marked, counts.sample))
    {
    }

    std::uint64_t smallest() const { return m_smallest; }
    std::uint64_t largest() const { return m_largest; }

    long double mass(std::uint64_t k) const
    {
        return std::exp(logChoose(m_marked, k) + logChoose(m_population - m_marked, m_sample - k) -
                        logChoose(m_population, m_sample));
    }
    /// mass(k + 1) / mass(k)
    long double up(std::uint64_t k) const
    {
        const long double unmarkedLeft = static_cast<long double>(m_population - m_marked) -
                                         static_cast<long double>(m_sample) + static_cast<long double>(k) + 1;
        return static_cast<long double>(m_marked - k) * static_cast<long double>(m_sample - k) /
               (static_cast<long double>(k + 1) * unmarkedLeft);
    }
    /// Sum of mass(i) for i ≥ k; k lies above the mode, so that the terms fall.
    long double above(std::uint64_t k) const
    {
        long double term = 1, sum = 1;
        for (std::uint64_t i = k; i < m_largest && term > sum * epsilon; ++i)
            sum += term *= up(i);
        return mass(k) * sum;
    }
    /// Sum of mass(i) for i ≤ k; k lies below the mode.
    long double below(std::uint64_t k) const
    {
        long double term = 1, sum = 1;
        for (std::uint64_t i = k; i > m_smallest && term > sum * epsilon; --i)
            sum += term /= up(i - 1);
        return mass(k) * sum;
    }

private:
    static constexpr long double epsilon = std::numeric_limits<double>::epsilon() / 64;
    std::uint64_t m_population, m_marked, m_sample, m_smallest, m_largest;
};

} // namespace

double hypergeometricUpperTail(const SampleCounts& counts)
{
    const Hypergeometric distribution(counts);
    if (counts.hits <= distribution.smallest()) return 1;
    if (counts.hits > distribution.largest()) return 0;
    // The side of the mean decides which tail is the short one; the other is at most about a half.
    const bool aboveMean = static_cast<long double>(counts.hits) * static_cast<long double>(counts.population) >
                           static_cast<long double>(counts.marked) * static_cast<long double>(counts.sample);
    const long double tail = aboveMean ? distribution.above(counts.hits) : 1 - distribution.below(counts.hits - 1);
    return static_cast<double>(std::clamp(tail, 0.0L, 1.0L));
}

} // namespace sparsight

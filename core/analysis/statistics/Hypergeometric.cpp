// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/Hypergeometric.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace sparsight {

namespace {

constexpr long double epsilon = std::numeric_limits<double>::epsilon() / 64;

// log n! grows like n log n (1e6 for 100,000 sentences), so that double would lose ten digits of the probability.
long double logFactorial(std::uint64_t n)
{
    return boost::math::lgamma(static_cast<long double>(n) + 1);
}

long double logChoose(std::uint64_t n, std::uint64_t k)
{
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

} // namespace

Hypergeometric::Hypergeometric(const SampleCounts& counts)
    : m_population(counts.population)
    , m_marked(counts.marked)
    , m_sample(counts.sample)
    , m_smallest(counts.marked + counts.sample > counts.population ? counts.marked + counts.sample - counts.population
                                                                   : 0)
    , m_largest(std::min(counts.marked, counts.sample))
{
}

std::uint64_t Hypergeometric::mode() const
{
    const auto product = static_cast<long double>(m_sample + 1) * static_cast<long double>(m_marked + 1);
    const auto value = static_cast<std::uint64_t>(product / static_cast<long double>(m_population + 2));
    return std::clamp(value, m_smallest, m_largest);
}

long double Hypergeometric::mass(std::uint64_t k) const
{
    return std::exp(logChoose(m_marked, k) + logChoose(m_population - m_marked, m_sample - k) -
                    logChoose(m_population, m_sample));
}

long double Hypergeometric::up(std::uint64_t k) const
{
    const long double unmarkedLeft = static_cast<long double>(m_population - m_marked) -
                                     static_cast<long double>(m_sample) + static_cast<long double>(k) + 1;
    return static_cast<long double>(m_marked - k) * static_cast<long double>(m_sample - k) /
           (static_cast<long double>(k + 1) * unmarkedLeft);
}

long double Hypergeometric::above(std::uint64_t k) const
{
    long double term = 1, sum = 1;
    for (std::uint64_t i = k; i < m_largest && term > sum * epsilon; ++i)
        sum += term *= up(i);
    return mass(k) * sum;
}

long double Hypergeometric::below(std::uint64_t k) const
{
    long double term = 1, sum = 1;
    for (std::uint64_t i = k; i > m_smallest && term > sum * epsilon; --i)
        sum += term /= up(i - 1);
    return mass(k) * sum;
}

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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/ChiSquare.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <vector>

namespace sparsight {

namespace {

constexpr double fewestExpected = 5; // below it the statistic does not follow χ² well

void add(Expectation& sum, const Expectation& bin)
{
    sum.observed += bin.observed;
    sum.expected += bin.expected;
}

std::vector<Expectation> merged(std::span<const Expectation> bins)
{
    std::vector<Expectation> groups;
    Expectation open;
    for (const Expectation& bin : bins) {
        add(open, bin);
        if (open.expected < fewestExpected) continue;
        groups.push_back(open);
        open = {};
    }
    if (!groups.empty()) add(groups.back(), open);
    return groups;
}

} // namespace

std::optional<ChiSquareTest> chiSquareTest(std::span<const Expectation> bins)
{
    const std::vector<Expectation> groups = merged(bins);
    if (groups.size() < 2) return std::nullopt;
    ChiSquareTest test{.degrees = groups.size() - 1};
    for (const Expectation& group : groups)
        test.statistic += (group.observed - group.expected) * (group.observed - group.expected) / group.expected;
    test.p = boost::math::gamma_q(static_cast<double>(test.degrees) / 2, test.statistic / 2);
    return test;
}

std::optional<double> totalVariation(std::span<const Expectation> bins)
{
    double apart = 0, all = 0;
    for (const Expectation& bin : bins) {
        apart += std::abs(bin.observed - bin.expected);
        all += bin.observed;
    }
    if (all == 0) return std::nullopt;
    return apart / all / 2;
}

} // namespace sparsight

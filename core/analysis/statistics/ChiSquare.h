// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace sparsight {

/// A count that was observed, and how much of it was expected.
struct Expectation {
    double observed = 0, expected = 0;
};

/// Pearson's test of goodness of fit.
struct ChiSquareTest {
    double statistic = 0;
    std::size_t degrees = 0;
    double p = 1; ///< P(χ² ≥ statistic) with so many degrees of freedom
};
/// Neighbouring bins are taken together from the first on, until at least 5 are expected in each, the last ones with
/// those before them; nullopt where fewer than two are left.
std::optional<ChiSquareTest> chiSquareTest(std::span<const Expectation> bins);

/// ½ Σ |observed − expected| / Σ observed: the share that would have to move to be as expected; nullopt of nothing.
std::optional<double> totalVariation(std::span<const Expectation> bins);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sparsity/FiringRates.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

FiringRates firingRates(std::span<const std::uint64_t> firings, std::uint64_t tokens)
{
    FiringRates rates{.tokens = tokens, .neurons = static_cast<std::uint32_t>(firings.size())};
    if (tokens == 0) return rates;
    rates.neverBound = -std::expm1(std::log(0.05) / static_cast<double>(tokens));
    for (const std::uint64_t count : firings) {
        rates.never += count == 0;
        rates.underTenPercent += count * 10 < tokens;
        rates.overOnePercent += count * 100 > tokens;
        if (count == 0) continue;
        const double rate = static_cast<double>(count) / static_cast<double>(tokens);
        const auto bin = std::ranges::lower_bound(firingRateBins, rate);
        ++rates.histogram[static_cast<std::size_t>(bin - firingRateBins.begin())];
    }
    return rates;
}

} // namespace sparsight

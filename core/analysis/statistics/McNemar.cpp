// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/McNemar.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>

namespace sparsight {

double mcNemarExact(std::uint64_t gained, std::uint64_t lost)
{
    const auto [fewer, more] = std::minmax(gained, lost);
    if (fewer == more) return 1;
    // P(X ≤ fewer) of the binomial distribution is a regularised incomplete beta function; both tails are alike.
    const long double tail =
        boost::math::ibeta(static_cast<long double>(more), static_cast<long double>(fewer + 1), 0.5L);
    return static_cast<double>(std::min(2 * tail, 1.0L));
}

} // namespace sparsight

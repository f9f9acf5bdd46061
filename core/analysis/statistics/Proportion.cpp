// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/Proportion.h"

#include <cmath>

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

std::optional<Interval> newcombeInterval(Share first, Share second)
{
    const auto a = wilsonInterval(first.k, first.n), b = wilsonInterval(second.k, second.n);
    if (!a || !b) return std::nullopt;
    const double shareA = static_cast<double>(first.k) / static_cast<double>(first.n);
    const double shareB = static_cast<double>(second.k) / static_cast<double>(second.n);
    const double change = shareB - shareA;
    return Interval{change - std::hypot(shareB - b->low, a->high - shareA),
                    change + std::hypot(b->high - shareB, shareA - a->low)};
}

} // namespace sparsight

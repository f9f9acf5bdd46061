// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace sparsight {

/// Between the two nearest of the sorted values, linearly (Hyndman and Fan's type 7, NumPy's default). There must be
/// one.
inline double percentileOf(std::span<const double> sorted, double share)
{
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double low = sorted[below], high = sorted[std::min(below + 1, sorted.size() - 1)];
    return low + (high - low) * (place - std::floor(place));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

namespace sparsight {

/// Lower edge of a bin of NeuronStatistics::histogram; also of the one after the last: where that ends.
inline double histogramEdge(int bin)
{
    return std::exp2(bin / 2.0 - 12);
}

/// Where a value lies among the bins; the inverse of histogramEdge.
inline double histogramPlace(double value)
{
    return 2 * (std::log2(value) + 12);
}

} // namespace sparsight

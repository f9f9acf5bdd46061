// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/FalseDiscovery.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace sparsight {

std::vector<double> benjaminiHochberg(std::span<const double> p)
{
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });

    std::vector<double> q(p.size());
    double smallest = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const std::size_t index = order[rank - 1];
        smallest = std::min(smallest, p[index] * static_cast<double>(p.size()) / static_cast<double>(rank));
        q[index] = smallest;
    }
    return q;
}

} // namespace sparsight

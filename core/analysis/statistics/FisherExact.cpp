// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/FisherExact.h"

#include "core/analysis/statistics/Hypergeometric.h"

#include <algorithm>

namespace sparsight {

namespace {

/// The values of [first, last) are split into those that come before and the rest; finds the first of the rest.
template <class Predicate>
std::uint64_t partitionPoint(std::uint64_t first, std::uint64_t last, Predicate comesBefore)
{
    while (first < last) {
        const std::uint64_t middle = first + (last - first) / 2;
        if (comesBefore(middle))
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

} // namespace

double fisherExact(Share first, Share second)
{
    const Hypergeometric tables({.population = first.n + second.n, .marked = first.k + second.k, .sample = first.n});
    const std::uint64_t mode = tables.mode();
    // Equally probable tables, as those that mirror each other, must not be told apart by rounding.
    const long double seen = tables.mass(first.k) * (1 + 1e-10L);
    const auto isProbable = [&](std::uint64_t k) { return tables.mass(k) > seen; };
    if (!isProbable(mode)) return 1;
    long double p = 0;
    if (first.k < mode) {
        p = tables.below(first.k);
        const std::uint64_t other = partitionPoint(mode, tables.largest() + 1, isProbable);
        if (other <= tables.largest()) p += tables.above(other);
    } else {
        p = tables.above(first.k);
        const auto isImprobable = [&](std::uint64_t k) { return !isProbable(k); };
        const std::uint64_t kept = partitionPoint(tables.smallest(), mode, isImprobable);
        if (kept > tables.smallest()) p += tables.below(kept - 1);
    }
    return static_cast<double>(std::min(p, 1.0L));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace sparsight {

/// McNemar's exact test of pairs that changed (Q. McNemar, Psychometrika 12, 1947), two-sided: how often a fair coin
/// that is thrown gained + lost times is at least as one-sided as this. 1 where nothing changed.
double mcNemarExact(std::uint64_t gained, std::uint64_t lost);

} // namespace sparsight

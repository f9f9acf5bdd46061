// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/statistics/Proportion.h"

namespace sparsight {

/// Fisher's exact test that two independent samples have the same share, two-sided: how often a table with these
/// margins is at most as probable as the one that was seen. 1 where a margin is 0.
double fisherExact(Share first, Share second);

} // namespace sparsight

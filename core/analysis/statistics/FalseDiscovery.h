// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace sparsight {

/// Benjamini and Hochberg's adjusted p-values (JRSS B 57, 1995), in the order of the input:
/// with p sorted ascending, q(i) = min over j ≥ i of p(j) · m / j, at most 1.
std::vector<double> benjaminiHochberg(std::span<const double> p);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <optional>
#include <vector>

namespace sparsight {

/// The share of all (token, neuron) pairs of a layer that are not zero.
struct RunDensity {
    LayerId layer;
    std::optional<double> density; ///< nullopt before the first token
};
/// Of all layers that the run has, from its statistics.
std::vector<RunDensity> runDensities(const Project& project, const RunInfo& run);

} // namespace sparsight

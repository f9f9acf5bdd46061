// SPDX-License-Identifier: GPL-3.0-or-later
// A control for everything that is said of trained neurons: the same model with random weights. No torch here.
#pragma once

#include "core/base/Progress.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>

namespace sparsight {

struct RandomTwinRequest {
    std::filesystem::path checkpoint; ///< whose configuration, vocabulary and kind of head the twin has
    std::filesystem::path output;     ///< must not exist, or be an empty folder
    std::uint64_t seed = 0;
};

/// Writes a checkpoint whose weights are drawn as for training from scratch (docs/definitions.md, "Initialisation"), in
/// fp32; the same seed gives the same weights. The folder appears in one step. Throws Error.
void makeRandomTwin(const RandomTwinRequest& request, const std::stop_token& stop, const ProgressCallback& progress);

} // namespace sparsight

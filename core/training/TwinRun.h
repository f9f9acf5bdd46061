// SPDX-License-Identifier: GPL-3.0-or-later
// A run's control: the same capture by a checkpoint of the same shape with random weights. No torch here.
#pragma once

#include "core/training/Services.h"

#include <optional>

namespace sparsight {

/// "base random twin"
std::string twinRunName(const RunInfo& run);
bool isTwinRun(const RunInfo& run); ///< by its name

/// A complete run by random weights of the same shape over the same data set, with the same choices: checkpoints of one
/// shape share it, since their twins would have the same weights.
std::optional<RunInfo> findTwinRun(const Project& project, const RunInfo& run);

/// Where the twin's checkpoint would be written: beside the project, "demo.checkpoints/base-random-twin".
std::filesystem::path twinFolder(const Project& project, const RunInfo& run);

/// The run of findTwinRun(), or else makes the twin, unless its folder is there already, and captures with it; goes on
/// where that was cut off. `load`: device, threads and so on; the precision is the run's. Throws Error; Cancelled with
/// everything committed.
RunInfo captureTwinRun(Project& project, const RunInfo& run, const Services& services, const LoadOptions& load,
                       const std::stop_token& stop, const ProgressCallback& progress);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// training.json, which is written last into a checkpoint's folder: how the checkpoint came about. No torch here.
#pragma once

#include "core/training/TrainingService.h"

#include <filesystem>
#include <optional>
#include <string>

namespace sparsight {

inline constexpr const char* manifestName = "training.json";

std::string manifestOf(const TrainedCheckpoint& trained, const std::string& identity);

/// A checkpoint as its manifest tells, and which training it belongs to. Configuration and sizes are not in it.
struct TrainingManifest {
    TrainedCheckpoint trained;
    std::string identity;
};
/// Unset when there is none in the folder. Throws Error(Corrupt).
std::optional<TrainingManifest> readManifest(const std::filesystem::path& folder);

} // namespace sparsight

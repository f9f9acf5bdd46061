// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingService.h"

#include <filesystem>
#include <optional>

namespace sparsight {

/// What transformers' Trainer noted beside a checkpoint that it saved (trainer_state.json).
struct TrainerState {
    std::optional<double> learningRate; ///< the largest that was logged: a schedule begins or ends at 0
    std::optional<EpochRecord> judged;  ///< by its last evaluation; measures without intervals
};

/// nullopt where the folder has no such file, or one that cannot be read: it is a help, not a part of the checkpoint.
std::optional<TrainerState> readTrainerState(const std::filesystem::path& checkpoint);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// A training that was begun and has not come to its end is remembered in the settings of the application, for each
// project file, so that it can be gone on with after a cancel, an error, or the end of the program.
#pragma once

#include "core/training/TrainingService.h"

#include <QString>
#include <optional>

namespace sparsight {

/// Everything but the pairs, which are the project's.
void rememberTraining(const QString& project, const TrainingRequest& request);
void forgetTraining(const QString& project);
std::optional<TrainingRequest> unfinishedTraining(const QString& project);

/// Whether both train the same checkpoints to the same places.
bool isSameTraining(const TrainingRequest& a, const TrainingRequest& b);

} // namespace sparsight

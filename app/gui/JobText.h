// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/jobs/JobRunner.h"

#include <QString>
#include <string_view>

namespace sparsight {

/// Whether the window can say in its own language what the core reports.
bool isKnownStage(std::string_view stage);
QString stageText(const std::string& stage);
QString phaseText(JobState::Phase phase);
/// "Reading weights, 62 % · 2 min left", or how it ended.
QString jobText(const JobState& job);
int progressPermille(const JobState& job);

} // namespace sparsight

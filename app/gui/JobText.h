// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/jobs/JobRunner.h"

#include <QString>

namespace sparsight {

QString phaseText(JobState::Phase phase);
/// "Reading weights, 62 % · 2 min left", or how it ended.
QString jobText(const JobState& job);
int progressPermille(const JobState& job);

} // namespace sparsight

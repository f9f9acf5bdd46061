// SPDX-License-Identifier: GPL-3.0-or-later
// What has to hold before numbers are made of a run.
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <cstdint>

namespace sparsight {

/// Throws Error(BadInput) unless all of the data set's sentences are captured: those that lack would count as silent.
void requireComplete(const RunInfo& run, std::uint32_t sentences);
/// Throws Error(BadInput) unless the labels are of so many sentences, those of the run's data set.
void requireLabels(const RunInfo& run, std::uint32_t sentences, const TopicLabels& labels);
/// Throws Error(BadInput) unless the run keeps maxima, and so their positions.
void requireMaxima(const RunInfo& run);

} // namespace sparsight

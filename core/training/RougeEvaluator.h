// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingService.h"

namespace sparsight {

/// ROUGE of what a checkpoint writes greedily from the pairs' sources, against their targets, with stemming as is usual
/// for summaries. Throws Error.
std::map<std::string, Measure> evaluateRouge(const std::filesystem::path& checkpoint,
                                             const std::vector<TextPair>& pairs, const TrainingSettings& settings,
                                             const std::stop_token& stop);

} // namespace sparsight

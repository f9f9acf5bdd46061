// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/PairedColumns.h"
#include "core/analysis/compare/RunComparison.h"
#include "core/analysis/compare/SentenceClusters.h"

namespace sparsight {

/// Sets ktInterval of every neuron of the comparison that captures something in both runs. `labels` [2][sentences].
void addBootstrap(const Project& project, const CapturingPair& pair,
                  const std::array<std::vector<std::uint8_t>, 2>& labels, const SentenceClusters& clusters,
                  RunComparison& comparison, const std::stop_token& stop, const ProgressCallback& progress);

} // namespace sparsight

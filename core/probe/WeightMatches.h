// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/NeuronMatching.h"
#include "core/capture/InferenceEngine.h"

namespace sparsight {

/// Neurons matched by the weights of the runs' checkpoints, whatever sentences they were captured over: cosines stand
/// where matchNeurons has correlations, and nothing is shuffled. Throws Error.
NeuronMatching matchNeuronsByWeights(const EngineServices& engine, const Project& project,
                                     const std::array<RunInfo, 2>& runs, LayerId layer,
                                     const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

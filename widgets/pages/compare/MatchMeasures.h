// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/NeuronMatching.h"
#include "core/capture/InferenceEngine.h"

#include <span>

namespace sparsight {

/// A way to tell which neuron of one run is which of another: a row each. What a measure computes stands where matching
/// by values has its correlations.
struct MatchMeasure {
    const char* id;
    const char* title;   ///< source text for tr() in the context "MatchMeasures", as the following
    const char* same;    ///< head of the column for the neuron of the same number
    const char* best;    ///< and of that for the best one
    const char* formula; ///< for tool tips
    bool needsSameData;  ///< the runs must be over one data set
    NeuronMatching (*match)(const EngineServices& engine, const Project& project, const std::array<RunInfo, 2>& runs,
                            LayerId layer, const std::stop_token& stop, const ProgressCallback& progress);
};
std::span<const MatchMeasure> matchMeasures();

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// What neurons cause in what a checkpoint writes over a data set: ROUGE as the model is, with neurons set to a value,
// and with other neurons of like density set in their stead. Definitions: docs/definitions.md, "Interventions".
#pragma once

#include "core/analysis/rouge/RougeSummary.h"
#include "core/capture/InferenceEngine.h"

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

struct RougeAblationRequest {
    DatasetId dataset;
    std::vector<Intervention> interventions;
    std::vector<std::vector<Intervention>> controls; ///< each set in the stead of the interventions
    GenerateOptions generation;
    std::string prefix;      ///< put before each source
    std::uint32_t pairs = 0; ///< only the first so many; 0: all
    bool stem = true;
    RougeBootstrap bootstrap;
};

struct RougeChange {
    RougeSummary after;
    /// after − before of the same pairs: means, and their intervals when pairs are drawn anew for both sides together
    RougeSummary change;
    std::uint64_t differ = 0; ///< pairs whose text is not the same as before
};

struct RougeAblation {
    std::uint32_t withoutTarget = 0; ///< sentences that were left out, having nothing to be held against
    std::uint32_t truncated = 0;     ///< sources that were cut
    RougeSummary before;
    RougeChange switched;
    std::vector<RougeChange> controls;
};

/// Writes every text once for each side. Progress counts texts. Throws Error, BadInput where no sentence has a target.
RougeAblation ablateRouge(InferenceEngine& engine, const Project& project, const RougeAblationRequest& request,
                          const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

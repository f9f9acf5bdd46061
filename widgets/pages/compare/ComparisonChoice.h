// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CaptureRule.h"
#include "core/dataset/Topic.h"
#include "core/store/Records.h"

#include <QString>
#include <array>
#include <optional>
#include <vector>

namespace sparsight {

/// What is compared, and by what: the same for every tab that shows stored runs.
struct ComparisonChoice {
    std::vector<RunInfo> runs; ///< complete ones, the reference first
    std::size_t other = 1;     ///< which of them is held against the reference where two are shown
    LayerId layer{Stack::Encoder, 6};
    std::optional<Topic> topic;
    bool inGenerated = false; ///< keywords are looked for in each run's own generated text
    CaptureRule rule;
    std::uint32_t minimumCaptured = 10;

    std::array<RunInfo, 2> pair() const { return {runs[0], runs[other]}; } ///< needs two runs
};

/// Why nothing can be compared, in a sentence, and where it can be mended; empty when it can.
struct ComparisonAbsence {
    QString reason, remedy;
    const char* page = "";
    std::optional<RunInfo> only = {}; ///< the one run there is: another checkpoint's would mend it too

    bool isEmpty() const { return reason.isEmpty(); }
};

} // namespace sparsight

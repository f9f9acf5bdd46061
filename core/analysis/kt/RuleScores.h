// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <stop_token>
#include <vector>

namespace sparsight {

/// A neuron's score under a rule; without ranking scores, which no rule changes.
struct RuleScore {
    CaptureRule rule;
    KtScore score;
};

/// Rules to hold beside each other, so that it is seen how much a KT-score depends on the choice: those that need no
/// other run, and for each of the others (complete, over the same data set, with this layer and as many neurons)
/// `matched`.
std::vector<CaptureRule> rulesToCompare(const Project& project, const RunInfo& run, LayerId layer);

/// Under each of rulesToCompare(). Reads the layer once a rule, because q is over all of its neurons. Throws Error as
/// computeKt does, and Error(NotFound) when there is no such neuron.
std::vector<RuleScore> scoresUnderRules(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                                        const TopicLabels& labels, const std::stop_token& stop = {},
                                        const ProgressCallback& progress = {});

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// What one keyword of a topic contributes to a neuron's KT-score; nullopt where undefined.
struct KeywordShare {
    std::uint32_t sentences = 0;     ///< of the data set that contain it
    std::uint32_t captured = 0;      ///< of those that the neuron captures
    std::uint32_t alone = 0;         ///< captured ones that contain no other keyword of the topic
    std::optional<double> lift;      ///< (captured / n) / (sentences / N)
    std::optional<double> ktWithout; ///< (k − alone) / n: the KT of the topic without this keyword
};

struct KeywordShares {
    RunInfo run;
    LayerId layer;
    NeuronId neuron;
    KtScore score;                                ///< of the whole topic; without q and ranking scores
    std::uint32_t sentences = 0, withKeyword = 0; ///< N and K
    std::vector<KeywordShare> keywords;           ///< as in Topic::keywords
    std::vector<RunDamage> damage;
};

/// Reads the data set's sentences, or the texts that the run generated, and the neuron's column. Throws Error as
/// computeKt and labelGeneratedText do, and Error(NotFound) when there is no such neuron.
KeywordShares computeKeywordShares(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                                   const Topic& topic, const CaptureRule& rule, bool inGenerated = false,
                                   const std::stop_token& stop = {});

} // namespace sparsight

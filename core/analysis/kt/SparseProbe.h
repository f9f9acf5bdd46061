// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// How well a few neurons together tell a topic's sentences from the others, on sentences that they were not chosen on.
struct ProbeStep {
    std::uint32_t neurons = 0;                   ///< the first so many of SparseProbe::neurons
    std::optional<double> precision, recall, f1; ///< on the held-out half; nullopt where undefined
};

struct SparseProbe {
    RunInfo run;
    LayerId layer;
    std::uint32_t sentences[2] = {0, 0}; ///< of the half on which neurons are chosen, and of the other
    std::uint32_t withKeyword[2] = {0, 0};
    double allF1 = 0;              ///< on the held-out half, of saying yes to every sentence: 2p / (1 + p)
    std::vector<NeuronId> neurons; ///< by |Pearson r| of A and the label on the first half
    std::vector<ProbeStep> steps;  ///< 1, 2, 4 … neurons
    std::vector<RunDamage> damage;
};

inline constexpr std::uint32_t mostProbeNeurons = 16;

/// Halves as in the census. Logistic regression on A, standardised on the first half (LogisticRegression.h); yes where
/// P ≥ ½. After Gurnee et al., Finding Neurons in a Haystack (arXiv 2305.01610), with r as what neurons are chosen by.
/// Throws Error, also when a run is not complete or a half lacks the keyword.
SparseProbe computeSparseProbe(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                               const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

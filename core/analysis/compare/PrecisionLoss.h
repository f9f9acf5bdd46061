// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// What a layer's stored values lost between two runs of one checkpoint in different precisions, the first of which is
/// the reference: docs/definitions.md, "Precision".
struct PrecisionLoss {
    LayerId layer;
    float largest = 0;         ///< |A| of the reference
    double largestError = 0;   ///< of all sentences and neurons
    double meanError = 0;      ///< of those where the neuron fires in one of the runs
    std::uint64_t pairs = 0;   ///< their number
    std::uint32_t neurons = 0; ///< of the layer
    std::uint32_t changed = 0; ///< neurons that capture other sentences
    /// With a topic, of the neurons that capture at least `minimum` sentences in both runs.
    std::uint32_t scored = 0;
    double largestKtChange = 0, meanKtChange = 0;
    std::vector<RunDamage> damage; ///< as of KtColumn

    double share(double error) const { return largest > 0 ? error / largest : 0; } ///< of the largest |A|
};

struct PrecisionSettings {
    CaptureRule rule;
    std::uint32_t minimumCaptured = 10;
};

/// Throws Error(BadInput) for runs of different checkpoints or data sets, and when one is not complete.
PrecisionLoss precisionLoss(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                            const std::optional<TopicLabels>& labels, const PrecisionSettings& settings,
                            const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainableT5.h"
#include "core/training/TrainingData.h"
#include "core/training/TrainingSettings.h"

#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>

namespace sparsight {

/// Of a batch.
struct BatchLoss {
    double crossEntropy = 0, penalty = 0; ///< the sum over target tokens, and over layers
    std::uint64_t targetTokens = 0;
};

/// A model's loss on pairs, and its gradients. A batch is computed in parts, so that it fits the memory there is.
class BatchGradients {
public:
    BatchGradients(TrainableT5& model, const TrainingSettings& settings);

    /// Leaves the gradients of the batch's mean loss in the model. Each token weighs the same, however the batch is
    /// divided; what dropout drops and firing rates are each part's own. Throws Error, OutOfMemory among them.
    BatchLoss compute(const TokenizedPairs& pairs, const Batch& batch, int partSize, std::uint64_t step);
    /// Over the target tokens, without dropout and gradients. Unset where there are no pairs.
    std::optional<double> meanLoss(const TokenizedPairs& pairs, int batchSize, const std::stop_token& stop);

private:
    TrainingPass passFor(std::uint64_t step, std::uint64_t part) const;
    PackedPairs pack(const TokenizedPairs& pairs, std::span<const std::uint32_t> members) const;

    TrainableT5& m_model;
    const TrainingSettings& m_settings;
    double m_dropout;
};

} // namespace sparsight

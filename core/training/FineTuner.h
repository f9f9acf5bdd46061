// SPDX-License-Identifier: GPL-3.0-or-later
// The functions behind TrainingService.h. No torch in this header: app/ includes it.
#pragma once

#include "core/training/TrainingService.h"

namespace sparsight {

/// Trainer of TrainingService.h: one TrainingJob a learning rate, over data that is read once. The evaluator may be
/// empty.
TrainingSummary finetune(const TrainingRequest& request, const TextEvaluator& evaluator, const std::stop_token& stop,
                         const TrainingCallback& progress);

/// Fine-tuning judged by ROUGE (RougeEvaluator.h).
TrainingServices trainingServices();

} // namespace sparsight

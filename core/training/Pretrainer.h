// SPDX-License-Identifier: GPL-3.0-or-later
// Training from scratch: a configuration by choice, a vocabulary trained on the texts, random weights, and pairs made
// by span corruption. From there on it is TrainingJob's work.
#pragma once

#include "core/tokenizer/Tokenizer.h"
#include "core/training/TrainingJob.h"
#include "core/training/TrainingService.h"

#include <string>

namespace sparsight {

/// Pretrainer of TrainingService.h.
///
/// What has to be there before the first step (configuration and vocabulary) lies in OUTPUT.start until the training is
/// complete.
TrainingSummary pretrain(const PretrainingRequest& request, const std::stop_token& stop,
                         const TrainingCallback& progress);

/// The request's texts as training pairs, which are corrupted anew in every epoch by a function of seed, epoch and
/// text. Those of the validation are corrupted once.
TrainingTexts corruptedTexts(const PretrainingRequest& request, const Tokenizer& tokenizer, const std::stop_token& stop,
                             const ProgressCallback& progress);

/// The files of a T5 checkpoint that has no weights yet: config.json, spiece.model and what transformers wants beside
/// them. `vocabulary` are the bytes of a spiece.model.
void writeModelFiles(const std::filesystem::path& folder, const PretrainingSettings& choices,
                     const std::string& vocabulary);

} // namespace sparsight

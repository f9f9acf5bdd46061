// SPDX-License-Identifier: GPL-3.0-or-later
// What is written while a checkpoint is being trained: the checkpoint as it stands after an epoch, for everybody, and
// the state that a training that was cut off goes on from.
#pragma once

#include "core/model/CheckpointDirectory.h"
#include "core/training/Optimizer.h"
#include "core/training/TrainingService.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sparsight {

/// How far a training has come. Batches of an epoch are a function of seed and epoch, and dropout one of seed and step,
/// so this, the weights and the optimiser's tensors are all there is.
struct TrainingPosition {
    int epoch = 1;                              ///< being trained
    std::uint64_t batch = 0;                    ///< of that epoch, the next
    std::uint64_t step = 0;                     ///< optimiser steps done in all epochs
    int microBatch = 0;                         ///< pairs computed at once
    double lossSum = 0;                         ///< over this epoch's target tokens so far
    double penaltySum = 0;                      ///< of firing rates, over this epoch's steps so far
    std::uint64_t targetTokens = 0, tokens = 0; ///< of this epoch so far
    double seconds = 0;                         ///< spent in this epoch so far
    std::optional<EpochRecord> before;          ///< TrainedCheckpoint::before
    std::vector<EpochRecord> history;           ///< of the epochs before
};

/// Writes the state in one step over an earlier one. `identity` says which training it belongs to.
void saveTrainingState(const std::filesystem::path& folder, const std::string& identity,
                       const TrainingPosition& position, const TrainableT5& model, const Optimizer& optimizer);
/// Whether the folder holds the state of this training. Never throws.
bool isStateOf(const std::filesystem::path& folder, const std::string& identity);
/// Fills model and optimiser. Unset when there is no such folder. Throws Error: Corrupt, or BadInput when the folder
/// belongs to another training, which may still go on, or to something else.
std::optional<TrainingPosition> loadTrainingState(const std::filesystem::path& folder, const std::string& identity,
                                                  TrainableT5& model, Optimizer& optimizer);

/// The files of a Hugging Face directory: the model's weights, and the parent's configuration and tokeniser.
void writeCheckpointFiles(const std::filesystem::path& folder, const TrainableT5& model, Precision weights,
                          const CheckpointDirectory& parent);

} // namespace sparsight

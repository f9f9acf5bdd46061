// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingService.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace sparsight {

/// What a test sets, and what it may look at afterwards. Shared with the trainer, which runs on another thread.
struct FakeTrainerControl {
    std::atomic<int> holdsAt{0}; ///< after so many steps of all trainings it waits; 0: it does not
    std::atomic<int> stepsInEpoch{4};
    std::atomic<double> divergesAt{1e9};     ///< learning rates from here up: the loss is no number in the second epoch
    std::atomic<bool> divergesAtOnce{false}; ///< … in the first one
    std::atomic<bool> fails{false};          ///< the next training is an Error
    std::atomic<int> steps{0};               ///< of all trainings together
    std::atomic<int> calls{0};
    std::atomic<int> pairs{0}, validation{0}; ///< of the last request

    std::mutex mutex;
    std::map<std::string, int> positions; ///< steps done of checkpoints that are not complete, by their folders
};

/// A trainer without a model. A checkpoint is an empty folder; losses and ROUGE are functions of learning rate and
/// step. It goes on where it was stopped, as the real one does.
Trainer fakeTrainer(const std::shared_ptr<FakeTrainerControl>& control);

/// As the fake trainer computes them.
double fakeLoss(double learningRate, int step);
double fakeRouge(double learningRate, int epoch);

} // namespace sparsight

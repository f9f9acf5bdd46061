// SPDX-License-Identifier: GPL-3.0-or-later
// The face of training that needs no torch: the window, the command line and their tests see only this.
#pragma once

#include "core/base/Ids.h"
#include "core/dataset/TextPair.h"
#include "core/store/Records.h"
#include "core/training/PretrainingSettings.h"
#include "core/training/RandomTwin.h"
#include "core/training/TrainingSettings.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// What is to be trained: one checkpoint for each learning rate, from the same parent and the same data.
struct TrainingRequest {
    std::filesystem::path parent; ///< directory of the checkpoint to start from
    std::vector<TextPair> pairs;
    std::vector<TextPair> validation;  ///< empty: settings.validationShare of the pairs are kept for it
    std::string dataName;              ///< for people
    std::string validationName;        ///< for people; empty: a share of the pairs
    std::vector<double> learningRates; ///< empty: settings.learningRate alone
    TrainingSettings settings;
    std::filesystem::path output; ///< folder of the new checkpoints, which are named PARENT-lr0.001 …
    double saveSeconds = 600;     ///< the state to go on from is saved at least this often, and after each epoch
};

/// A mean over generated texts with its 95 % bootstrap interval.
struct Measure {
    double mean = 0, low = 0, high = 0;
};

/// What is known after an epoch.
struct EpochRecord {
    int epoch = 0;                           ///< from 1; 0: the parent before the first
    double trainingLoss = 0;                 ///< mean over the epoch's target tokens, while the weights changed
    std::optional<double> firingPenalty;     ///< mean over the epoch's steps, where firing rates are limited
    std::optional<double> validationLoss;    ///< mean over the validation pairs' target tokens, without dropout
    std::map<std::string, Measure> measures; ///< of generated text: "rouge1", "rouge2", "rougeL", "rougeLsum" (F)
    std::uint64_t tokens = 0;                ///< source and target tokens that were trained on
    double seconds = 0;                      ///< spent in the epoch, evaluation included; of all calls together
    bool kept = false;                       ///< the checkpoint on disk is this epoch's
};

enum class TrainingEnd {
    Finished, ///< all epochs
    Early,    ///< the validation loss no longer fell
    Diverged, ///< the loss was no longer a number; the last good epoch is kept
};
std::string_view toString(TrainingEnd); ///< "finished", "early" or "diverged"
TrainingEnd parseTrainingEnd(std::string_view);

struct TrainedCheckpoint {
    CheckpointInfo checkpoint; ///< without a path when training diverged before the first epoch was over
    CheckpointInfo parent;     ///< empty after a training from scratch
    TrainingSettings settings;
    std::string pretraining;              ///< JSON of what a training from scratch adds to the settings; else empty
    std::string dataName, validationName; ///< as in TrainingRequest
    std::optional<EpochRecord> before; ///< the parent judged as its epochs are; unset where there is none, or no pairs
    std::vector<EpochRecord> history;
    TrainingEnd end = TrainingEnd::Finished;
    int microBatch = 0;             ///< pairs computed at once; less than asked for where memory was short
    std::uint64_t peakMemory = 0;   ///< bytes the process had at most, or the GPU's memory in use at most; 0: unknown
    std::vector<std::string> notes; ///< e.g. how many texts were cut
    bool complete = false;          ///< false: cut off, and the same call goes on from there
};

struct TrainingSummary {
    std::vector<TrainedCheckpoint> checkpoints; ///< in the order of the learning rates
    std::uint64_t tokens = 0;                   ///< source and target tokens of this call's training steps
    double seconds = 0; ///< spent in this call's training steps, without reading, evaluation and saving
};

struct TrainingProgress {
    std::string stage; ///< "training", "evaluating", "saving" …
    std::string checkpoint;
    std::size_t run = 0, runs = 1; ///< which learning rate
    double learningRate = 0;       ///< now, after warm-up and schedule
    int epoch = 1, epochs = 1;
    std::uint64_t step = 0, steps = 0; ///< optimiser steps of this run
    double loss = 0;                   ///< of the last step
    double tokensPerSecond = 0;
    double secondsLeft = 0;              ///< of the whole call; 0: not known yet
    std::optional<EpochRecord> before;   ///< set once when the parent was judged, or was so before
    std::optional<EpochRecord> epochEnd; ///< set once when an epoch is over; first those of a training that goes on
    std::optional<TrainedCheckpoint> completed; ///< set once when a checkpoint is complete, or was so before
    std::string note;                           ///< set once when there is something to say
};

/// What is being done, for people, e.g. "training base-lr0.01, epoch 1 of 5, loss 3.214, 5,120 tokens/s, 40 s left".
std::string describe(const TrainingProgress& progress);

/// Called on the thread that trains, for every step; must be quick. It may throw when a checkpoint is completed, which
/// ends the call, and at no other time.
using TrainingCallback = std::function<void(const TrainingProgress&)>;

/// Trains every checkpoint of the request, or goes on where an earlier call with the same request was cut off, with the
/// same result as if it had not been. What is complete is left as it is. Throws Error; Cancelled once everything needed
/// to go on is on disk.
using Trainer = std::function<TrainingSummary(const TrainingRequest& request, const std::stop_token& stop,
                                              const TrainingCallback& progress)>;

/// Judges a checkpoint on disk by the text it generates; names and values for EpochRecord::measures.
using TextEvaluator = std::function<std::map<std::string, Measure>(
    const std::filesystem::path& checkpoint, const std::vector<TextPair>& pairs, const TrainingSettings& settings,
    const std::stop_token& stop)>;

/// A checkpoint to be trained from random weights, by span corruption.
struct PretrainingRequest {
    std::vector<std::string> texts; ///< sentences, or longer texts
    std::string dataName;           ///< for people
    PretrainingSettings choices;
    TrainingSettings settings;
    std::filesystem::path output; ///< folder of the new checkpoint
    double saveSeconds = 600;
};

/// As Trainer, for one checkpoint from scratch.
using Pretrainer = std::function<TrainingSummary(const PretrainingRequest& request, const std::stop_token& stop,
                                                 const TrainingCallback& progress)>;

struct TrainingServices {
    Trainer finetune;
    Pretrainer pretrain;
    /// RandomTwin.h
    std::function<void(const RandomTwinRequest& request, const std::stop_token& stop, const ProgressCallback& progress)>
        twin;
};

/// A history as JSON text, as a checkpoint's manifest and the project keep it, and back. Throws Error(Corrupt).
std::string historyJson(const std::vector<EpochRecord>& history);
std::vector<EpochRecord> parseHistory(std::string_view json);
std::string epochJson(const EpochRecord& record);
EpochRecord parseEpoch(std::string_view json);

/// Refuses to judge by the pairs that are trained on, and to stop early without any to judge by. Throws
/// Error(BadInput) with item "validation data set" or "patience".
void checkValidation(const TrainingRequest& request);

class Project;

/// As the project keeps it: the epochs, and before them the parent as it was judged, if it was. The second takes that
/// one out again.
std::vector<EpochRecord> wholeHistory(const TrainedCheckpoint& trained);
std::optional<EpochRecord> takeBefore(std::vector<EpochRecord>& history);

/// The pairs of a project's data set: its sentences and their targets. Throws Error(BadInput) when it has none.
std::vector<TextPair> textPairs(const Project& project, DatasetId dataset);

/// Puts the checkpoint, its parent and how it was trained into the project. Returns the checkpoint's id there.
CheckpointId recordTraining(Project& project, const TrainedCheckpoint& trained);

} // namespace sparsight

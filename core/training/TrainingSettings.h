// SPDX-License-Identifier: GPL-3.0-or-later
// How a checkpoint is trained. No torch here: the window and the command line fill it in.
#pragma once

#include "core/base/Precision.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

enum class OptimizerKind { Adam, AdamW, Adafactor };
enum class ScheduleKind { Constant, Linear, Cosine };

/// "adam", "constant" …, as the command line spells them. parse… throw Error(BadInput).
std::string_view toString(OptimizerKind);
std::string_view toString(ScheduleKind);
OptimizerKind parseOptimizer(std::string_view);
ScheduleKind parseSchedule(std::string_view);

/// A limit on how often feed-forward neurons fire while they are trained, see layers/FiringPenalty.h.
struct FiringLimit {
    double rate = 0;      ///< share of tokens on which a neuron may fire without penalty; 0: no limit
    double weight = 0.05; ///< of the penalty in what is minimised
    int steps = 600;      ///< over which the share falls to `rate` from a half

    /// The share that is allowed in a step, counted from 0.
    double allowed(std::uint64_t step) const;
};

/// The clipping norm where none is chosen. Adafactor limits each change by itself, and is not meant to be combined with
/// clipping.
double usualClip(OptimizerKind);

/// The defaults are those of the publication that is reproduced, where it says what it did.
struct TrainingSettings {
    OptimizerKind optimizer = OptimizerKind::Adam;
    double learningRate = 1e-3;
    bool relativeRate = false; ///< each weight's rate is multiplied by its root mean square
    int epochs = 5;
    std::uint64_t maximumSteps = 0; ///< optimiser steps after which training ends within an epoch; 0: no limit
    int batchSize = 16;             ///< pairs of one optimiser step
    int accumulation = 1;           ///< parts a batch is computed in, to fit small memory; the gradients are the same
    bool gradientCheckpointing = false; ///< keep a block's input only and compute the block again for its gradients
    int warmUpSteps = 0;                ///< steps over which the learning rate rises from 0
    ScheduleKind schedule = ScheduleKind::Constant;
    double clip = 1.0;             ///< largest global norm of the gradients; 0: not clipped
    double weightDecay = 0;        ///< AdamW and Adafactor: decoupled; Adam: added to the gradient
    std::optional<double> dropout; ///< unset: dropout_rate of the checkpoint's configuration
    double labelSmoothing = 0;
    FiringLimit firing;
    int topK = 0; ///< activations that each feed-forward layer keeps (core/model/layers/TopK.h), also in the checkpoint
                  ///< that comes out; 0: as the parent's configuration says
    std::uint64_t seed = 0;
    Precision precision = Precision::Fp32; ///< Bf16: products in bf16, weights and their updates in fp32
    Precision weights = Precision::Fp32;   ///< what the checkpoints' weights are stored as; training is in fp32
    std::string device = "auto";
    int threads = 0; ///< 0: one a core

    int maximumSourceTokens = 512, maximumTargetTokens = 200; ///< longer texts are cut, and counted
    std::string sourcePrefix = "summarize: ";
    double validationShare = 0.1; ///< of the pairs, where none are given for validation
    int patience = 0; ///< epochs without a better validation loss after which training stops and the best epoch is the
                      ///< result; 0: all epochs are run and the last is the result
    std::vector<std::string> frozen; ///< "encoder", "decoder", "embedding", "head", or layers such as "enc1"
    int evaluationPairs = 64;        ///< validation pairs for which text is generated after each epoch

    /// Throws Error(BadInput) naming the setting, the value and what it may be.
    void check() const;
};

/// "0.0001", as people write learning rates and as the names of checkpoints have them; exact.
std::string rateText(double learningRate);

/// As one JSON object: what a checkpoint's manifest and the project keep.
std::string toJson(const TrainingSettings& settings);
/// The settings of that text. Throws Error(Corrupt).
TrainingSettings parseTrainingSettings(std::string_view json);
/// The settings that decide the result, i.e. without device and threads: equal text, same training.
std::string identityOf(const TrainingSettings& settings);

} // namespace sparsight

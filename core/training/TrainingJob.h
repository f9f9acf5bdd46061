// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/BatchGradients.h"
#include "core/training/TrainingParent.h"
#include "core/training/TrainingState.h"
#include "core/training/TrainingTexts.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace sparsight {

/// Trains one checkpoint with one learning rate, epoch by epoch.
///
/// Each epoch's checkpoint is written beside the last one, judged, and takes its place in one step. The state to go on
/// from lies in NAME.state beside it until training is complete; from there the same job continues as if it had not
/// been cut off, bit for bit with as many threads.
class TrainingJob {
public:
    TrainingJob(const TrainingParent& parent, const TrainingTexts& texts, const TrainingSettings& settings,
                const std::filesystem::path& folder, TextEvaluator evaluator,
                std::optional<EpochRecord> before = {}); ///< TrainedCheckpoint::before, where it is known

    /// `base` is filled in with what is known here and handed to the callback.
    TrainedCheckpoint run(const TrainingProgress& base, double saveSeconds, const std::stop_token& stop,
                          const TrainingCallback& progress);

    /// Of this call: source and target tokens of training steps, and the seconds they took.
    std::uint64_t trainedTokens() const { return m_trainedTokens; }
    double trainingSeconds() const { return m_trainingSeconds; }

private:
    using Clock = std::chrono::steady_clock;
    enum class StepResult { Done, Diverged };

    std::vector<std::string> firstNotes() const;
    bool isThere(TrainedCheckpoint& trained) const;
    void prepare();
    void tellHistory();
    void tellBefore();
    void trainAll(TrainedCheckpoint& trained, double saveSeconds, const std::stop_token& stop);
    StepResult trainEpoch(double saveSeconds, const std::stop_token& stop);
    StepResult step(const Batch& batch, std::uint64_t number);
    void computeInSmallerParts();

    bool isSound(const EpochRecord& record) const;
    bool isBest(const EpochRecord& record) const;
    bool isEnough() const;
    void judgeParent(const std::stop_token& stop);
    EpochRecord evaluate(const std::stop_token& stop);
    void keep(TrainedCheckpoint& trained, EpochRecord& record, const std::stop_token& stop);
    void finish(TrainedCheckpoint& trained);
    void save();
    std::filesystem::path stateFolder() const;
    void tell(const char* stage);
    void noteDivergence(TrainedCheckpoint& trained, const char* what) const;
    void tellNote(const std::string& note);

    const TrainingParent& m_parent;
    ModelConfig m_config; // of the checkpoint that is trained: the parent's, with what the settings change
    const TrainingTexts& m_texts;
    TrainingSettings m_settings;
    std::filesystem::path m_folder; // of the checkpoint
    std::string m_identity;
    TextEvaluator m_evaluator;
    std::optional<EpochRecord> m_before;

    std::unique_ptr<TrainableT5> m_model;
    std::unique_ptr<BatchGradients> m_gradients;
    std::unique_ptr<Optimizer> m_optimizer;
    TrainingPosition m_position;
    std::shared_ptr<const TokenizedPairs> m_pairs; // of the epoch
    std::uint64_t m_stepsInEpoch = 0;
    Clock::time_point m_savedAt;

    TrainingProgress m_told;
    const TrainingCallback* m_progress = nullptr;
    std::uint64_t m_trainedTokens = 0, m_stepsDone = 0; // of this call
    double m_trainingSeconds = 0;
    double m_evaluationSeconds = 0; // of the last epoch
};

} // namespace sparsight

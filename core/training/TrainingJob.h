// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightTable.h"
#include "core/tokenizer/Tokenizer.h"
#include "core/training/BatchGradients.h"
#include "core/training/TrainingData.h"
#include "core/training/TrainingService.h"
#include "core/training/TrainingState.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sparsight {

/// What training starts from: a checkpoint, or the folder of one that has no weights yet.
struct TrainingParent {
    TrainingParent(const std::filesystem::path& given, const std::stop_token& stop, const ProgressCallback& progress);
    /// From scratch: weights are random. `choices` go into the manifest (TrainedCheckpoint::pretraining).
    TrainingParent(const std::filesystem::path& given, std::string choices);

    CheckpointDirectory directory;
    ModelConfig config;
    Tokenizer tokenizer;
    std::optional<WeightTable> weights; ///< unset: random
    std::vector<std::string> warnings;  ///< e.g. weights that are not numbers
    CheckpointInfo info;                ///< empty where weights are random
    std::string pretraining;
    bool ownHead = false;
};

/// What is learnt. All learning rates of a request share it.
struct TrainingTexts {
    TrainingTexts() = default;
    /// The request's pairs, the same in every epoch.
    TrainingTexts(const TrainingRequest& request, const Tokenizer& tokenizer, const std::stop_token& stop,
                  const ProgressCallback& progress);

    std::string name;      ///< of the data, for people
    std::size_t count = 0; ///< training pairs of an epoch
    /// The pairs of an epoch, counted from 1: fixed, or drawn anew each time, but the same for the same epoch.
    std::function<std::shared_ptr<const TokenizedPairs>(int epoch)> training;
    TokenizedPairs validation;
    std::vector<TextPair> evaluation; ///< validation pairs for which text is generated
    std::string identity;             ///< of all the pairs: equal text, same pairs
    std::vector<std::string> notes;   ///< e.g. how many texts were cut
};

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

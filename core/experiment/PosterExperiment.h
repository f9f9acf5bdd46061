// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/PosterChoices.h"
#include "core/experiment/PosterReport.h"
#include "core/training/TrainingService.h"

#include <functional>
#include <stop_token>
#include <string>

namespace sparsight {

/// How far the experiment has come: a step, and how far that is.
struct PosterProgress {
    enum class Step { Capture, Train, Score };
    Step step = Step::Capture;
    std::size_t number = 1, steps = 1;          ///< "2 of 6"
    std::string checkpoint;                     ///< that is captured, trained or scored
    Progress progress;                          ///< of the step
    const TrainingProgress* training = nullptr; ///< Step::Train, during the call only
};
/// For people, e.g. "step 2 of 6, capturing base-lr0.01".
std::string describe(const PosterProgress& progress);

/// Called on the thread of the experiment, often; must be quick and must not throw.
using PosterCallback = std::function<void(const PosterProgress&)>;

/// The experiment of the publication (docs/poster.md): captures a checkpoint over a data set, fine-tunes it with
/// several learning rates, captures what came out in the same way, and compares KT-scores, ROUGE and the census of a
/// layer.
///
/// What is done already is left as it is, so that the same call goes on after it was cancelled or killed, to the same
/// report. Everything that can be refused is refused before anything long begins.
class PosterExperiment {
public:
    PosterExperiment(Project& project, const PosterChoices& choices, EngineFactory load, Trainer train);

    /// Throws Error, Cancelled included.
    PosterReport run(const std::stop_token& stop, const PosterCallback& progress);

private:
    void check();
    void captureParent();
    void train();
    std::vector<TrainedCheckpoint> trainedCheckpoints();
    std::vector<TrainedCheckpoint> givenCheckpoints();
    std::vector<TrainedCheckpoint> recordedCheckpoints() const;
    void captureTrained(PosterColumn& column);
    RunInfo capture(const std::filesystem::path& directory, bool isParent);
    void checkShape(const ModelInfo& model);
    void score();
    void scoreColumn(PosterColumn& column, const CensusSentences& sentences);
    TopicLabels labels(const RunInfo& run, const Topic& topic) const;

    void begin(PosterProgress::Step step, const std::string& checkpoint);
    ProgressCallback stepProgress();
    const CheckpointInfo& parent() const { return m_report.columns.front().checkpoint; }

    Project& m_project;
    PosterChoices m_choices;
    EngineFactory m_load;
    Trainer m_train;

    DatasetInfo m_dataset;
    Topic m_topic; // of the KT table
    std::vector<Topic> m_censusTopics;
    std::vector<TextPair> m_pairs;
    LayerId m_layer;
    PosterReport m_report;

    std::stop_token m_stop;
    PosterCallback m_callback;
    PosterProgress m_progress;
};

} // namespace sparsight

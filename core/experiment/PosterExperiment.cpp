// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/PosterExperiment.h"

#include "core/report/TextTable.h"
#include "core/training/TrainingManifest.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sparsight {

namespace {

constexpr int usualLayer = 6;                         // of the encoder, as in the publication
constexpr const char* parentRun = "the parent's run"; // until it has a name

/// As people write rates: 0.0001, not 1e-04.
std::string rateTitle(double rate)
{
    std::array<char, 400> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), rate, std::chars_format::fixed).ptr;
    return "lr " + std::string(text.data(), end);
}

/// The title of each column, and the checkpoint's name where titles would not tell columns apart.
void setTitles(std::vector<PosterColumn>& columns)
{
    columns.front().title = "initial";
    const auto titleOf = [](const PosterColumn& column) {
        return column.learningRate ? rateTitle(*column.learningRate) : column.checkpoint.name;
    };
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const auto same = std::ranges::count(columns.begin() + 1, columns.end(), titleOf(columns[i]), titleOf);
        columns[i].title = same > 1 ? columns[i].checkpoint.name : titleOf(columns[i]);
    }
}

} // namespace

std::string describe(const PosterProgress& progress)
{
    std::string text = "step " + std::to_string(progress.number) + " of " + std::to_string(progress.steps);
    if (progress.training) return text + ", " + describe(*progress.training);
    if (!progress.checkpoint.empty()) text += ", " + progress.checkpoint;
    return text + ", " + progress.progress.stage;
}

PosterExperiment::PosterExperiment(Project& project, const PosterChoices& choices, EngineFactory load, Trainer train)
    : m_project(project)
    , m_choices(choices)
    , m_load(std::move(load))
    , m_train(std::move(train))
{
    if (m_choices.sentences.empty()) m_choices.sentences = m_choices.pairs;
    if (m_choices.censusTopics.empty()) m_choices.censusTopics = {m_choices.topic};
}

PosterReport PosterExperiment::run(const std::stop_token& stop, const PosterCallback& progress)
{
    m_stop = stop;
    m_callback = progress;
    m_report = {};
    m_progress = {};
    check();
    captureParent();
    train();
    for (std::size_t i = 1; i < m_report.columns.size(); ++i)
        captureTrained(m_report.columns[i]);
    score();
    return std::move(m_report);
}

/// Refuses whatever can be told to be wrong without reading a checkpoint.
void PosterExperiment::check()
{
    m_topic = m_project.topic(m_choices.topic);
    m_censusTopics.clear();
    for (const std::string& name : m_choices.censusTopics)
        m_censusTopics.push_back(m_project.topic(name));
    m_dataset = m_project.dataset(m_choices.sentences);
    const CaptureRule rule = resolveRule(m_choices.rule, parentRun);
    if (!rule.run.empty() && rule.run != parentRun) m_project.run(rule.run);
    m_choices.census.check();
    std::size_t checkpoints = m_choices.given.size();
    if (m_choices.checkpoints == PosterCheckpoints::Train) {
        checkpoints = m_choices.learningRates.size();
        for (const double rate : m_choices.learningRates) {
            TrainingSettings settings = m_choices.training;
            settings.learningRate = rate;
            settings.check();
        }
        m_pairs = textPairs(m_project, m_project.dataset(m_choices.pairs).id);
    }
    for (const std::filesystem::path& folder : m_choices.given) {
        if (!std::filesystem::is_directory(folder)) {
            throw Error(ErrorCode::NotFound, "There is no folder " + folder.string() + "; check the checkpoint's name.",
                        {.file = folder.string()});
        }
    }
    m_progress.steps = 2 + checkpoints + (m_choices.checkpoints == PosterCheckpoints::Train ? 1 : 0);
    m_progress.number = 0;
    m_report.topic = m_topic.name;
    m_report.keywordIn = m_choices.keywordInGenerated ? "generated" : "source";
    m_report.minimumCaptured = m_choices.minimumCaptured;
    m_report.sentences = m_dataset;
    m_report.pairs = m_choices.pairs;
    m_report.neuronsChosen = !m_choices.neurons.empty();
    if (rule.kind == CaptureRule::Kind::Fixed && !m_choices.keywordInGenerated) {
        m_report.notes.push_back(
            "With the rule fixed every checkpoint captures the same sentences, so that KT-scores on "
            "source sentences do not differ.");
    }
}

void PosterExperiment::captureParent()
{
    PosterColumn& column = m_report.columns.emplace_back();
    column.run = capture(m_choices.model, true);
    column.checkpoint = m_project.checkpoint(column.run->checkpoint);
    m_report.rule = resolveRule(m_choices.rule, column.run->name).toString();
    m_report.layer = m_layer;
}

RunInfo PosterExperiment::capture(const std::filesystem::path& directory, bool isParent)
{
    begin(PosterProgress::Step::Capture, directory.filename().string());
    const auto engine = m_load(directory, m_choices.load, m_stop, stepProgress());
    if (isParent) checkShape(engine->info());
    CaptureRequest request{.dataset = m_dataset.id};
    request.settings.layers = {m_layer};
    request.settings.decoder = m_choices.keywordInGenerated ? DecoderMode::Generate : DecoderMode::None;
    request.settings.maximumNewTokens = m_choices.maximumNewTokens;
    request.settings.precision = m_choices.load.precision;
    const CaptureSummary summary = engine->capture(m_project, request, m_stop, stepProgress());
    const RunInfo run = m_project.run(summary.run);
    if (!run.complete) throwIfStopped(m_stop);
    const RunInfo& first = isParent ? run : *m_report.columns.front().run;
    if (run.neurons != first.neurons) {
        throw Error(ErrorCode::BadInput, directory.string() + " has " + std::to_string(run.neurons) +
                                             " neurons a layer and " + parent().name + " has " +
                                             std::to_string(first.neurons) + "; give checkpoints of one shape.");
    }
    return run;
}

void PosterExperiment::checkShape(const ModelInfo& model)
{
    m_layer = m_choices.layer.value_or(LayerId{Stack::Encoder, std::min(usualLayer, model.encoderLayers)});
    for (const std::uint32_t neuron : m_choices.neurons) {
        if (neuron < static_cast<std::uint32_t>(model.dFf)) continue;
        throw Error(ErrorCode::NotFound, "There is no neuron " + std::to_string(neuron) + " in " + model.name +
                                             ": a layer has neurons 0 to " + std::to_string(model.dFf - 1) + ".");
    }
}

void PosterExperiment::train()
{
    for (TrainedCheckpoint& trained : trainedCheckpoints()) {
        PosterColumn column{.checkpoint = trained.checkpoint};
        if (trained.parent.weightsSha256.empty()) { // trained by another program: nothing else is known
            m_report.columns.push_back(std::move(column));
            continue;
        }
        if (trained.parent.weightsSha256 != parent().weightsSha256) {
            throw Error(ErrorCode::BadInput, trained.checkpoint.name + " was trained from another checkpoint than " +
                                                 parent().name + "; give its parent as the model.");
        }
        column.learningRate = trained.settings.learningRate;
        column.training = std::move(trained);
        m_report.columns.push_back(std::move(column));
    }
    if (m_report.columns.size() == 1) {
        throw Error(ErrorCode::BadInput, "There is no checkpoint that was trained from " + parent().name +
                                             "; train one, or name the folders of some.");
    }
    setTitles(m_report.columns);
    for (const PosterColumn& column : m_report.columns) {
        if (!column.training || column.training->end != TrainingEnd::Diverged) continue;
        const std::size_t epochs = column.training->history.size();
        m_report.notes.push_back(column.title + ": training diverged in epoch " + std::to_string(epochs + 1) +
                                 (column.checkpoint.path.empty()
                                      ? "; there is no checkpoint."
                                      : "; the checkpoint is that of epoch " + std::to_string(epochs) + "."));
    }
}

std::vector<TrainedCheckpoint> PosterExperiment::trainedCheckpoints()
{
    switch (m_choices.checkpoints) {
    case PosterCheckpoints::Given: return givenCheckpoints();
    case PosterCheckpoints::Recorded: return recordedCheckpoints();
    case PosterCheckpoints::Train: break;
    }
    begin(PosterProgress::Step::Train, {});
    const TrainingRequest request{.parent = m_choices.model,
                                  .pairs = std::move(m_pairs),
                                  .dataName = m_choices.pairs,
                                  .learningRates = m_choices.learningRates,
                                  .settings = m_choices.training,
                                  .output = m_choices.output,
                                  .saveSeconds = m_choices.saveSeconds};
    TrainingSummary summary = m_train(request, m_stop, [this](const TrainingProgress& training) {
        if (training.completed && !training.completed->checkpoint.path.empty())
            recordTraining(m_project, *training.completed);
        m_progress.checkpoint = training.checkpoint;
        m_progress.progress = {training.stage, training.step, training.steps};
        m_progress.training = &training;
        if (m_callback) m_callback(m_progress);
        m_progress.training = nullptr;
    });
    return std::move(summary.checkpoints);
}

std::vector<TrainedCheckpoint> PosterExperiment::givenCheckpoints()
{
    std::vector<TrainedCheckpoint> all;
    for (const std::filesystem::path& folder : m_choices.given) {
        TrainedCheckpoint trained;
        if (auto manifest = readManifest(folder)) trained = std::move(manifest->trained);
        trained.checkpoint.path = folder.string();
        if (trained.checkpoint.name.empty()) trained.checkpoint.name = folder.filename().string();
        all.push_back(std::move(trained));
    }
    return all;
}

std::vector<TrainedCheckpoint> PosterExperiment::recordedCheckpoints() const
{
    std::vector<TrainedCheckpoint> all;
    for (const TrainingInfo& info : m_project.trainings()) {
        const CheckpointInfo from = m_project.checkpoint(info.parent);
        if (from.weightsSha256 != parent().weightsSha256) continue;
        TrainedCheckpoint trained{.checkpoint = m_project.checkpoint(info.checkpoint),
                                  .parent = from,
                                  .settings = parseTrainingSettings(info.settings),
                                  .dataName = info.dataset,
                                  .history = parseHistory(info.history),
                                  .end = parseTrainingEnd(info.end),
                                  .complete = true};
        trained.before = takeBefore(trained.history);
        all.push_back(std::move(trained));
    }
    return all;
}

void PosterExperiment::captureTrained(PosterColumn& column)
{
    if (column.checkpoint.path.empty()) return;
    column.run = capture(column.checkpoint.path, false);
    column.checkpoint = m_project.checkpoint(column.run->checkpoint);
    if (!column.training) return;
    const std::string& promised = column.training->checkpoint.weightsSha256;
    if (!promised.empty() && promised != column.checkpoint.weightsSha256) {
        m_report.notes.push_back(column.title + ": the weights in " + column.checkpoint.path +
                                 " are not those that training.json tells of.");
        return;
    }
    column.training->checkpoint = column.checkpoint;
    column.training->parent = parent();
    if (m_choices.checkpoints == PosterCheckpoints::Given) recordTraining(m_project, *column.training);
}

void PosterExperiment::score()
{
    const CensusSentences sentences = readCensusSentences(m_project, m_dataset.id, m_stop);
    for (PosterColumn& column : m_report.columns)
        if (column.run) scoreColumn(column, sentences);
    const KtColumn& first = *m_report.columns.front().kt;
    for (const std::uint32_t neuron : m_choices.neurons)
        m_report.neurons.emplace_back(neuron);
    if (!m_report.neurons.empty()) return;
    m_report.neurons = neuronsByEvidence(first);
    m_report.neurons.resize(std::min(m_report.neurons.size(), m_choices.best));
}

void PosterExperiment::scoreColumn(PosterColumn& column, const CensusSentences& sentences)
{
    m_progress.number = m_progress.steps - 1; // one step for all columns
    begin(PosterProgress::Step::Score, column.title);
    const KtOptions options{.rule = CaptureRule::parse(m_report.rule), .minimumCaptured = m_choices.minimumCaptured};
    column.kt =
        computeKt(m_project, *column.run, m_layer, labels(*column.run, m_topic), options, m_stop, stepProgress());
    std::vector<CensusTopic> topics;
    for (const Topic& topic : m_censusTopics)
        topics.push_back({topic.name, labels(*column.run, topic)});
    column.census =
        computeCensus(m_project, *column.run, m_layer, sentences, topics, m_choices.census, m_stop, stepProgress());
    addDamage(m_report.damage, column.kt->damage);
    addDamage(m_report.damage, column.census->damage);
}

TopicLabels PosterExperiment::labels(const RunInfo& run, const Topic& topic) const
{
    if (m_choices.keywordInGenerated) return labelGeneratedText(m_project, run.id, topic, m_stop);
    return labelSentences(m_project, run.dataset, topic, m_stop);
}

void PosterExperiment::begin(PosterProgress::Step step, const std::string& checkpoint)
{
    throwIfStopped(m_stop);
    m_progress.step = step;
    ++m_progress.number;
    m_progress.checkpoint = checkpoint;
}

ProgressCallback PosterExperiment::stepProgress()
{
    return [this](const Progress& progress) {
        m_progress.progress = progress;
        if (m_callback) m_callback(m_progress);
    };
}

} // namespace sparsight

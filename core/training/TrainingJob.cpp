// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingJob.h"

#include "core/base/AtomicDirectory.h"
#include "core/base/File.h"
#include "core/model/Device.h"
#include "core/model/TorchError.h"
#include "core/training/ParentShape.h"
#include "core/training/TrainingManifest.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <utility>

namespace sparsight {

namespace {

double secondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Most memory the process has had, in bytes; 0 where the system does not say.
std::uint64_t peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return std::stoull(line.substr(6)) * 1024;
    }
    return 0;
}

/// Where no checkpoint can be written, it is better said now than after the first evaluation.
void throwIfUnusable(const std::filesystem::path& folder)
{
    const AtomicDirectory attempt(folder);
}

} // namespace

TrainingJob::TrainingJob(const TrainingParent& parent, const TrainingTexts& texts, const TrainingSettings& settings,
                         const std::filesystem::path& folder, TextEvaluator evaluator,
                         std::optional<EpochRecord> before)
    : m_parent(parent)
    , m_config(settings.topK > 0 ? withTopK(parent.config, settings.topK, parent.directory.file("config.json"))
                                 : parent.config)
    , m_texts(texts)
    , m_settings(settings)
    , m_folder(std::filesystem::absolute(folder))
    , m_identity(identityOf(settings) + " " + parent.info.weightsSha256 + " " + texts.identity)
    , m_evaluator(std::move(evaluator))
    , m_before(std::move(before))
{
    checkFrozen(settings.frozen, {parent.config.encoderLayers, parent.config.decoderLayers, parent.ownHead});
    if (settings.patience > 0 && texts.validation.pairs.empty()) {
        throw Error(ErrorCode::BadInput,
                    "Stopping early needs a validation loss, but no pairs are kept for validation; raise the "
                    "validation share or leave patience at 0.");
    }
}

TrainedCheckpoint TrainingJob::run(const TrainingProgress& base, double saveSeconds, const std::stop_token& stop,
                                   const TrainingCallback& progress)
{
    m_told = base;
    m_progress = &progress;
    TrainedCheckpoint trained{.parent = m_parent.info,
                              .settings = m_settings,
                              .pretraining = m_parent.pretraining,
                              .dataName = m_texts.name,
                              .validationName = m_texts.validationName,
                              .notes = firstNotes()};
    trained.checkpoint.name = m_folder.filename().string();
    trained.checkpoint.family = m_parent.config.family->id;
    if (isThere(trained)) {
        std::error_code ignored; // where the program was ended at the very end
        if (isStateOf(stateFolder(), m_identity)) std::filesystem::remove_all(stateFolder(), ignored);
        return trained;
    }
    throwIfUnusable(m_folder);
    prepare();
    for (const std::string& note : trained.notes)
        tellNote(note);
    try {
        trainAll(trained, saveSeconds, stop);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) save();
        throw;
    }
    finish(trained);
    return trained;
}

/// What there is to say before the first step.
std::vector<std::string> TrainingJob::firstNotes() const
{
    std::vector<std::string> notes = m_parent.warnings;
    notes.insert(notes.end(), m_texts.notes.begin(), m_texts.notes.end());
    const auto isFrozen = [&](const char* part) { return std::ranges::count(m_settings.frozen, part) > 0; };
    if (!m_parent.ownHead && isFrozen("head") && !isFrozen("embedding"))
        notes.push_back("the head of this model is its embedding, so the embedding is frozen with it");
    return notes;
}

/// Whether the checkpoint was trained to its end before. Throws when something else lies in its place.
bool TrainingJob::isThere(TrainedCheckpoint& trained) const
{
    AtomicDirectory::recover(m_folder);
    std::error_code isNoFolder;
    if (!std::filesystem::exists(m_folder) || std::filesystem::is_empty(m_folder, isNoFolder)) return false;
    const std::optional<TrainingManifest> manifest = readManifest(m_folder);
    if (!manifest || manifest->identity != m_identity) {
        throw Error(ErrorCode::BadInput,
                    m_folder.string() + " is there already and is not from the same training (parent, data and "
                                        "settings); choose another output folder, or remove it.",
                    {.file = m_folder.string()});
    }
    const TrainedCheckpoint& found = manifest->trained;
    if (!found.complete) return false;
    trained.checkpoint.path = found.checkpoint.path;
    trained.checkpoint.weightsSha256 = found.checkpoint.weightsSha256;
    trained.before = found.before;
    trained.history = found.history;
    trained.end = found.end;
    trained.complete = true;
    trained.microBatch = found.microBatch;
    trained.peakMemory = found.peakMemory;
    trained.notes = found.notes;
    const ModelConfig config = readModelConfig(m_folder / "config.json");
    trained.checkpoint.config = config.text;
    trained.checkpoint.parameters = openWeights(CheckpointDirectory(m_folder)).elements();
    return true;
}

void TrainingJob::prepare()
{
    const at::Device device = chooseDevice(m_settings.device);
    m_model = std::make_unique<TrainableT5>(m_config, m_parent.ownHead, device, at::kFloat);
    m_gradients = std::make_unique<BatchGradients>(*m_model, m_settings);
    for (const std::string& part : m_settings.frozen)
        m_model->freeze(part);
    m_optimizer =
        makeOptimizer(m_settings.optimizer, m_settings.weightDecay, m_settings.relativeRate, m_model->weights());
    m_position = {.before = m_before};
    m_position.microBatch = (m_settings.batchSize + m_settings.accumulation - 1) / m_settings.accumulation;
    if (const auto position = loadTrainingState(stateFolder(), m_identity, *m_model, *m_optimizer))
        m_position = *position;
    else if (m_parent.weights)
        m_model->load(*m_parent.weights);
    else
        m_model->initialize(m_settings.seed);
    if (m_parent.weights) m_parent.weights->throwIfChanged();
    const std::size_t size = static_cast<std::size_t>(m_settings.batchSize);
    m_stepsInEpoch = (m_texts.count + size - 1) / size;
    m_told.steps = m_stepsInEpoch * static_cast<std::uint64_t>(m_settings.epochs);
    if (m_settings.maximumSteps > 0) m_told.steps = std::min(m_told.steps, m_settings.maximumSteps);
    m_told.epochs = static_cast<int>((m_told.steps + m_stepsInEpoch - 1) / m_stepsInEpoch);
    tellHistory();
}

/// What is known before the first step of this call.
void TrainingJob::tellHistory()
{
    if (m_position.before) tellBefore();
    for (const EpochRecord& record : m_position.history) {
        m_told.epochEnd = record;
        tell("going on");
    }
    m_told.epochEnd.reset();
}

void TrainingJob::tellBefore()
{
    m_told.before = m_position.before;
    tell("evaluating");
    m_told.before.reset();
}

void TrainingJob::trainAll(TrainedCheckpoint& trained, double saveSeconds, const std::stop_token& stop)
{
    trained.end = TrainingEnd::Finished;
    m_savedAt = Clock::now();
    if (!m_position.before && m_position.step == 0) judgeParent(stop);
    trained.before = m_position.before;
    while (m_position.epoch <= m_told.epochs) {
        if (isEnough()) {
            trained.end = TrainingEnd::Early;
            return;
        }
        if (trainEpoch(saveSeconds, stop) == StepResult::Diverged) {
            trained.end = TrainingEnd::Diverged;
            noteDivergence(trained, "the loss was no longer a number in epoch ");
            return;
        }
        const auto start = Clock::now();
        EpochRecord record = evaluate(stop);
        if (!isSound(record)) {
            trained.end = TrainingEnd::Diverged;
            noteDivergence(trained, "weights were no longer numbers after epoch ");
            return;
        }
        keep(trained, record, stop);
        m_evaluationSeconds = secondsSince(start);
        record.seconds += m_evaluationSeconds;
        m_position = {.epoch = m_position.epoch + 1,
                      .step = m_position.step,
                      .microBatch = m_position.microBatch,
                      .before = m_position.before,
                      .history = std::move(m_position.history)};
        m_position.history.push_back(record);
        m_told.epochEnd = record;
        tell("epoch done");
        m_told.epochEnd.reset();
        save();
    }
}

TrainingJob::StepResult TrainingJob::trainEpoch(double saveSeconds, const std::stop_token& stop)
{
    m_pairs = m_texts.training(m_position.epoch);
    const std::vector<Batch> batches = planEpoch(*m_pairs, m_settings.batchSize, m_settings.seed, m_position.epoch);
    while (m_position.batch < batches.size() && m_position.step < m_told.steps) {
        throwIfStopped(stop);
        if (secondsSince(m_savedAt) >= saveSeconds) save();
        const auto start = Clock::now();
        const Batch& batch = batches[m_position.batch];
        if (step(batch, m_position.step) == StepResult::Diverged) return StepResult::Diverged;
        ++m_position.batch;
        ++m_position.step;
        const double seconds = secondsSince(start);
        for (const std::uint32_t i : batch) {
            m_position.tokens += m_pairs->pairs[i].tokens();
            m_trainedTokens += m_pairs->pairs[i].tokens();
        }
        m_position.seconds += seconds;
        m_trainingSeconds += seconds;
        ++m_stepsDone;
        tell("training");
    }
    return StepResult::Done;
}

TrainingJob::StepResult TrainingJob::step(const Batch& batch, std::uint64_t number)
{
    BatchLoss loss;
    while (true) {
        try {
            loss = m_gradients->compute(*m_pairs, batch, m_position.microBatch, number);
            break;
        } catch (const Error& error) {
            if (error.code() != ErrorCode::OutOfMemory) throw;
            computeInSmallerParts();
        }
    }
    if (!std::isfinite(loss.crossEntropy) || !std::isfinite(loss.penalty)) return StepResult::Diverged;
    const double rate = scheduledRate(m_settings, number, m_told.steps);
    if (m_settings.clip > 0) clipGradients(m_model->weights(), m_settings.clip);
    m_optimizer->step(rate);
    m_position.lossSum += loss.crossEntropy;
    m_position.penaltySum += loss.penalty;
    m_position.targetTokens += loss.targetTokens;
    m_told.learningRate = rate;
    m_told.loss = loss.crossEntropy / static_cast<double>(loss.targetTokens);
    return StepResult::Done;
}

void TrainingJob::computeInSmallerParts()
{
    m_model->clearGradients();
    freeCaches(m_model->device());
    if (m_position.microBatch == 1) {
        throw Error(ErrorCode::OutOfMemory,
                    "There is not enough memory to train on a single pair; cut texts shorter, use gradient "
                    "checkpointing, or a smaller model.");
    }
    m_position.microBatch = (m_position.microBatch + 1) / 2;
    tellNote("memory is short: batches are now computed " + std::to_string(m_position.microBatch) +
             " pairs at a time, and their gradients added");
}

/// What the epochs are to be held against.
void TrainingJob::judgeParent(const std::stop_token& stop)
{
    if (!m_parent.weights || m_texts.validation.pairs.empty()) return;
    tell("evaluating");
    EpochRecord record{.validationLoss = m_gradients->meanLoss(m_texts.validation, m_position.microBatch, stop)};
    if (!std::isfinite(*record.validationLoss)) return;
    if (m_evaluator && !m_texts.evaluation.empty())
        record.measures = m_evaluator(m_parent.directory.path(), m_texts.evaluation, m_settings, stop);
    m_position.before = std::move(record);
    tellBefore();
}

EpochRecord TrainingJob::evaluate(const std::stop_token& stop)
{
    tell("evaluating");
    EpochRecord record{.epoch = m_position.epoch,
                       .trainingLoss = m_position.lossSum / static_cast<double>(m_position.targetTokens),
                       .validationLoss = m_gradients->meanLoss(m_texts.validation, m_position.microBatch, stop),
                       .tokens = m_position.tokens,
                       .seconds = m_position.seconds};
    if (m_settings.firing.rate > 0)
        record.firingPenalty = m_position.penaltySum / static_cast<double>(m_position.batch);
    return record;
}

/// Whether losses and weights are numbers: the last step of an epoch may have spoilt them unseen.
bool TrainingJob::isSound(const EpochRecord& record) const
{
    if (!std::isfinite(record.validationLoss.value_or(0))) return false;
    return guarded([&] {
        std::vector<at::Tensor> values;
        for (const TrainableWeight& weight : m_model->weights())
            values.push_back(weight.value());
        return at::stack(at::_foreach_norm(values)).isfinite().all().item<bool>();
    });
}

bool TrainingJob::isBest(const EpochRecord& record) const
{
    if (m_settings.patience == 0) return true; // the last epoch is the result
    return std::ranges::all_of(
        m_position.history, [&](const EpochRecord& before) { return record.validationLoss < before.validationLoss; });
}

/// Whether the validation loss has not fallen for as many epochs as patience allows.
bool TrainingJob::isEnough() const
{
    if (m_settings.patience == 0 || m_position.history.empty()) return false;
    const auto best = std::ranges::find(m_position.history, true, &EpochRecord::kept);
    const auto since = std::distance(best, m_position.history.end()) - 1;
    return since >= m_settings.patience;
}

/// Writes the epoch's checkpoint, lets it be judged and puts it in the place of the one before, if it is better.
void TrainingJob::keep(TrainedCheckpoint& trained, EpochRecord& record, const std::stop_token& stop)
{
    tell("saving");
    AtomicDirectory directory(m_folder);
    writeCheckpointFiles(directory.path(), *m_model, m_settings.weights, m_parent.directory);
    tell("evaluating");
    if (m_evaluator && !m_texts.evaluation.empty())
        record.measures = m_evaluator(directory.path(), m_texts.evaluation, m_settings, stop);
    if (!isBest(record)) return;
    throwIfStopped(stop);
    record.kept = true;
    for (EpochRecord& before : m_position.history)
        before.kept = false;
    trained.history = m_position.history;
    trained.history.push_back(record);
    trained.microBatch = m_position.microBatch;
    writeFileAtomically(directory.path() / manifestName, manifestOf(trained, m_identity));
    directory.commit();
}

/// Completes the manifest of the checkpoint that is kept, and removes the state.
void TrainingJob::finish(TrainedCheckpoint& trained)
{
    m_gradients.reset();
    m_model.reset();
    m_optimizer.reset();
    trained.history = m_position.history;
    trained.microBatch = m_position.microBatch;
    trained.peakMemory = peakMemory();
    trained.complete = true;
    std::error_code ignored;
    if (std::filesystem::exists(m_folder)) {
        const CheckpointDirectory directory(m_folder);
        const WeightTable weights = openWeights(directory);
        trained.checkpoint.path = directory.path().string();
        trained.checkpoint.config = readModelConfig(directory.file("config.json")).text;
        trained.checkpoint.parameters = weights.elements();
        trained.checkpoint.weightsSha256 = weights.sha256({}, {});
        writeFileAtomically(m_folder / manifestName, manifestOf(trained, m_identity));
    }
    std::filesystem::remove_all(stateFolder(), ignored);
}

void TrainingJob::save()
{
    tell("saving");
    saveTrainingState(stateFolder(), m_identity, m_position, *m_model, *m_optimizer);
    m_savedAt = Clock::now();
}

std::filesystem::path TrainingJob::stateFolder() const
{
    return m_folder.string() + ".state";
}

void TrainingJob::tell(const char* stage)
{
    if (!*m_progress) return;
    m_told.stage = stage;
    m_told.checkpoint = m_folder.filename().string();
    m_told.epoch = std::min(m_position.epoch, m_told.epochs);
    m_told.step = m_position.step;
    if (m_stepsDone > 0) {
        const double perStep = m_trainingSeconds / static_cast<double>(m_stepsDone);
        const double epochsLeft = m_told.epochs - m_told.epoch + 1;
        const double left =
            perStep * static_cast<double>(m_told.steps - m_position.step) + m_evaluationSeconds * epochsLeft;
        const double whole = perStep * static_cast<double>(m_told.steps) + m_evaluationSeconds * m_told.epochs;
        m_told.tokensPerSecond = static_cast<double>(m_trainedTokens) / m_trainingSeconds;
        m_told.secondsLeft = left + whole * static_cast<double>(m_told.runs - 1 - m_told.run);
    }
    (*m_progress)(m_told);
}

void TrainingJob::noteDivergence(TrainedCheckpoint& trained, const char* what) const
{
    const bool hasCheckpoint = std::filesystem::exists(m_folder);
    trained.notes.push_back(what + std::to_string(m_position.epoch) + "; training stopped " +
                            (hasCheckpoint ? "and an epoch before is kept" : "before there was a checkpoint") +
                            "; try a lower learning rate");
}

void TrainingJob::tellNote(const std::string& note)
{
    m_told.note = note;
    tell("training");
    m_told.note.clear();
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeTrainer.h"

#include "FakeEngine.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <thread>

namespace sparsight {

namespace {

CheckpointInfo infoOf(const std::filesystem::path& folder)
{
    return {.name = folder.filename().string(),
            .path = folder.string(),
            .weightsSha256 = fakeWeightsSha256(folder.filename().string()),
            .family = "t5",
            .config = R"({"model_type": "t5"})",
            .parameters = 1234567};
}

EpochRecord recordOf(double rate, int epoch, int steps)
{
    EpochRecord record{.epoch = epoch,
                       .trainingLoss = fakeLoss(rate, epoch * steps),
                       .validationLoss = fakeLoss(rate, epoch * steps) + 0.1,
                       .tokens = 1000,
                       .seconds = 2,
                       .kept = true};
    for (const char* name : {"rouge1", "rouge2", "rougeL", "rougeLsum"}) {
        const double mean = fakeRouge(rate, epoch);
        record.measures[name] = {mean, mean - 0.02, mean + 0.02};
    }
    return record;
}

/// The parent, which is judged before the first step.
EpochRecord recordOfParent()
{
    EpochRecord record{.validationLoss = 3.1};
    record.measures["rougeL"] = {0.1, 0.08, 0.12};
    return record;
}

/// One checkpoint of a request.
class FakeTraining {
public:
    FakeTraining(FakeTrainerControl& control, const TrainingRequest& request, double rate, TrainingProgress told,
                 const TrainingCallback& progress)
        : m_control(control)
        , m_settings(request.settings)
        , m_told(std::move(told))
        , m_progress(progress)
        , m_folder(request.output / (request.parent.filename().string() + "-lr" + rateText(rate)))
        , m_stepsInEpoch(control.stepsInEpoch)
    {
        m_settings.learningRate = rate;
        m_told.checkpoint = m_folder.filename().string();
        m_told.steps = std::uint64_t(m_stepsInEpoch * m_settings.epochs);
        m_told.epochs = m_settings.epochs;
    }

    TrainedCheckpoint run(const TrainingRequest& request, const std::stop_token& stop)
    {
        TrainedCheckpoint trained{.checkpoint = {.name = m_told.checkpoint, .family = "t5"},
                                  .parent = infoOf(request.parent),
                                  .settings = m_settings,
                                  .dataName = request.dataName,
                                  .before = recordOfParent(),
                                  .complete = true};
        m_told.before = trained.before;
        tell("evaluating", 0, 1);
        m_told.before.reset();
        const bool isThere = std::filesystem::exists(m_folder / "training.json");
        int step = position();
        for (int epoch = 1; epoch <= m_settings.epochs; ++epoch) {
            for (; !isThere && step < epoch * m_stepsInEpoch; ++step) {
                if (!train(step, epoch, stop)) {
                    trained.end = TrainingEnd::Diverged;
                    return finished(std::move(trained));
                }
            }
            m_history.push_back(recordOf(m_settings.learningRate, epoch, m_stepsInEpoch));
            if (m_history.size() > 1) m_history[m_history.size() - 2].kept = false;
            if (isThere) continue;
            m_told.epochEnd = m_history.back();
            tell(epoch == step / m_stepsInEpoch ? "epoch done" : "going on", step, epoch);
            m_told.epochEnd.reset();
        }
        return finished(std::move(trained));
    }

private:
    int position()
    {
        const std::lock_guard guard(m_control.mutex);
        return m_control.positions[m_folder.string()];
    }

    /// False when the loss is no longer a number.
    bool train(int step, int epoch, const std::stop_token& stop)
    {
        throwIfStopped(stop);
        // The last report before a hold must not be passed over because another came just before it.
        if (m_control.steps + 1 == m_control.holdsAt) std::this_thread::sleep_for(std::chrono::milliseconds(80));
        while (m_control.holdsAt > 0 && m_control.steps >= m_control.holdsAt) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            throwIfStopped(stop);
        }
        const bool diverges = m_settings.learningRate >= m_control.divergesAt;
        if (diverges && (epoch == 2 || m_control.divergesAtOnce)) return false;
        m_told.loss = fakeLoss(m_settings.learningRate, step + 1);
        m_told.learningRate = m_settings.learningRate;
        m_told.tokensPerSecond = 1234;
        m_told.secondsLeft = 61;
        ++m_control.steps;
        {
            const std::lock_guard guard(m_control.mutex);
            m_control.positions[m_folder.string()] = step + 1;
        }
        tell("training", step + 1, epoch);
        return true;
    }

    TrainedCheckpoint finished(TrainedCheckpoint trained)
    {
        trained.history = m_history;
        if (m_history.empty()) return trained;
        std::filesystem::create_directories(m_folder);
        std::ofstream(m_folder / "training.json") << "{}";
        trained.checkpoint = infoOf(m_folder);
        return trained;
    }

    void tell(const char* stage, int step, int epoch)
    {
        m_told.stage = stage;
        m_told.step = std::uint64_t(step);
        m_told.epoch = epoch;
        if (m_progress) m_progress(m_told);
    }

    FakeTrainerControl& m_control;
    TrainingSettings m_settings;
    TrainingProgress m_told;
    const TrainingCallback& m_progress;
    std::filesystem::path m_folder;
    int m_stepsInEpoch;
    std::vector<EpochRecord> m_history;
};

} // namespace

double fakeLoss(double learningRate, int step)
{
    return 1 + 2 * std::exp(-10 * learningRate * step);
}

double fakeRouge(double learningRate, int epoch)
{
    return 0.4 - 0.1 / epoch - learningRate;
}

Trainer fakeTrainer(const std::shared_ptr<FakeTrainerControl>& control)
{
    return [control](const TrainingRequest& request, const std::stop_token& stop, const TrainingCallback& progress) {
        ++control->calls;
        control->pairs = int(request.pairs.size());
        control->validation = int(request.validation.size());
        if (control->fails.exchange(false))
            throw Error(ErrorCode::DiskFull, "There is no space left for the checkpoint; free some and go on.",
                        {request.output.string(), {}, {}});
        TrainingSummary summary{.tokens = 5000, .seconds = 2};
        TrainingProgress told{.runs = request.learningRates.size(), .epochs = request.settings.epochs};
        for (told.run = 0; told.run < told.runs; ++told.run) {
            FakeTraining training(*control, request, request.learningRates[told.run], told, progress);
            summary.checkpoints.push_back(training.run(request, stop));
            TrainingProgress complete = told;
            complete.stage = "complete";
            complete.checkpoint = summary.checkpoints.back().checkpoint.name;
            complete.completed = summary.checkpoints.back();
            if (progress) progress(complete);
        }
        return summary;
    };
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/FineTuner.h"

#include "core/model/Device.h"
#include "core/training/Pretrainer.h"
#include "core/training/RougeEvaluator.h"
#include "core/training/TrainingJob.h"

#include <algorithm>

namespace sparsight {

namespace {

/// "t5-base-lr0.001" for org/t5-base.
std::string nameFor(const TrainingParent& parent, double learningRate)
{
    const std::string& name = parent.directory.name();
    return name.substr(name.rfind('/') + 1) + "-lr" + rateText(learningRate);
}

std::vector<TrainingSettings> settingsOf(const TrainingRequest& request)
{
    std::vector<TrainingSettings> all;
    std::vector<double> rates = request.learningRates;
    if (rates.empty()) rates.push_back(request.settings.learningRate);
    for (const double rate : rates) {
        TrainingSettings settings = request.settings;
        settings.learningRate = rate;
        settings.check();
        if (std::ranges::count(rates, rate) > 1) {
            throw Error(ErrorCode::BadInput,
                        "The learning rate " + rateText(rate) + " is named twice; each makes one checkpoint.");
        }
        all.push_back(settings);
    }
    return all;
}

void tellCompleted(TrainingProgress told, const TrainedCheckpoint& trained, const TrainingCallback& progress)
{
    if (!progress) return;
    told.stage = "complete";
    told.checkpoint = trained.checkpoint.name;
    told.epoch = told.epochs;
    told.completed = trained;
    progress(told);
}

} // namespace

TrainingSummary finetune(const TrainingRequest& request, const TextEvaluator& evaluator, const std::stop_token& stop,
                         const TrainingCallback& progress)
{
    const std::vector<TrainingSettings> all = settingsOf(request);
    checkValidation(request);
    setUpTorch(request.settings.threads);
    TrainingProgress base{.runs = all.size(), .epochs = request.settings.epochs};
    const ProgressCallback reading = [&](const Progress& read) {
        if (!progress) return;
        base.stage = read.stage;
        progress(base);
    };
    const TrainingParent parent(request.parent, stop, reading);
    const TrainingTexts texts(request, parent.tokenizer, stop, reading);
    TrainingSummary summary;
    std::optional<EpochRecord> before; // the same for all, so it is made once
    for (base.run = 0; base.run < all.size(); ++base.run) {
        const TrainingSettings& settings = all[base.run];
        TrainingJob job(parent, texts, settings, request.output / nameFor(parent, settings.learningRate), evaluator,
                        before);
        TrainedCheckpoint trained = job.run(base, request.saveSeconds, stop, progress);
        before = trained.before;
        summary.checkpoints.push_back(std::move(trained));
        tellCompleted(base, summary.checkpoints.back(), progress);
        summary.tokens += job.trainedTokens();
        summary.seconds += job.trainingSeconds();
    }
    return summary;
}

TrainingServices trainingServices()
{
    return {
        .finetune = [](const TrainingRequest& request, const std::stop_token& stop,
                       const TrainingCallback& progress) { return finetune(request, evaluateRouge, stop, progress); },
        .pretrain = pretrain,
        .twin = makeRandomTwin};
}

} // namespace sparsight

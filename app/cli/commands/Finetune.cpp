// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Text.h"
#include "app/cli/Training.h"
#include "app/cli/commands/Commands.h"

namespace sparsight::cli {

namespace {

struct FinetuneOptions {
    std::string project, data, validation;
    TrainingOptions training;
    TrainingRequest request;
};

TrainingRequest requestOf(const FinetuneOptions& options, const TrainingSettings& settings, const Project& project)
{
    TrainingRequest request = options.request;
    const DatasetInfo dataset = project.dataset(options.data);
    request.pairs = textPairs(project, dataset.id);
    request.dataName = dataset.name;
    if (const std::size_t without = dataset.sentences - request.pairs.size(); without > 0) {
        std::cerr << "note: " << grouped(without) << " of " << grouped(dataset.sentences)
                  << " sentences have no target text and are left out\n";
    }
    if (!options.validation.empty()) {
        request.validationName = options.validation;
        request.validation = textPairs(project, project.dataset(options.validation).id);
    }
    request.settings = settings;
    request.saveSeconds = options.training.saveSeconds;
    return request;
}

void finetune(const FinetuneOptions& options, Context& context)
{
    const TrainingSettings settings = options.training.chosen(options.request.learningRates);
    Project project = Project::open(options.project, Project::Mode::ReadWrite);
    const TrainingRequest request = requestOf(options, settings, project);
    TrainingProgressText text(context);
    const auto told = [&](const TrainingProgress& progress) {
        text.show(progress);
        // At once, so that what is complete stays known when the others are cancelled.
        if (progress.completed && !progress.completed->checkpoint.path.empty())
            recordTraining(project, *progress.completed);
    };
    const TrainingSummary summary = context.training.finetune(request, context.stop, told);
    text.print(summary);
    requireCheckpoint(summary);
}

} // namespace

Action defineFinetune(CLI::App& app)
{
    auto options = std::make_shared<FinetuneOptions>();
    TrainingRequest& request = options->request;
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--model", request.parent, "Directory of the checkpoint to start from")->required();
    app.add_option("--data", options->data, "Name of the data set, whose sentences have target texts")->required();
    app.add_option("--output", request.output, "Folder for the new checkpoints")->required();
    addRatesOption(app, request.learningRates, "0.001");
    app.add_option("--validation", options->validation,
                   "Name of a data set to validate with, instead of a share of the pairs");
    addPairOptions(app, options->training);
    addStepOptions(app, options->training);
    addMemoryOptions(app, options->training);
    return [options](Context& context) { finetune(*options, context); };
}

} // namespace sparsight::cli

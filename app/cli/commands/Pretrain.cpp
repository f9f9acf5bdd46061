// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Training.h"
#include "app/cli/commands/Commands.h"

#include "core/dataset/SentenceReader.h"
#include "core/store/Project.h"

namespace sparsight::cli {

namespace {

struct PretrainOptions {
    std::string project, data, encoding = "auto";
    TrainingOptions training;
    PretrainingRequest request;
    bool untied = false;
};

/// The texts of a project's data set, or of a file.
void readTexts(const PretrainOptions& options, const Project* project, Context& context, PretrainingRequest& request)
{
    const auto take = [&](const Sentence& sentence) { request.texts.push_back(sentence.text); };
    request.dataName = options.data;
    if (project) {
        project->forEachSentence(project->dataset(options.data).id,
                                 [&](SentenceId, const Sentence& sentence) { take(sentence); });
    } else {
        readSentences(options.data, {.encoding = parseTextEncoding(options.encoding)}, take, context.stop,
                      context.progress);
    }
}

PretrainingRequest requestOf(const PretrainOptions& options, const CLI::App& app)
{
    PretrainingRequest request = options.request;
    request.settings = options.training.chosen();
    asUsage([&] { request.choices.check(); });
    request.saveSeconds = options.training.saveSeconds;
    request.choices.shape.tied = !options.untied;
    if (request.settings.maximumSteps > 0 && app.count("--epochs") == 0) request.settings.epochs = 100'000;
    if (app.count("--decoder-layers") == 0) request.choices.shape.decoderLayers = request.choices.shape.encoderLayers;
    return request;
}

void pretrain(const PretrainOptions& options, const CLI::App& app, Context& context)
{
    PretrainingRequest request = requestOf(options, app);
    std::optional<Project> project;
    if (!options.project.empty()) project = Project::open(options.project, Project::Mode::ReadWrite);
    readTexts(options, project ? &*project : nullptr, context, request);
    TrainingProgressText text(context);
    const TrainingSummary summary = context.training.pretrain(
        request, context.stop, [&](const TrainingProgress& progress) { text.show(progress); });
    for (const TrainedCheckpoint& trained : summary.checkpoints) {
        if (project && !trained.checkpoint.path.empty()) project->putCheckpoint(trained.checkpoint);
    }
    text.print(summary);
    requireCheckpoint(summary);
}

void addShapeOptions(CLI::App& app, PretrainOptions& options)
{
    ModelShape& shape = options.request.choices.shape;
    app.add_option("--layers", shape.encoderLayers, "Encoder layers")->capture_default_str();
    app.add_option("--decoder-layers", shape.decoderLayers, "As many as the encoder has by default");
    app.add_option("--d-model", shape.dModel, "Width of the model")->capture_default_str();
    app.add_option("--d-ff", shape.dFf, "Neurons of a feed-forward layer")->capture_default_str();
    app.add_option("--heads", shape.heads, "Attention heads")->capture_default_str();
    app.add_option("--d-kv", shape.dKv, "Width of a head")->capture_default_str();
    app.add_option("--feed-forward", shape.feedForward, "relu, gelu, gated-gelu, gated-silu or gated-relu")
        ->capture_default_str();
    app.add_flag("--untied", options.untied, "Give the head weights of its own instead of the embedding's");
}

void addObjectiveOptions(CLI::App& app, PretrainOptions& options)
{
    PretrainingSettings& choices = options.request.choices;
    app.add_option("--vocabulary", choices.vocabulary.model, "A spiece.model to use; one is trained by default");
    app.add_option("--pieces", choices.vocabulary.pieces, "Pieces of the vocabulary that is trained")
        ->capture_default_str();
    app.add_option("--sentinels", choices.vocabulary.sentinels, "Sentinels behind the pieces")->capture_default_str();
    app.add_option("--noise-density", choices.corruption.density, "Share of the tokens that is replaced")
        ->capture_default_str();
    app.add_option("--mean-span", choices.corruption.meanSpan, "Mean length of a replaced span in tokens")
        ->capture_default_str();
    app.add_flag(
        "--roll", choices.corruption.roll,
        "Turn each text's pattern round, so that its end is not always replaced and its start not always kept");
    FiringLimit& firing = options.training.settings.firing;
    app.add_option("--firing-rate", firing.rate,
                   "Share of tokens above which a neuron's firing is penalised (relu only); 0: no limit")
        ->capture_default_str();
    app.add_option("--firing-weight", firing.weight, "Weight of that penalty")->capture_default_str();
    app.add_option("--firing-steps", firing.steps, "Steps over which the share falls from a half")
        ->capture_default_str();
}

} // namespace

Action definePretrain(CLI::App& app)
{
    auto options = std::make_shared<PretrainOptions>();
    TrainingSettings& settings = options->training.settings;
    settings.validationShare = 0.02;
    app.add_option("PROJECT", options->project, "Project file (.sparsight) that has the data set");
    app.add_option("--data", options->data, "Name of the data set; without a project a file, one sentence a line")
        ->required();
    addEncodingOption(app, options->encoding);
    app.add_option("--output", options->request.output, "Folder of the new checkpoint")->required();
    addShapeOptions(app, *options);
    addObjectiveOptions(app, *options);
    app.add_option("--lr", settings.learningRate, "Learning rate")->capture_default_str();
    app.add_option("--epochs", settings.epochs, "Times that all texts are trained on")->capture_default_str();
    app.add_option("--steps", settings.maximumSteps, "Steps after which training ends, instead of epochs");
    app.add_option("--validation-share", settings.validationShare, "Share of the texts kept for validation")
        ->capture_default_str();
    app.add_option("--patience", settings.patience, "Epochs without a better validation loss after which it ends")
        ->capture_default_str();
    app.add_option("--max-tokens", settings.maximumSourceTokens, "Longer texts are cut to so many tokens")
        ->capture_default_str();
    addStepOptions(app, options->training);
    addMemoryOptions(app, options->training);
    return [options, &app](Context& context) { pretrain(*options, app, context); };
}

} // namespace sparsight::cli

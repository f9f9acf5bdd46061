// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/TargetProject.h"
#include "app/cli/Text.h"
#include "app/cli/Training.h"
#include "app/cli/commands/Commands.h"

#include "core/experiment/PosterExperiment.h"

namespace sparsight::cli {

namespace {

namespace fs = std::filesystem;

struct ExperimentOptions {
    std::string experiment, project, papers, input = "abstract+citances", layer, keywordIn = "source";
    fs::path report;
    bool recorded = false;
    TrainingOptions training;
    PosterChoices choices;
};

void parseRule(const std::string& rule)
{
    resolveRule(rule, "RUN");
}

void note(const std::string& text)
{
    std::cerr << "note: " << printable(text) << '\n';
}

/// A topic is named by its name in the project, or by a file that is put into it.
std::string topicName(Project& project, const std::string& given)
{
    const fs::path file = given;
    if (!fs::is_regular_file(file)) return project.topic(given).name;
    const Topic topic = readTopicFile(file);
    project.putTopic(topic);
    return topic.name;
}

PosterChoices choicesOf(const ExperimentOptions& options, Project& project, Context& context)
{
    PosterChoices choices = options.choices;
    choices.topic = topicName(project, choices.topic);
    if (!options.papers.empty()) {
        const PaperDatasets datasets =
            importPapers(project, options.papers, parsePaperInput(options.input), note, context.stop, context.progress);
        if (choices.pairs.empty()) choices.pairs = datasets.pairs;
        if (choices.sentences.empty()) choices.sentences = datasets.sentences;
    }
    if (!choices.given.empty()) choices.checkpoints = PosterCheckpoints::Given;
    if (options.recorded) choices.checkpoints = PosterCheckpoints::Recorded;
    choices.training = options.training.chosen(choices.learningRates);
    choices.saveSeconds = options.training.saveSeconds;
    choices.load.device = options.training.load.device;
    choices.load.threads = options.training.load.threads;
    if (!options.layer.empty()) choices.layer = LayerId::parse(options.layer);
    choices.keywordInGenerated = options.keywordIn == "generated";
    if (choices.output.empty()) choices.output = usualOutput(options.project);
    return choices;
}

void runPoster(const ExperimentOptions& options, Context& context)
{
    if (options.papers.empty() && options.choices.pairs.empty() && options.choices.sentences.empty())
        throw CLI::ValidationError("--papers", "choose --papers, --data or --sentences");
    options.training.chosen(options.choices.learningRates);
    if (!options.report.empty()) preparePosterFolder(options.report);
    TargetProject target(options.project);
    Project& project = target.project();
    const PosterChoices choices = choicesOf(options, project, context);
    target.keep();
    TrainingProgressText epochs(context);
    PosterExperiment experiment(project, choices, context.engine.load, context.training.finetune);
    const PosterReport report = experiment.run(context.stop, [&](const PosterProgress& progress) {
        if (progress.training) epochs.tell(*progress.training);
        context.progress({describe(progress), progress.progress.done, progress.progress.total});
    });
    warnOfDamage(project, report.damage);
    if (!options.report.empty()) writePosterFiles(report, options.report);
    if (!context.json) {
        std::cout << posterText(report);
        return;
    }
    Json json = posterJson(report);
    describeDamage(json, project, report.damage);
    printJson(json);
}

void addDataOptions(CLI::App& app, ExperimentOptions& options)
{
    PosterChoices& choices = options.choices;
    app.add_option("--model", choices.model, "Directory of the checkpoint to start from")->required();
    app.add_option(
        "--papers", options.papers,
        "Folder of papers in the layout of ScisummNet; imported as NAME and NAME-sentences unless these data "
        "sets are there");
    app.add_option("--input", options.input, "Of papers: abstract, abstract+citances, full or sections:TITLE,…")
        ->check(parsedBy(parsePaperInput))
        ->capture_default_str();
    app.add_option("--data", choices.pairs, "Name of the data set to train on, whose sentences have target texts");
    app.add_option("--sentences", choices.sentences,
                   "Name of the data set to capture; else the papers' sentences, or "
                   "the data set that is trained on");
    app.add_option("--topic", choices.topic, "Name of the topic, or a topic file to put into the project")
        ->capture_default_str();
}

void addCheckpointOptions(CLI::App& app, ExperimentOptions& options)
{
    PosterChoices& choices = options.choices;
    addRatesOption(app, choices.learningRates, "0.01,0.001,0.0001");
    auto* folder = app.add_option("--checkpoints", choices.output,
                                  "Folder for the trained checkpoints; by default beside the project");
    auto* given = app.add_option("--trained", choices.given,
                                 "Use these fine-tuned checkpoints, separated by commas, instead of training")
                      ->delimiter(',');
    app.add_flag("--recorded", options.recorded, "Use those that the project knows to be trained from the model")
        ->excludes(given)
        ->excludes(folder);
    given->excludes(folder);
}

void addTableOptions(CLI::App& app, ExperimentOptions& options)
{
    PosterChoices& choices = options.choices;
    app.add_option("--layer", options.layer, "Layer; by default enc6, or the last encoder layer of a shallower model")
        ->check(parsedBy(LayerId::parse));
    app.add_option("--rule", choices.rule,
                   "Which sentences a neuron captures: a rule of kt, or matched[/RULE] or fixed[/RULE], which compare "
                   "with the model's own run")
        ->check(parsedBy(parseRule))
        ->capture_default_str();
    app.add_option("--keyword-in", options.keywordIn, "source, or generated (what each checkpoint writes itself)")
        ->check(CLI::IsMember({"source", "generated"}))
        ->capture_default_str();
    app.add_option("--max-new-tokens", choices.maximumNewTokens, "The most tokens that each writes")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    auto* neurons =
        app.add_option("--neurons", choices.neurons, "Rows of the KT table, separated by commas")->delimiter(',');
    app.add_option("--best", choices.best, "Else: how many of the model's best neurons by q, then lift")
        ->check(CLI::Range(1, 1'000'000))
        ->excludes(neurons)
        ->capture_default_str();
    app.add_option("--minimum", choices.minimumCaptured, "Neurons with fewer captured sentences get no q")
        ->capture_default_str();
    app.add_option("--census-topics", choices.censusTopics, "Topics of the census; the topic alone by default")
        ->delimiter(',');
    app.add_option("-o", options.report, "Folder for the report as text, JSON and CSV");
}

} // namespace

Action defineExperiment(CLI::App& app)
{
    auto options = std::make_shared<ExperimentOptions>();
    app.add_option("EXPERIMENT", options->experiment, "poster: see docs/poster.md")
        ->required()
        ->check(CLI::IsMember({"poster"}));
    app.add_option("PROJECT", options->project, "Project file (.sparsight); made when it is not there")->required();
    addDataOptions(app, *options);
    addCheckpointOptions(app, *options);
    addTableOptions(app, *options);
    addPairOptions(app, options->training);
    addStepOptions(app, options->training);
    addMemoryOptions(app, options->training);
    return [options](Context& context) { runPoster(*options, context); };
}

} // namespace sparsight::cli

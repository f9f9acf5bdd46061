// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/report/CensusReport.h"

namespace sparsight::cli {

namespace {

struct CensusOptions {
    std::string project, run, layer, rule = "threshold:0", keywordIn = "source", list;
    std::vector<std::string> topics; // empty: all of the project
    CensusSettings settings;
};

NeuronClass parseClass(const std::string& name)
{
    for (std::size_t i = 0; i < neuronClasses; ++i)
        if (toString(static_cast<NeuronClass>(i)) == name) return static_cast<NeuronClass>(i);
    throw Error(ErrorCode::BadInput, "\"" + name + "\" is not never, always, topic, general or rest.");
}

std::vector<CensusTopic> labelTopics(const Project& project, const RunInfo& run, const CensusOptions& options,
                                     Context& context)
{
    std::vector<Topic> topics;
    for (const std::string& name : options.topics)
        topics.push_back(project.topic(name));
    if (topics.empty()) topics = project.topics();
    std::vector<CensusTopic> labelled;
    for (const Topic& topic : topics)
        labelled.push_back({topic.name, labelTexts(project, run, topic, options.keywordIn, context.stop)});
    return labelled;
}

void printNeurons(const Census& census, NeuronClass kind)
{
    std::string line = className(kind) + ":";
    for (const NeuronId neuron : census.neuronsOf(kind)) {
        const std::string number = " " + std::to_string(neuron.value);
        if (line.size() + number.size() > 100) {
            std::cout << line << '\n';
            line.clear();
        }
        line += number;
    }
    std::cout << line << '\n';
}

void printCensus(const CensusOptions& options, Context& context)
{
    CensusSettings settings = options.settings;
    settings.rule = CaptureRule::parse(options.rule);
    asUsage([&] { settings.check(); });
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunInfo run = project.run(options.run);
    const LayerId layer = options.layer.empty() ? defaultLayer(run) : LayerId::parse(options.layer);
    const std::vector<CensusTopic> topics = labelTopics(project, run, options, context);
    const CensusSentences sentences = readCensusSentences(project, run.dataset, context.stop);
    const Census census =
        computeCensus(project, run, layer, sentences, topics, settings, context.stop, context.progress);
    warnOfDamage(project, census.damage);
    if (context.json) {
        Json json = censusJson(census);
        describeDamage(json, project, census.damage);
        return printJson(json);
    }
    std::cout << "run " << printable(run.name) << ", layer " << layer.toString() << ", " << grouped(census.sentences)
              << " sentences, keywords in " << (options.keywordIn == "source" ? "the source" : "generated text") << '\n'
              << censusText(std::vector<CensusColumn>{{"count", &census}});
    if (!options.list.empty()) printNeurons(census, parseClass(options.list));
}

} // namespace

Action defineCensus(CLI::App& app)
{
    auto options = std::make_shared<CensusOptions>();
    CensusSettings& settings = options->settings;
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--layer", options->layer, "Layer, e.g. enc6; by default enc6, or the run's last encoder layer")
        ->check(parsedBy(LayerId::parse));
    app.add_option("--topics", options->topics, "Names of topics, separated by commas; all of the project by default")
        ->delimiter(',');
    app.add_option("--rule", options->rule, "Which sentences a neuron captures, where it follows a topic (see kt)")
        ->check(parsedBy(CaptureRule::parse))
        ->capture_default_str();
    addKeywordOption(app, options->keywordIn);
    app.add_option("--always-on", settings.alwaysOn, "Always on: fires on at least this share of the sentences")
        ->capture_default_str();
    app.add_option("--topic-q", settings.topicQ, "Topic neuron: q below this, in both halves")->capture_default_str();
    app.add_option("--topic-lift", settings.topicLift, "Topic neuron: at least this lift, in both halves")
        ->capture_default_str();
    app.add_option("--general-lift", settings.generalLift, "General: less than this lift in every group")
        ->capture_default_str();
    app.add_option("--minimum", settings.minimumCaptured, "Neurons with fewer captured sentences in a half get no q")
        ->capture_default_str();
    app.add_option("--list", options->list, "List the neurons of a class: never, always, topic, general or rest")
        ->check(parsedBy(parseClass));
    return [options](Context& context) { printCensus(*options, context); };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/kt/SparseProbe.h"

namespace sparsight::cli {

namespace {

struct ProbeOptions {
    std::string project, run, layer, topic, keywordIn = "source";
};

void printProbe(const SparseProbe& probe, const Topic& topic, const std::string& keywordIn)
{
    const auto score = [](std::optional<double> value) { return formatMetric(value, MetricFormat::Score); };
    std::cout << "topic " << printable(topic.name) << (keywordIn == "source" ? "" : " in generated text") << ", layer "
              << probe.layer.toString() << ", run " << printable(probe.run.name) << "\nchosen on "
              << grouped(probe.sentences[0]) << " sentences (" << grouped(probe.withKeyword[0])
              << " with a keyword), judged on " << grouped(probe.sentences[1]) << " others ("
              << grouped(probe.withKeyword[1]) << "); yes to all of them has F1 " << score(probe.allF1) << "\n\n";
    TextTable table({{"neurons"}, {"precision"}, {"recall"}, {"F1"}, {"added", false}});
    std::size_t before = 0;
    for (const ProbeStep& step : probe.steps) {
        std::string added;
        for (; before < step.neurons; ++before)
            added += (added.empty() ? "" : ", ") + std::to_string(probe.neurons[before].value);
        table.add({std::to_string(step.neurons), score(step.precision), score(step.recall), score(step.f1), added});
    }
    table.print(std::cout);
}

Json probeJson(const SparseProbe& probe, const Topic& topic)
{
    Json neurons = Json::array(), steps = Json::array();
    for (const NeuronId neuron : probe.neurons)
        neurons.push_back(neuron.value);
    for (const ProbeStep& step : probe.steps) {
        steps.push_back({{"neurons", step.neurons},
                         {"precision", metricJson(step.precision, MetricFormat::Score)},
                         {"recall", metricJson(step.recall, MetricFormat::Score)},
                         {"f1", metricJson(step.f1, MetricFormat::Score)}});
    }
    return {{"run", probe.run.name},         {"layer", probe.layer.toString()},   {"topic", topic.name},
            {"sentences", probe.sentences},  {"with_keyword", probe.withKeyword}, {"f1_of_all", probe.allF1},
            {"neurons", std::move(neurons)}, {"steps", std::move(steps)}};
}

void showProbe(const ProbeOptions& options, Context& context)
{
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunInfo run = project.run(options.run);
    const LayerId layer = options.layer.empty() ? defaultLayer(run) : LayerId::parse(options.layer);
    const Topic topic = project.topic(options.topic);
    const SparseProbe probe =
        computeSparseProbe(project, run, layer, labelTexts(project, run, topic, options.keywordIn, context.stop),
                           context.stop, context.progress);
    warnOfDamage(project, probe.damage);
    if (!context.json) return printProbe(probe, topic, options.keywordIn);
    Json json = probeJson(probe, topic);
    json["keyword_in"] = options.keywordIn;
    describeDamage(json, project, probe.damage);
    printJson(json);
}

} // namespace

Action defineProbe(CLI::App& app)
{
    auto options = std::make_shared<ProbeOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--layer", options->layer, "enc6 by default, or the run's last encoder layer")
        ->check(parsedBy(LayerId::parse));
    app.add_option("--topic", options->topic, "Name of the topic")->required();
    addKeywordOption(app, options->keywordIn);
    return [options](Context& context) { showProbe(*options, context); };
}

} // namespace sparsight::cli

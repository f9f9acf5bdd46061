// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/base/NeuronName.h"
#include "core/store/RunReader.h"
#include "core/store/HistogramBins.h"

#include <cmath>

namespace sparsight::cli {

namespace {

struct NeuronOptions {
    std::string project, run, neuron;
    std::size_t top = 10;
};

/// What is known of one neuron of a run.
struct NeuronFacts {
    NeuronName name;
    NeuronStatistics statistics;
    LayerTotals totals;
    std::vector<TopSentence> top;
};

void printFacts(const NeuronFacts& facts, const Project& project, const RunInfo& run)
{
    std::cout << facts.name.layer.toString() << '/' << facts.name.neuron.value << " ("
              << facts.name.layer.huggingFaceModule() << "), run " << printable(run.name) << "\n\n";
    TextTable metrics({{"", false}, {""}});
    for (const NeuronMetric& metric : neuronMetrics())
        metrics.add(
            {metric.info.title, formatMetric(metric.value(facts.statistics, facts.totals), metric.info.format)});
    metrics.print(std::cout);

    TextTable histogram({{"value from"}, {"to"}, {"sentences"}});
    for (int bin = 0; bin < NeuronStatistics::bins; ++bin) {
        if (facts.statistics.histogram[bin] == 0) continue;
        histogram.add({fixed(histogramEdge(bin), 4), fixed(histogramEdge(bin + 1), 4),
                       grouped(facts.statistics.histogram[bin])});
    }
    std::cout << '\n';
    histogram.print(std::cout);

    TextTable sentences({{"value"}, {"token"}, {"sentence"}, {"text", false}});
    for (const TopSentence& hit : facts.top) {
        sentences.add({fixed(hit.value, 4), std::to_string(hit.token), std::to_string(hit.sentence.value),
                       project.sentence(run.dataset, hit.sentence).text});
    }
    std::cout << '\n';
    sentences.print(std::cout);
}

Json histogramJson(const NeuronStatistics& statistics)
{
    Json bins = Json::array();
    for (int bin = 0; bin < NeuronStatistics::bins; ++bin) {
        if (statistics.histogram[bin] == 0) continue;
        bins.push_back({{"from", histogramEdge(bin)},
                        {"to", histogramEdge(bin + 1)},
                        {"sentences", statistics.histogram[bin]}});
    }
    return bins;
}

Json factsJson(const NeuronFacts& facts, const Project& project, const RunInfo& run)
{
    Json json{{"run", run.name},
              {"layer", facts.name.layer.toString()},
              {"module", facts.name.layer.huggingFaceModule()},
              {"neuron", facts.name.neuron.value}};
    for (const NeuronMetric& metric : neuronMetrics())
        json[metric.info.id] = metricJson(metric.value(facts.statistics, facts.totals), metric.info.format);
    json["histogram"] = histogramJson(facts.statistics);
    Json top = Json::array();
    for (const TopSentence& hit : facts.top) {
        const Sentence sentence = project.sentence(run.dataset, hit.sentence);
        top.push_back({{"sentence", hit.sentence.value},
                       {"value", hit.value},
                       {"token", hit.token},
                       {"text", sentence.text},
                       {"label", sentence.label}});
    }
    json["top"] = std::move(top);
    return json;
}

void showNeuron(const NeuronOptions& options, Context& context)
{
    const NeuronName name = NeuronName::parse(options.neuron);
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunReader reader(project, project.run(options.run).id, name.layer);
    requireNeuron(reader.run(), name.neuron);
    const NeuronFacts facts{.name = name,
                            .statistics = reader.statistics(name.neuron),
                            .totals = LayerTotals(reader.run(), name.layer),
                            .top = reader.top(name.neuron, options.top)};
    const std::vector<RunDamage> damage = damageOf(reader);
    warnOfCutOff(project, reader.run());
    warnOfDamage(project, damage);
    if (!context.json) return printFacts(facts, project, reader.run());
    Json json = factsJson(facts, project, reader.run());
    describeDamage(json, project, damage);
    printJson(json);
}

} // namespace

Action defineNeuron(CLI::App& app)
{
    auto options = std::make_shared<NeuronOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--neuron", options->neuron, "Layer and number, e.g. enc6/2384")
        ->required()
        ->check(parsedBy(NeuronName::parse));
    app.add_option("--top", options->top, "Sentences with the largest values")->capture_default_str();
    return [options](Context& context) { showNeuron(*options, context); };
}

} // namespace sparsight::cli

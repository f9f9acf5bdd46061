// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/compare/CoFiring.h"
#include "core/base/NeuronName.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct CofireOptions {
    std::string project, run, neuron;
    std::size_t top = 20;
};

void printRows(const CoFiring& result, const std::vector<NeuronId>& neurons)
{
    const CoFiringNeuron& own = result.neurons[result.neuron.value];
    std::cout << result.layer.toString() << '/' << result.neuron.value << ", run " << printable(result.run.name)
              << ": fires on " << grouped(own.sentences) << " of " << grouped(result.sentences) << " sentences\n\n";
    TextTable table({{"neuron"}, {"r"}, {"Jaccard"}, {"both fire"}, {"fires"}});
    for (const NeuronId neuron : neurons) {
        const CoFiringNeuron& other = result.neurons[neuron.value];
        table.add({std::to_string(neuron.value), formatMetric(other.correlation, MetricFormat::Score),
                   formatMetric(other.jaccard, MetricFormat::Score), grouped(other.both), grouped(other.sentences)});
    }
    table.print(std::cout);
    if (neurons.size() + 1 < result.neurons.size())
        std::cout << neurons.size() << " of " << result.neurons.size() - 1 << " other neurons; --top 0 shows all\n";
}

Json rowsJson(const CoFiring& result, const std::vector<NeuronId>& neurons)
{
    Json rows = Json::array();
    for (const NeuronId neuron : neurons) {
        const CoFiringNeuron& other = result.neurons[neuron.value];
        rows.push_back({{"neuron", neuron.value},
                        {"correlation", metricJson(other.correlation, MetricFormat::Score)},
                        {"jaccard", metricJson(other.jaccard, MetricFormat::Score)},
                        {"both", other.both},
                        {"sentences", other.sentences}});
    }
    return rows;
}

void showCoFiring(const CofireOptions& options, Context& context)
{
    const NeuronName name = NeuronName::parse(options.neuron);
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunInfo run = project.run(options.run);
    const CoFiring result = computeCoFiring(project, run, name.layer, name.neuron, context.stop, context.progress);
    warnOfCutOff(project, run);
    warnOfDamage(project, result.damage);
    std::vector<NeuronId> neurons = neuronsByCorrelation(result);
    if (options.top > 0) neurons.resize(std::min(options.top, neurons.size()));
    if (!context.json) return printRows(result, neurons);
    Json json{{"run", run.name},
              {"layer", name.layer.toString()},
              {"neuron", name.neuron.value},
              {"sentences", result.sentences},
              {"fires", result.neurons[name.neuron.value].sentences}};
    describeDamage(json, project, result.damage);
    json["rows"] = rowsJson(result, neurons);
    printJson(json);
}

} // namespace

Action defineCofire(CLI::App& app)
{
    auto options = std::make_shared<CofireOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--neuron", options->neuron, "Layer and number, e.g. enc6/2384")
        ->required()
        ->check(parsedBy(NeuronName::parse));
    app.add_option("--top", options->top, "Neurons, the largest correlation first; 0 for all")->capture_default_str();
    return [options](Context& context) { showCoFiring(*options, context); };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/probe/WeightMatches.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct MatchOptions {
    std::string project, layer, by = "values";
    std::vector<std::string> runs;
    std::vector<std::uint32_t> neurons;
    std::size_t top = 20; // rows of text
};

/// What tells how alike two neurons are, and its names.
struct Measure {
    const char *title, *same, *best; ///< in tables, in JSON
};

const Measure& measureOf(const MatchOptions& user)
{
    static constexpr Measure correlation{"r", "same_correlation", "correlation"};
    static constexpr Measure cosine{"cosine", "same_cosine", "cosine"};
    return user.by == "weights" ? cosine : correlation;
}

void printMatches(const NeuronMatching& result, const MatchOptions& user, const std::vector<NeuronId>& neurons)
{
    const MatchCounts counts(result);
    const std::string first = printable(result.runs[0].name), second = printable(result.runs[1].name);
    const Measure& measure = measureOf(user);
    const std::string basis = user.by == "weights" ? "by weights" : grouped(result.sentences) + " sentences";
    std::cout << "layer " << result.layer.toString() << ", " << basis << ": of " << result.neurons.size()
              << " neurons of " << first << ", " << counts.matched << " have a counterpart in " << second
              << " (at least " << leastMatch << " alike), " << counts.mutual << " of them mutual (each the best of "
              << result.candidates << " to the other), " << counts.moved << " of these under another number\n";
    if (result.chance)
        std::cout << "by luck: with the sentences of " << first << " shuffled, 95 % of the best of "
                  << result.candidates << " stay below " << formatMetric(result.chance->best, MetricFormat::Score)
                  << " (" << result.chance->neurons << " neurons, seed " << ChanceLevel::seed << ")\n";
    std::cout << '\n';
    TextTable table({{"neuron " + result.runs[0].name},
                     {measure.title + std::string(" same number")},
                     {"best match"},
                     {measure.title},
                     {"mutual", false}});
    for (const NeuronId neuron : neurons) {
        const NeuronMatch& match = result.neurons[neuron.value];
        table.add({std::to_string(neuron.value), formatMetric(match.sameCorrelation, MetricFormat::Score),
                   match.bestCorrelation ? std::to_string(match.best.value) : "–",
                   formatMetric(match.bestCorrelation, MetricFormat::Score),
                   !match.bestCorrelation ? "–"
                   : match.isMutual       ? "yes"
                                          : "no"});
    }
    table.print(std::cout);
    if (user.neurons.empty() && neurons.size() < result.neurons.size())
        std::cout << neurons.size() << " of " << result.neurons.size() << " neurons; --top 0 shows all\n";
}

Json matchesJson(const NeuronMatching& result, const MatchOptions& user, const std::vector<NeuronId>& neurons,
                 const Project& project)
{
    const Measure& measure = measureOf(user);
    const MatchCounts counts(result);
    Json json{{"layer", result.layer.toString()},
              {"runs", {result.runs[0].name, result.runs[1].name}},
              {"by", user.by},
              {"sentences", user.by == "weights" ? Json(nullptr) : Json(result.sentences)},
              {"candidates", result.candidates},
              {"matched", counts.matched},
              {"mutual", counts.mutual},
              {"moved", counts.moved},
              {"chance", nullptr}};
    if (result.chance)
        json["chance"] = {{"share", ChanceLevel::share},
                          {"best", metricJson(result.chance->best, MetricFormat::Score)},
                          {"neurons", result.chance->neurons},
                          {"seed", ChanceLevel::seed}};
    describeDamage(json, project, result.damage);
    Json rows = Json::array();
    for (const NeuronId neuron : neurons) {
        const NeuronMatch& match = result.neurons[neuron.value];
        rows.push_back({{"neuron", neuron.value},
                        {measure.same, metricJson(match.sameCorrelation, MetricFormat::Score)},
                        {"match", match.bestCorrelation ? Json(match.best.value) : Json(nullptr)},
                        {measure.best, metricJson(match.bestCorrelation, MetricFormat::Score)},
                        {"mutual", match.bestCorrelation ? Json(match.isMutual) : Json(nullptr)}});
    }
    json["rows"] = std::move(rows);
    return json;
}

void showMatches(const MatchOptions& user, Context& context)
{
    const Project project = Project::open(user.project, Project::Mode::ReadOnly);
    const std::array runs{project.run(user.runs[0]), project.run(user.runs[1])};
    const LayerId layer = user.layer.empty() ? defaultLayer(runs[0]) : LayerId::parse(user.layer);
    std::vector<NeuronId> neurons;
    for (const std::uint32_t n : user.neurons) {
        requireNeuron(runs[0], NeuronId(n));
        neurons.emplace_back(n);
    }
    const NeuronMatching result =
        user.by == "weights"
            ? matchNeuronsByWeights(context.engine, project, runs, layer, context.stop, context.progress)
            : matchNeurons(project, runs, layer, context.stop, context.progress);
    warnOfDamage(project, result.damage);
    if (neurons.empty()) {
        neurons = neuronsByMove(result);
        if (context.json)
            std::ranges::sort(neurons);
        else if (user.top > 0)
            neurons.resize(std::min(user.top, neurons.size()));
    }
    if (context.json) return printJson(matchesJson(result, user, neurons, project));
    printMatches(result, user, neurons);
}

} // namespace

Action defineMatch(CLI::App& app)
{
    auto options = std::make_shared<MatchOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--runs", options->runs, "Names of two runs over one data set, separated by a comma")
        ->required()
        ->delimiter(',')
        ->expected(2);
    app.add_option("--layer", options->layer,
                   "Layer, e.g. enc6; by default enc6, or the first run's last encoder layer")
        ->check(parsedBy(LayerId::parse));
    app.add_option("--by", options->by,
                   "values: correlation over the sentences; weights: cosine of the checkpoints' weights")
        ->check(CLI::IsMember({"values", "weights"}))
        ->capture_default_str();
    app.add_option("--neurons", options->neurons, "Only these neurons, separated by commas")->delimiter(',');
    app.add_option("--top", options->top, "Rows of the text table, those that moved most first; 0 for all")
        ->capture_default_str();
    return [options](Context& context) { showMatches(*options, context); };
}

} // namespace sparsight::cli

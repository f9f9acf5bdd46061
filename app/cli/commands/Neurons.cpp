// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/store/RunReader.h"

namespace sparsight::cli {

namespace {

struct NeuronsOptions {
    std::string project, run, layer;
};

Json rowsJson(const std::vector<NeuronStatistics>& statistics, const LayerTotals& totals)
{
    Json rows = Json::array();
    for (std::size_t n = 0; n < statistics.size(); ++n) {
        Json row{{"neuron", n}};
        for (const NeuronMetric& metric : neuronMetrics())
            row[metric.info.id] = metricJson(metric.value(statistics[n], totals), metric.info.format);
        rows.push_back(std::move(row));
    }
    return rows;
}

void printRows(const std::vector<NeuronStatistics>& statistics, const LayerTotals& totals)
{
    std::vector<TextTable::Column> columns{{"neuron"}};
    for (const NeuronMetric& metric : neuronMetrics())
        columns.push_back({metric.info.title});
    TextTable table(std::move(columns));
    for (std::size_t n = 0; n < statistics.size(); ++n) {
        std::vector<std::string> cells{std::to_string(n)};
        for (const NeuronMetric& metric : neuronMetrics())
            cells.push_back(formatMetric(metric.value(statistics[n], totals), metric.info.format));
        table.add(cells);
    }
    table.print(std::cout);
}

void showNeurons(const NeuronsOptions& options, Context& context)
{
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunReader reader(project, project.run(options.run).id, LayerId::parse(options.layer));
    const std::vector<NeuronStatistics> statistics = reader.statistics();
    const std::vector<RunDamage> damage = damageOf(reader);
    warnOfCutOff(project, reader.run());
    warnOfDamage(project, damage);
    const LayerTotals totals(reader.run(), reader.layer());
    if (!context.json) return printRows(statistics, totals);
    Json json{{"run", reader.run().name}, {"layer", reader.layer().toString()}};
    describeDamage(json, project, damage);
    json["rows"] = rowsJson(statistics, totals);
    printJson(json);
}

} // namespace

Action defineNeurons(CLI::App& app)
{
    auto options = std::make_shared<NeuronsOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run")->required();
    app.add_option("--layer", options->layer, "Layer, e.g. enc6")->required()->check(parsedBy(LayerId::parse));
    return [options](Context& context) { showNeurons(*options, context); };
}

} // namespace sparsight::cli

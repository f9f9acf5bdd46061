// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/compare/PrecisionLoss.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct PrecisionOptions {
    std::string project, topic, rule = "threshold:0";
    std::vector<std::string> runs; // the reference first
};

std::vector<PrecisionLoss> lossesOf(const Project& project, const std::array<RunInfo, 2>& runs,
                                    const PrecisionOptions& options, Context& context)
{
    std::optional<TopicLabels> labels;
    if (!options.topic.empty())
        labels = labelTexts(project, runs[0], project.topic(options.topic), "source", context.stop);
    std::vector<PrecisionLoss> losses;
    for (const LayerId layer : runs[0].settings.layers) {
        if (std::ranges::find(runs[1].settings.layers, layer) == runs[1].settings.layers.end()) continue;
        losses.push_back(precisionLoss(project, runs, layer, labels, {.rule = CaptureRule::parse(options.rule)},
                                       context.stop, context.progress));
        warnOfDamage(project, losses.back().damage);
    }
    return losses;
}

double changedShare(const PrecisionLoss& loss)
{
    return double(loss.changed) / double(std::max(loss.neurons, 1U));
}

void printLosses(const std::vector<PrecisionLoss>& losses, const std::array<RunInfo, 2>& runs,
                 const PrecisionOptions& options)
{
    std::cout << "run " << printable(runs[1].name) << " (" << toString(runs[1].settings.precision) << ") beside "
              << printable(runs[0].name) << " (" << toString(runs[0].settings.precision) << "), rule "
              << printable(options.rule) << "\nerrors as shares of the layer's largest value\n\n";
    std::vector<TextTable::Column> columns{
        {"layer", false}, {"largest error"}, {"mean error"}, {"neurons that capture others"}};
    if (!options.topic.empty()) columns.insert(columns.end(), {{"neurons with a KT"}, {"largest Δ KT"}, {"mean Δ KT"}});
    TextTable table(columns);
    for (const PrecisionLoss& loss : losses) {
        std::vector<std::string> cells{loss.layer.toString(),
                                       formatMetric(loss.share(loss.largestError), MetricFormat::Percent),
                                       formatMetric(loss.share(loss.meanError), MetricFormat::Percent),
                                       formatMetric(changedShare(loss), MetricFormat::Percent)};
        if (!options.topic.empty()) {
            cells.push_back(grouped(loss.scored));
            cells.push_back(formatMetric(loss.largestKtChange, MetricFormat::Score));
            cells.push_back(formatMetric(loss.meanKtChange, MetricFormat::Score));
        }
        table.add(std::move(cells));
    }
    table.print(std::cout);
}

Json lossesJson(const std::vector<PrecisionLoss>& losses, const std::array<RunInfo, 2>& runs,
                const PrecisionOptions& options)
{
    Json rows = Json::array();
    for (const PrecisionLoss& loss : losses) {
        rows.push_back({{"layer", loss.layer.toString()},
                        {"largest", loss.largest},
                        {"largest_error", loss.largestError},
                        {"mean_error", loss.meanError},
                        {"neurons", loss.neurons},
                        {"neurons_changed", loss.changed}});
        if (options.topic.empty()) continue;
        rows.back()["kt_neurons"] = loss.scored;
        rows.back()["kt_largest_change"] = loss.largestKtChange;
        rows.back()["kt_mean_change"] = loss.meanKtChange;
    }
    Json json{{"reference", runs[0].name}, {"run", runs[1].name}, {"rule", options.rule}, {"rows", std::move(rows)}};
    json["topic"] = options.topic.empty() ? Json() : Json(options.topic);
    return json;
}

void showPrecision(const PrecisionOptions& options, Context& context)
{
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const std::array<RunInfo, 2> runs{project.run(options.runs[0]), project.run(options.runs[1])};
    const std::vector<PrecisionLoss> losses = lossesOf(project, runs, options, context);
    if (context.json) return printJson(lossesJson(losses, runs, options));
    printLosses(losses, runs, options);
}

} // namespace

Action definePrecision(CLI::App& app)
{
    auto options = std::make_shared<PrecisionOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--runs", options->runs, "Two runs of one checkpoint over one data set, the reference first")
        ->required()
        ->delimiter(',')
        ->expected(2);
    app.add_option("--topic", options->topic, "Topic, to see how much KT changes");
    app.add_option("--rule", options->rule, "Which sentences a neuron captures")
        ->check(parsedBy(CaptureRule::parse))
        ->capture_default_str();
    return [options](Context& context) { showPrecision(*options, context); };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Samples.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/compare/ChangeTable.h"
#include "core/analysis/compare/RunDensity.h"
#include "core/experiment/PosterChoices.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct CompareOptions {
    std::string project, layer, topic, rule = "threshold:0", keywordIn = "source", sort;
    std::vector<std::string> runs; // the reference first
    std::vector<std::uint32_t> neurons;
    std::optional<std::size_t> top; // rows; 0: all
    ComparisonSettings settings;
};

/// The reference's labels and the other run's, where there is a topic.
using PairLabels = std::optional<std::array<TopicLabels, 2>>;

std::string neuronText(const NeuronSide& side, const LayerTotals& totals, const char* id)
{
    const NeuronMetric& metric = neuronMetric(id);
    return formatMetric(metric.value(side.statistics, totals), metric.info.format);
}

std::string changeText(const NeuronChange& change, const char* id)
{
    return formatChange(changeMetric(id).value(change), changeMetric(id));
}

/// --neurons, where it was given.
std::vector<NeuronId> chosenNeurons(const RunInfo& run, const CompareOptions& user)
{
    std::vector<NeuronId> neurons;
    for (const std::uint32_t n : user.neurons) {
        requireNeuron(run, NeuronId(n));
        neurons.emplace_back(n);
    }
    return neurons;
}

void keepTop(std::vector<NeuronId>& neurons, const CompareOptions& user, bool json)
{
    const std::size_t top = user.top.value_or(json || !user.neurons.empty() ? 0 : 20);
    if (top > 0) neurons.resize(std::min(top, neurons.size()));
}

std::vector<NeuronId> rowsOf(const RunComparison& comparison, const CompareOptions& user, bool json)
{
    std::vector<NeuronId> neurons = chosenNeurons(comparison.runs[0], user);
    const bool all = neurons.empty();
    if (all) neurons = neuronsByChange(comparison);
    if (all && (!user.sort.empty() || (json && !user.top))) std::ranges::sort(neurons);
    if (!user.sort.empty()) sortByMetric(neurons, comparison, changeMetric(user.sort));
    keepTop(neurons, user, json);
    return neurons;
}

Json sideJson(const NeuronSide& side, const LayerTotals& totals, bool withTopic)
{
    Json json = Json::object();
    for (const NeuronMetric& metric : neuronMetrics())
        json[metric.info.id] = metricJson(metric.value(side.statistics, totals), metric.info.format);
    for (const KtMetric& metric : ktMetrics()) {
        const std::string_view id = metric.info.id;
        if (id == "ap" || id == "auroc" || id == "pearson") continue; // of one run alone: `kt` has them
        if (withTopic || id == "n") json[metric.info.id] = metricJson(metric.value(side.score), metric.info.format);
    }
    return json;
}

Json comparisonJson(const RunComparison& comparison, const CompareOptions& user)
{
    const ChangeCounts counts(comparison);
    const auto& [reference, other] = comparison.runs;
    Json json{{"run", other.name}, {"born", counts.born}, {"died", counts.died}, {"never_in_both", counts.never}};
    if (comparison.withKeyword) {
        json["tested"] = counts.tested;
        json["kt_higher"] = counts.higher;
        json["kt_lower"] = counts.lower;
    }
    Json rows = Json::array();
    for (const NeuronId neuron : rowsOf(comparison, user, true)) {
        const NeuronChange& change = comparison.neurons[neuron.value];
        Json runs = Json::object();
        for (const std::size_t side : {0, 1})
            runs[comparison.runs[side].name] =
                sideJson(change.sides[side], comparison.totals[side], comparison.withKeyword.has_value());
        Json row{{"neuron", neuron.value}, {"runs", std::move(runs)}};
        for (const ChangeMetric& metric : changeMetrics())
            row[metric.info.id] = metricJson(metric.value(change), metric.info.format);
        rows.push_back(std::move(row));
    }
    json["rows"] = std::move(rows);
    return json;
}

Json resultJson(const Project& project, const std::vector<RunComparison>& comparisons, const CompareOptions& user)
{
    const RunComparison& first = comparisons.front();
    Json json{{"layer", first.layer.toString()},
              {"reference", first.runs[0].name},
              {"sentences", first.sentences},
              {"rule", first.settings.rule.toString()},
              {"topic", nullptr}};
    if (first.withKeyword) {
        json["topic"] = user.topic;
        json["keyword_in"] = user.keywordIn;
        json["minimum"] = first.settings.minimumCaptured;
        json["bootstrap"] = {{"draws", first.settings.bootstrap.draws},
                             {"seed", first.settings.bootstrap.seed},
                             {"clusters", first.clusters},
                             {"documents", first.clustersAreDocuments}};
    }
    Json runs = Json::object();
    const auto describe = [&](const RunComparison& comparison, std::size_t side) {
        const RunInfo& run = comparison.runs[side];
        Json densities = Json::object();
        for (const RunDensity& each : runDensities(project, run))
            densities[each.layer.toString()] = metricJson(each.density, MetricFormat::Percent);
        runs[run.name] = {{"weights_sha256", project.checkpoint(run.checkpoint).weightsSha256},
                          {"layer_density", std::move(densities)}};
        if (comparison.withKeyword) runs[run.name]["with_keyword"] = (*comparison.withKeyword)[side];
    };
    describe(first, 0);
    std::vector<RunDamage> damage;
    Json list = Json::array();
    for (const RunComparison& comparison : comparisons) {
        describe(comparison, 1);
        addDamage(damage, comparison.damage);
        list.push_back(comparisonJson(comparison, user));
    }
    json["runs"] = std::move(runs);
    describeDamage(json, project, damage);
    json["comparisons"] = std::move(list);
    return json;
}

void printDensities(const Project& project, const RunComparison& comparison)
{
    const auto before = runDensities(project, comparison.runs[0]);
    const auto after = runDensities(project, comparison.runs[1]);
    TextTable table({{"layer", false}, {"density " + comparison.runs[0].name}, {"density " + comparison.runs[1].name}});
    for (const RunDensity& each : before) {
        const auto same = std::ranges::find(after, each.layer, &RunDensity::layer);
        table.add({each.layer.toString(), formatMetric(each.density, MetricFormat::Percent),
                   formatMetric(same == after.end() ? std::optional<double>() : same->density, MetricFormat::Percent)});
    }
    std::cout << '\n';
    table.print(std::cout);
}

void printCounts(const RunComparison& comparison)
{
    const ChangeCounts counts(comparison);
    const std::string before = printable(comparison.runs[0].name), after = printable(comparison.runs[1].name);
    std::cout << "\nborn (never fire in " << before << ", fire in " << after << "): " << counts.born
              << "; died: " << counts.died << "; never fire in both: " << counts.never << "; of "
              << comparison.neurons.size() << " neurons\n";
    if (!comparison.withKeyword) return;
    std::cout << "KT is higher in " << after << " for " << counts.higher << " and lower for " << counts.lower << " of "
              << counts.tested << " neurons that capture at least " << comparison.settings.minimumCaptured
              << " sentences in both,\nwith a 95 % interval of the change that leaves out 0; about "
              << counts.tested / 20 << " would have one if nothing had changed\n";
}

std::vector<TextTable::Column> titles(const RunComparison& comparison)
{
    const std::string &before = comparison.runs[0].name, &after = comparison.runs[1].name;
    if (!comparison.withKeyword) {
        return {{"neuron"},
                {"density " + before},
                {"density " + after},
                {"Δ density"},
                {"mean " + before},
                {"mean " + after},
                {"Δ mean"},
                {"r"},
                {"top " + std::to_string(comparison.settings.topSentences)},
                {"", false}};
    }
    std::vector<TextTable::Column> columns{{"neuron"}, {"k/n " + before}, {"KT"},  {"k/n " + after},
                                           {"KT"},     {"Δ KT"},          {"95 %"}};
    if (comparison.settings.rule.kind == CaptureRule::Kind::Fixed) {
        columns.push_back({"p"});
        columns.push_back({"q"});
    }
    for (const std::string& title : {"rank " + before, "rank " + after, std::string("Δ density"), std::string("r"),
                                     "top " + std::to_string(comparison.settings.topSentences)})
        columns.push_back({title});
    columns.push_back({"", false});
    return columns;
}

std::vector<std::string> cellsOf(const RunComparison& comparison, NeuronId neuron)
{
    const NeuronChange& change = comparison.neurons[neuron.value];
    std::vector<std::string> cells{std::to_string(neuron.value)};
    const auto add = [&](const char* id) { cells.push_back(changeText(change, id)); };
    if (comparison.withKeyword) {
        for (const NeuronSide& side : change.sides) {
            cells.push_back(std::to_string(side.score.withKeyword) + "/" + std::to_string(side.score.captured));
            cells.push_back(formatMetric(side.score.kt, MetricFormat::Score));
        }
        add("kt_change");
        cells.push_back(change.ktInterval
                            ? changeText(change, "kt_change_low") + " to " + changeText(change, "kt_change_high")
                            : "–");
        if (comparison.settings.rule.kind == CaptureRule::Kind::Fixed) {
            add("mcnemar_p");
            add("mcnemar_q");
        }
        add("rank_before");
        add("rank_after");
        add("density_change");
    } else {
        for (const char* id : {"density", "mean"}) {
            for (const std::size_t side : {0, 1})
                cells.push_back(neuronText(change.sides[side], comparison.totals[side], id));
            add(id == std::string_view("density") ? "density_change" : "mean_change");
        }
    }
    add("correlation");
    add("top_shared");
    cells.emplace_back(change.born ? "born" : change.died ? "died" : "");
    return cells;
}

void printComparison(const Project& project, const RunComparison& comparison, const CompareOptions& user)
{
    const auto& [reference, other] = comparison.runs;
    std::cout << "run " << printable(other.name) << " compared with " << printable(reference.name) << ", layer "
              << comparison.layer.toString() << ", " << grouped(comparison.sentences) << " sentences\n";
    if (comparison.withKeyword) {
        std::cout << "topic " << printable(user.topic) << " in "
                  << (user.keywordIn == "source" ? "the source" : "generated text") << ", rule "
                  << printable(comparison.settings.rule.toString())
                  << "; with a keyword: " << grouped((*comparison.withKeyword)[0]) << " in "
                  << printable(reference.name) << ", " << grouped((*comparison.withKeyword)[1]) << " in "
                  << printable(other.name) << "\nintervals of " << grouped(comparison.settings.bootstrap.draws)
                  << " draws of " << grouped(comparison.clusters)
                  << (comparison.clustersAreDocuments ? " documents" : " sentences") << ", seed "
                  << comparison.settings.bootstrap.seed << '\n';
        if (comparison.settings.rule.kind == CaptureRule::Kind::Fixed && user.keywordIn == "source")
            std::cout
                << "the rule captures the same sentences in both, so KT in the source cannot change; look for the "
                   "keywords in generated text\n";
    }
    printDensities(project, comparison);
    printCounts(comparison);
    std::cout << '\n';
    TextTable table(titles(comparison));
    const std::vector<NeuronId> neurons = rowsOf(comparison, user, false);
    for (const NeuronId neuron : neurons)
        table.add(cellsOf(comparison, neuron));
    table.print(std::cout);
    if (user.neurons.empty() && neurons.size() < comparison.neurons.size())
        std::cout << neurons.size() << " of " << comparison.neurons.size() << " neurons; --top 0 shows all\n";
}

PairLabels labelPair(const Project& project, const RunInfo& reference, const RunInfo& other, const CompareOptions& user,
                     Context& context)
{
    // Over different data sets they do not compare; compareRuns says so.
    if (user.topic.empty() || reference.dataset != other.dataset) return std::nullopt;
    const Topic topic = project.topic(user.topic);
    TopicLabels first = labelTexts(project, reference, topic, user.keywordIn, context.stop);
    TopicLabels second =
        user.keywordIn == "source" ? first : labelTexts(project, other, topic, user.keywordIn, context.stop);
    return {{std::move(first), std::move(second)}};
}

/// One checkpoint over two data sets.
void compareDatasets(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                     const CompareOptions& user, Context& context)
{
    if (user.topic.empty()) throw CLI::ValidationError("--topic", "is needed to compare runs over different data sets");
    if (!user.sort.empty()) {
        throw CLI::ValidationError("--sort", "orders by changes of paired runs; over different data sets the rows come "
                                             "by q, then by the change of KT");
    }
    Samples samples{.topic = user.topic, .keywordIn = user.keywordIn};
    samples.options = {.rule = resolveRule(user.rule, runs[0].name),
                       .minimumCaptured = user.settings.minimumCaptured,
                       .ranking = context.json};
    std::vector<RunDamage> damage;
    for (const std::size_t side : {0, 1}) {
        const TopicLabels labels =
            labelTexts(project, runs[side], project.topic(user.topic), user.keywordIn, context.stop);
        samples.columns[side] =
            computeKt(project, runs[side], layer, labels, samples.options, context.stop, context.progress);
        addDamage(damage, samples.columns[side].damage);
    }
    samples.changes = compareSamples(samples.columns[0], samples.columns[1], user.settings.minimumCaptured);
    samples.shared = countShared(project, runs[0].dataset, runs[1].dataset, context.stop);
    warnOfDamage(project, damage);
    std::vector<NeuronId> neurons = chosenNeurons(runs[0], user);
    if (neurons.empty()) {
        neurons = neuronsBySampleChange(samples);
        if (context.json && !user.top) std::ranges::sort(neurons);
        keepTop(neurons, user, context.json);
    }
    if (context.json) return printJson(samplesJson(project, samples, neurons));
    printSamples(project, samples, neurons);
}

void compare(const CompareOptions& user, Context& context)
{
    const Project project = Project::open(user.project, Project::Mode::ReadOnly);
    const RunInfo reference = project.run(user.runs.front());
    const LayerId layer = user.layer.empty() ? defaultLayer(reference) : LayerId::parse(user.layer);
    const RunInfo second = project.run(user.runs[1]);
    chosenNeurons(reference, user); // refused before anything is computed or printed
    if (user.runs.size() == 2 && second.dataset != reference.dataset)
        return compareDatasets(project, {reference, second}, layer, user, context);
    ComparisonSettings settings = user.settings;
    settings.rule = resolveRule(user.rule, reference.name);
    std::vector<RunComparison> comparisons;
    std::vector<RunDamage> damage;
    for (std::size_t i = 1; i < user.runs.size(); ++i) {
        const RunInfo other = project.run(user.runs[i]);
        comparisons.push_back(compareRuns(project, {reference, other}, layer,
                                          labelPair(project, reference, other, user, context), settings, context.stop,
                                          context.progress));
        addDamage(damage, comparisons.back().damage);
    }
    warnOfDamage(project, damage);
    if (context.json) return printJson(resultJson(project, comparisons, user));
    for (const RunComparison& comparison : comparisons) {
        if (&comparison != &comparisons.front()) std::cout << "\n\n";
        printComparison(project, comparison, user);
    }
}

} // namespace

Action defineCompare(CLI::App& app)
{
    auto options = std::make_shared<CompareOptions>();
    ComparisonSettings& settings = options->settings;
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--runs", options->runs, "Names of runs, separated by commas; the first is the reference")
        ->required()
        ->delimiter(',')
        ->expected(2, 1000);
    app.add_option("--layer", options->layer, "Layer, e.g. enc6; by default enc6, or the run's last encoder layer")
        ->check(parsedBy(LayerId::parse));
    app.add_option("--topic", options->topic, "Name of a topic, to compare KT-scores");
    app.add_option("--rule", options->rule,
                   "Which sentences a neuron captures (see kt); matched[/RULE] and fixed[/RULE] name the reference")
        ->check(parsedBy([](const std::string& text) { resolveRule(text, "reference"); }))
        ->capture_default_str();
    addKeywordOption(app, options->keywordIn);
    app.add_option("--neurons", options->neurons, "Only these neurons, separated by commas")->delimiter(',');
    app.add_option("--sort", options->sort, "Order by this number of a change, by its name in the JSON output")
        ->check(parsedBy(changeMetric));
    app.add_option("--top", options->top, "Rows, those that changed most first; 0 for all; 20 by default in text");
    app.add_option("--minimum", settings.minimumCaptured, "Neurons with fewer captured sentences get no q")
        ->capture_default_str();
    app.add_option("--draws", settings.bootstrap.draws, "Draws of the bootstrap")
        ->check(CLI::Range(100, 100'000))
        ->capture_default_str();
    app.add_option("--seed", settings.bootstrap.seed, "Seed of the bootstrap")->capture_default_str();
    return [options](Context& context) {
        requireDistinct(options->runs);
        compare(*options, context);
    };
}

} // namespace sparsight::cli

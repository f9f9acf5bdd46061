// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/kt/KtControls.h"
#include "core/analysis/kt/RuleHint.h"
#include "core/training/TwinRun.h"

#include <algorithm>
#include <iostream>

namespace sparsight::cli {

namespace {

struct KtOptionsOfUser {
    std::string project, layer, topic, rule = "threshold:0", keywordIn = "source";
    std::vector<std::string> runs;
    std::vector<std::uint32_t> neurons;
    std::vector<std::string> controls; // "shuffled", "held-out", "twin"
    LoadOptions load;                  // of the twin
    ControlSettings controlSettings;
    std::uint32_t minimum = 10;
    std::size_t limit = 20; // rows of text; 0: all
};

/// The runs' scores side by side.
struct KtResult {
    Topic topic;
    KtOptions options;
    LayerId layer;
    std::vector<KtColumn> columns;    // a run each
    std::vector<KtControls> controls; // a run each, or none
    std::vector<NeuronId> neurons;    // the rows
    std::vector<RunDamage> damage;    // of all runs that were read, each once
};

Json passJson(const PassCount& count)
{
    return {{"tested", count.tested}, {"passing", count.passing}};
}

Json controlsJson(const KtColumn& real, const KtControls& controls)
{
    Json json{{"passing_q", passingQ}, {"real", passJson(countPassing(real))}};
    if (controls.firstShuffle) {
        Json shuffles = Json::array();
        for (const PassCount& count : controls.shuffled)
            shuffles.push_back(count.passing);
        json["shuffled"] = {{"seed", controls.settings.seed}, {"passing", std::move(shuffles)}};
    }
    if (controls.twin) {
        json["twin"] = passJson(countPassing(*controls.twin));
        json["twin"]["run"] = controls.twin->run.name;
    }
    if (controls.halves) {
        const HeldOutSummary summary = controls.heldOut();
        json["held_out"] = {{"sentences", {(*controls.halves)[0].sentences, (*controls.halves)[1].sentences}},
                            {"with_keyword", {(*controls.halves)[0].withKeyword, (*controls.halves)[1].withKeyword}},
                            {"chosen", summary.chosen},
                            {"confirmed", summary.confirmed},
                            {"chosen_kt", metricJson(summary.chosenKt, MetricFormat::Score)},
                            {"held_out_kt", metricJson(summary.heldOutKt, MetricFormat::Score)}};
    }
    return json;
}

Json scoreJson(const KtResult& result, std::size_t run, NeuronId neuron)
{
    Json json = ktScoreJson(result.columns[run].scores[neuron.value]);
    if (result.controls.empty()) return json;
    const KtControls& controls = result.controls[run];
    const auto add = [&](const char* name, const KtColumn& column) {
        Json control = ktScoreJson(column.scores[neuron.value]);
        for (const char* ranking : {"ap", "auroc", "pearson"})
            control.erase(ranking);
        json[name] = std::move(control);
    };
    if (controls.firstShuffle) add("shuffled", *controls.firstShuffle);
    if (controls.twin) add("twin", *controls.twin);
    if (controls.halves) {
        add("chosen", (*controls.halves)[0]);
        add("held_out", (*controls.halves)[1]);
    }
    return json;
}

Json resultJson(const KtResult& result, const Project& project)
{
    Json rows = Json::array();
    for (const NeuronId neuron : result.neurons) {
        Json runs = Json::object();
        for (std::size_t run = 0; run < result.columns.size(); ++run)
            runs[result.columns[run].run.name] = scoreJson(result, run, neuron);
        rows.push_back({{"neuron", neuron.value}, {"runs", std::move(runs)}});
    }
    // Where the keyword is looked for in generated text, its count differs from run to run.
    Json withKeyword = Json::object();
    for (const KtColumn& column : result.columns)
        withKeyword[column.run.name] = column.withKeyword;
    Json json{{"topic", result.topic.name},
              {"rule", result.options.rule.toString()},
              {"layer", result.layer.toString()},
              {"sentences", result.columns.front().sentences},
              {"with_keyword", result.columns.front().withKeyword},
              {"with_keyword_by_run", std::move(withKeyword)},
              {"minimum", result.options.minimumCaptured}};
    for (std::size_t run = 0; run < result.controls.size(); ++run)
        json["controls"][result.columns[run].run.name] = controlsJson(result.columns[run], result.controls[run]);
    describeDamage(json, project, result.damage);
    json["rows"] = std::move(rows);
    return json;
}

std::vector<std::string> cellsOf(const KtScore& score)
{
    const auto cell = [&](const char* id) {
        const KtMetric& metric = ktMetric(id);
        return formatMetric(metric.value(score), metric.info.format);
    };
    return {cell("k") + "/" + cell("n"),
            cell("kt"),
            score.low ? cell("low") + "–" + cell("high") : "–",
            cell("lift"),
            cell("p"),
            cell("q")};
}

std::string baseRate(const KtColumn& column)
{
    return fixed(static_cast<double>(column.withKeyword) / std::max(column.sentences, 1U), 4);
}

/// How many neurons pass, beside how many pass by luck.
void printControls(const KtColumn& real, const KtControls& controls)
{
    const std::string name = printable(real.run.name);
    const PassCount passed = countPassing(real);
    std::cout << "run " << name << ": " << passed.passing << " of " << passed.tested << " neurons have q < "
              << fixed(passingQ, 2) << '\n';
    if (controls.firstShuffle) {
        std::vector<std::uint32_t> counts;
        for (const PassCount& count : controls.shuffled)
            counts.push_back(count.passing);
        std::ranges::sort(counts);
        std::cout << "run " << name << ", shuffled keywords (" << counts.size() << " times, seed "
                  << controls.settings.seed << "): median " << counts[counts.size() / 2] << ", at most "
                  << counts.back() << " of " << controls.shuffled.front().tested << " neurons\n";
    }
    if (controls.twin) {
        const PassCount random = countPassing(*controls.twin);
        std::cout << "run " << printable(controls.twin->run.name) << ": " << random.passing << " of " << random.tested
                  << " neurons have q < " << fixed(passingQ, 2) << '\n';
    }
    if (!controls.halves) return;
    const HeldOutSummary halves = controls.heldOut();
    std::cout << "run " << name << ", halves of " << grouped((*controls.halves)[0].sentences) << " and "
              << grouped((*controls.halves)[1].sentences) << " sentences: " << halves.chosen << " neurons have q < "
              << fixed(passingQ, 2) << " in the first, " << halves.confirmed
              << " of them in the second too; their mean KT is " << formatMetric(halves.chosenKt, MetricFormat::Score)
              << " in the first and " << formatMetric(halves.heldOutKt, MetricFormat::Score)
              << " in the second (base rates " << baseRate((*controls.halves)[0]) << " and "
              << baseRate((*controls.halves)[1]) << ")\n";
}

/// The columns of a run's controls, and what stands in them.
void addControlTitles(const KtControls& controls, std::vector<TextTable::Column>& columns)
{
    if (controls.firstShuffle)
        for (const char* title : {"shuffled", "q"})
            columns.push_back({title});
    if (controls.twin)
        for (const char* title : {"random twin", "q"})
            columns.push_back({title});
    if (controls.halves)
        for (const char* title : {"1st half", "KT", "q", "2nd half", "KT", "q"})
            columns.push_back({title});
}
void addControlCells(const KtControls& controls, NeuronId neuron, std::vector<std::string>& cells)
{
    const auto add = [&](const KtScore& score, bool withKt) {
        const std::vector<std::string> all = cellsOf(score); // k/n, KT, 95 %, lift, p, q
        cells.push_back(all[0]);
        if (withKt) cells.push_back(all[1]);
        cells.push_back(all.back());
    };
    if (controls.firstShuffle) add(controls.firstShuffle->scores[neuron.value], false);
    if (controls.twin) add(controls.twin->scores[neuron.value], false);
    if (!controls.halves) return;
    for (const KtColumn& half : *controls.halves)
        add(half.scores[neuron.value], true);
}

void printResult(const KtResult& result, std::size_t limit)
{
    const KtColumn& first = result.columns.front();
    std::cout << "topic " << printable(result.topic.name) << ", rule " << printable(result.options.rule.toString())
              << ", layer " << result.layer.toString() << ", " << grouped(first.sentences) << " sentences\n";
    for (const KtColumn& column : result.columns) {
        std::cout << "run " << printable(column.run.name) << ": " << grouped(column.withKeyword)
                  << " with a keyword (base rate " << baseRate(column) << ")\n";
    }
    for (std::size_t run = 0; run < result.controls.size(); ++run)
        printControls(result.columns[run], result.controls[run]);
    std::vector<TextTable::Column> columns{{"neuron"}};
    for (std::size_t run = 0; run < result.columns.size(); ++run) {
        for (const char* title : {"k/n", "KT", "95 %", "lift", "p", "q"})
            columns.push_back({title});
        if (!result.controls.empty()) addControlTitles(result.controls[run], columns);
    }
    TextTable table(std::move(columns));
    const std::size_t shown = limit == 0 ? result.neurons.size() : std::min(limit, result.neurons.size());
    for (std::size_t row = 0; row < shown; ++row) {
        std::vector<std::string> cells{std::to_string(result.neurons[row].value)};
        for (std::size_t run = 0; run < result.columns.size(); ++run) {
            const auto more = cellsOf(result.columns[run].scores[result.neurons[row].value]);
            cells.insert(cells.end(), more.begin(), more.end());
            if (!result.controls.empty()) addControlCells(result.controls[run], result.neurons[row], cells);
        }
        table.add(cells);
    }
    table.print(std::cout);
    if (shown < result.neurons.size())
        std::cout << shown << " of " << result.neurons.size() << " neurons; --limit 0 shows all\n";
}

std::vector<RunInfo> findRuns(const Project& project, const std::vector<std::string>& names)
{
    std::vector<RunInfo> runs;
    for (const std::string& name : names)
        runs.push_back(project.run(name));
    requireOneDataset(runs);
    return runs;
}

bool wants(const KtOptionsOfUser& user, const char* control)
{
    return std::ranges::find(user.controls, control) != user.controls.end();
}

ControlSettings controlsOf(const KtOptionsOfUser& user)
{
    ControlSettings settings = user.controlSettings;
    if (!wants(user, "shuffled")) settings.shuffles = 0;
    settings.heldOut = wants(user, "held-out");
    return settings;
}

/// The run by random weights; it is captured first where there is none.
KtColumn twinColumn(const Project& project, const KtOptionsOfUser& user, const RunInfo& run, const KtResult& result,
                    const TopicLabels& sourceLabels, Context& context)
{
    std::optional<RunInfo> twin = findTwinRun(project, run);
    if (!twin) {
        std::cerr << "note: capturing \"" << printable(twinRunName(run)) << "\" with the checkpoint "
                  << printable(twinFolder(project, run).string()) << '\n';
        Project writing = Project::open(user.project, Project::Mode::ReadWrite);
        twin = captureTwinRun(writing, run, {.engine = context.engine, .training = context.training}, user.load,
                              context.stop, context.progress);
    }
    const TopicLabels labels =
        user.keywordIn == "source" ? sourceLabels : labelGeneratedText(project, twin->id, result.topic, context.stop);
    return computeKt(project, *twin, result.layer, labels, result.options, context.stop, context.progress);
}

KtResult compute(const Project& project, const KtOptionsOfUser& user, Context& context)
{
    KtResult result{.topic = project.topic(user.topic), .layer = LayerId::parse(user.layer)};
    result.options = {.rule = CaptureRule::parse(user.rule), .minimumCaptured = user.minimum, .ranking = context.json};
    const std::vector<RunInfo> runs = findRuns(project, user.runs);
    const bool inSource = user.keywordIn == "source";
    TopicLabels labels;
    if (inSource) labels = labelSentences(project, runs.front().dataset, result.topic, context.stop);
    for (const RunInfo& run : runs) {
        if (const std::string hint = ruleHint(run, result.options.rule); !hint.empty())
            std::cerr << "note: " << printable(hint) << '\n';
        if (!inSource) labels = labelGeneratedText(project, run.id, result.topic, context.stop);
        result.columns.push_back(
            computeKt(project, run, result.layer, labels, result.options, context.stop, context.progress));
        addDamage(result.damage, result.columns.back().damage);
        if (!user.controls.empty()) {
            result.controls.push_back(computeKtControls(project, run, result.layer, labels, result.options,
                                                        controlsOf(user), context.stop, context.progress));
        }
        if (!wants(user, "twin")) continue;
        KtControls& controls = result.controls.back();
        controls.twin = twinColumn(project, user, run, result, labels, context);
        addDamage(result.damage, controls.twin->damage);
    }
    warnOfDamage(project, result.damage);
    return result;
}

void printKt(const KtOptionsOfUser& user, Context& context)
{
    const Project project = Project::open(user.project, Project::Mode::ReadOnly);
    KtResult result = compute(project, user, context);
    const KtColumn& first = result.columns.front();
    for (std::uint32_t n = 0; user.neurons.empty() && n < first.scores.size(); ++n)
        result.neurons.emplace_back(n);
    for (const std::uint32_t n : user.neurons) {
        for (const KtColumn& column : result.columns)
            requireNeuron(column.run, NeuronId(n));
        result.neurons.emplace_back(n);
    }
    if (context.json) return printJson(resultJson(result, project));
    // Neurons are chosen in one half and judged in the other, where there are halves.
    const bool isHeldOut = !result.controls.empty() && result.controls.front().halves;
    if (user.neurons.empty())
        sortByEvidence(result.neurons, isHeldOut ? result.controls.front().halves->front() : first);
    printResult(result, user.neurons.empty() ? user.limit : 0);
}

} // namespace

Action defineKt(CLI::App& app)
{
    auto options = std::make_shared<KtOptionsOfUser>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--layer", options->layer, "Layer, e.g. enc6")->required()->check(parsedBy(LayerId::parse));
    app.add_option("--topic", options->topic, "Name of the topic")->required();
    app.add_option("--runs", options->runs, "Names of runs, separated by commas")->required()->delimiter(',');
    app.add_option("--rule", options->rule,
                   "Which sentences a neuron captures: threshold:T, relative:R, quantile:Q, top:N, winner, "
                   "matched:RUN[/RULE] or fixed:RUN[/RULE]")
        ->check(parsedBy(CaptureRule::parse))
        ->capture_default_str();
    app.add_option("--neurons", options->neurons, "Only these neurons, separated by commas")->delimiter(',');
    addKeywordOption(app, options->keywordIn);
    app.add_option("--minimum", options->minimum, "Neurons with fewer captured sentences get no q")
        ->capture_default_str();
    app.add_option("--controls", options->controls,
                   "How good is good: shuffled (the keywords' labels), held-out (halves of the data set) and twin (the "
                   "same by random weights; captured first where that was not done)")
        ->delimiter(',')
        ->check(CLI::IsMember({"shuffled", "held-out", "twin"}));
    addDeviceOptions(app, options->load);
    app.add_option("--shuffles", options->controlSettings.shuffles, "How often labels are shuffled")
        ->check(CLI::Range(1, 200))
        ->capture_default_str();
    app.add_option("--seed", options->controlSettings.seed, "Seed of the shuffles")->capture_default_str();
    app.add_option("--limit", options->limit, "Rows of the text table, best first; 0 for all")->capture_default_str();
    return [options](Context& context) {
        requireDistinct(options->runs);
        printKt(*options, context);
    };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/NeuronReport.h"

#include "core/analysis/kt/KtControls.h"
#include "core/base/Error.h"
#include "core/base/Sha256.h"
#include "core/report/NeuronSections.h"
#include "core/report/ReportWriters.h"
#include "core/report/TextTable.h"

#include <algorithm>

namespace sparsight {

namespace {

/// All numbers of the report, a row a neuron, run and topic.
ReportTable longTable(const Project& project, const ReportRecipe& recipe, const ReportScores& scores)
{
    ReportTable table;
    for (const char* id : {"layer", "neuron", "run", "weights_sha256", "dataset_sha256", "topic", "rule"})
        table.columns.push_back({.id = id, .title = id, .explanation = {}});
    for (const NeuronMetric& metric : neuronMetrics())
        table.columns.push_back(columnOf(metric.info));
    for (const KtMetric& metric : ktMetrics())
        table.columns.push_back(columnOf(metric.info));
    // Only where there is something to say, so that a report without it keeps its columns.
    if (recipe.inGenerated) table.columns.push_back({.id = "keyword_in", .title = "keyword_in", .explanation = {}});
    if (!scores.damage.empty())
        table.columns.push_back({.id = "damaged_sentences", .title = "damaged_sentences", .explanation = {}});
    for (std::size_t run = 0; run < scores.runs.size(); ++run) {
        const RunReader reader(project, scores.runs[run].id, recipe.layer);
        const std::vector<NeuronStatistics> statistics = reader.statistics();
        const LayerTotals totals(scores.runs[run], recipe.layer);
        for (const NeuronId neuron : recipe.neurons) {
            for (std::size_t topic = 0; topic < recipe.topics.size(); ++topic) {
                std::vector<ReportCell>& row = table.rows.emplace_back();
                row = {textCell(recipe.layer.toString()),        numberCell({}, neuron.value),
                       textCell(recipe.runs[run].name),          textCell(recipe.runs[run].weightsSha256),
                       textCell(recipe.runs[run].datasetSha256), textCell(recipe.topics[topic].name),
                       textCell(recipe.rule.toString())};
                for (const NeuronMetric& metric : neuronMetrics())
                    row.push_back(numberCell({}, metric.value(statistics[neuron.value], totals)));
                for (const KtMetric& metric : ktMetrics())
                    row.push_back(numberCell({}, metric.value(scores.column(topic, run).scores[neuron.value])));
                if (recipe.inGenerated) row.push_back(textCell("generated"));
                if (!scores.damage.empty()) row.push_back(numberCell({}, scores.damagedSentences(run)));
            }
        }
    }
    return table;
}

/// A topic's table over neurons and runs.
ReportSection ktSection(const ReportRecipe& recipe, const ReportScores& scores, std::size_t topic)
{
    constexpr std::size_t rowsOfFigure = 12;
    ReportSection section{.title = "Topic " + recipe.topics[topic].name, .blocks = {}};
    ReportTable table{.title = {}, .columns = {{.id = "neuron", .title = "Neuron", .explanation = {}}}};
    for (std::size_t run = 0; run < scores.runs.size(); ++run) {
        for (ReportColumn column : ktColumns()) {
            column.id = scores.runs[run].name + " " + column.id;
            if (scores.runs.size() > 1 && column.title == "k/n") column.title = scores.runs[run].name + " k/n";
            table.columns.push_back(std::move(column));
        }
    }
    IntervalFigure figure{.title = "KT with its 95 % interval, the first " +
                                   plural(std::min(rowsOfFigure, recipe.neurons.size()), "neuron"),
                          .reference = "base rate",
                          .series = scores.runNames(),
                          .rows = {}};
    for (const NeuronId neuron : recipe.neurons) {
        std::vector<ReportCell>& row = table.rows.emplace_back();
        row.push_back(numberCell(std::to_string(neuron.value), neuron.value));
        for (std::size_t run = 0; run < scores.runs.size(); ++run)
            addKtCells(row, scores.column(topic, run).scores[neuron.value]);
        if (figure.rows.size() < rowsOfFigure)
            figure.rows.push_back(scores.intervals(std::to_string(neuron.value), topic, neuron));
    }
    for (std::size_t run = 0; run < scores.runs.size(); ++run)
        table.note += "Run " + scores.runs[run].name + ": base rate " + baseRate(scores.column(topic, run)) + ". ";
    table.note += ruleNote(recipe);
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(std::move(figure));
    return section;
}

/// What luck and choosing the best give, a row a topic and run (docs/definitions.md, "Controls").
ReportSection controlsSection(const Project& project, const ReportRecipe& recipe, const std::vector<RunInfo>& runs,
                              const std::stop_token& stop)
{
    ReportTable table{.title = {}, .columns = {}, .rows = {}, .note = {}};
    table.columns = {
        {.id = "topic", .title = "Topic", .explanation = {}, .right = false},
        {.id = "run", .title = "Run", .explanation = {}, .right = false},
        {.id = "tested", .title = "Tested", .explanation = "Neurons with a q"},
        {.id = "passing", .title = "Passing", .explanation = "Neurons with q < 0.05"},
        {.id = "shuffled_median", .title = "Shuffled", .explanation = "The median with shuffled keywords"},
        {.id = "shuffled_most", .title = "At most", .explanation = "The most with shuffled keywords"},
        {.id = "chosen", .title = "First half", .explanation = "q < 0.05 on one half of the sentences"},
        {.id = "confirmed", .title = "Held out", .explanation = "Of those, q < 0.05 on the other half"},
        {.id = "chosen_kt", .title = "Mean KT", .explanation = "Of those, on the half they were chosen on"},
        {.id = "held_out_kt", .title = "held out", .explanation = "Of those, on the other half"}};
    KtOptions options{.rule = recipe.rule, .minimumCaptured = recipe.minimumCaptured, .ranking = false};
    ControlSettings settings;
    for (const Topic& topic : recipe.topics) {
        for (const RunInfo& run : runs) {
            const TopicLabels labels = recipe.inGenerated ? labelGeneratedText(project, run.id, topic, stop)
                                                          : labelSentences(project, run.dataset, topic, stop);
            const PassCount real = countPassing(computeKt(project, run, recipe.layer, labels, options, stop));
            const KtControls controls = computeKtControls(project, run, recipe.layer, labels, options, settings, stop);
            std::vector<std::uint32_t> shuffled;
            for (const PassCount& count : controls.shuffled)
                shuffled.push_back(count.passing);
            std::ranges::sort(shuffled);
            const HeldOutSummary halves = controls.heldOut();
            const auto count = [](std::uint32_t number) { return numberCell(grouped(number), number); };
            table.rows.push_back({textCell(topic.name), textCell(run.name), count(real.tested), count(real.passing),
                                  count(shuffled[shuffled.size() / 2]), count(shuffled.back()), count(halves.chosen),
                                  count(halves.confirmed), metricCell(halves.chosenKt, MetricFormat::Score),
                                  metricCell(halves.heldOutKt, MetricFormat::Score)});
        }
    }
    table.note = "Keyword labels were shuffled " + std::to_string(settings.shuffles) + " times, seed " +
                 std::to_string(settings.seed) + "; halves by a hash of the document. " + ruleNote(recipe);
    ReportSection section{.title = "Controls", .blocks = {}};
    section.blocks.emplace_back(std::move(table));
    return section;
}

void check(const ReportRecipe& recipe, const std::vector<RunInfo>& runs)
{
    for (const RunInfo& run : runs) {
        for (const NeuronId neuron : recipe.neurons) {
            if (neuron.value < run.neurons) continue;
            throw Error(ErrorCode::NotFound, "Layer " + recipe.layer.toString() + " of run \"" + run.name +
                                                 "\" has neurons 0 to " + std::to_string(run.neurons - 1) + ", not " +
                                                 std::to_string(neuron.value) + ".");
        }
    }
}

/// "base, lr0.01 and lr0.001"
std::string listed(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

/// What could not be read, before anything that rests on it.
void tellDamage(const Project& project, Report& report)
{
    if (report.damage.empty()) return;
    ReportSection section{.title = "Values are missing", .blocks = {}};
    for (const RunDamage& damage : report.damage)
        section.blocks.emplace_back(damageText(project, damage) + ".");
    report.sections.insert(report.sections.begin(), std::move(section));
}

std::string summaryOf(const ReportRecipe& recipe, const std::vector<RunInfo>& runs)
{
    std::vector<std::string> checkpoints, datasets;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        checkpoints.push_back(recipe.runs[i].checkpoint);
        const std::string dataset = plural(runs[i].sentencesDone, "sentence") + " of " + recipe.runs[i].dataset;
        if (std::find(datasets.begin(), datasets.end(), dataset) == datasets.end()) datasets.push_back(dataset);
    }
    std::string summary = (checkpoints.size() == 1 ? "Checkpoint " : "Checkpoints ") + listed(checkpoints) + " over " +
                          listed(datasets) + ".";
    const std::uint32_t all = runs.front().neurons;
    if (recipe.subject == ReportRecipe::Subject::KtTable && recipe.neurons.size() < all) {
        summary += " The tables hold " + grouped(recipe.neurons.size()) + " of the layer's " + plural(all, "neuron") +
                   ", in the order in which they were chosen.";
    }
    return summary;
}

std::string titleOf(const ReportRecipe& recipe)
{
    if (recipe.subject == ReportRecipe::Subject::KtTable)
        return "KT-scores of " + recipe.layer.toString() + ", " + plural(recipe.runs.size(), "run");
    if (recipe.neurons.size() == 1)
        return "Neuron " + recipe.layer.toString() + " / " + std::to_string(recipe.neurons.front().value);
    return plural(recipe.neurons.size(), "neuron") + " of " + recipe.layer.toString();
}

} // namespace

Report buildReport(const Project& project, const ReportRecipe& recipe, const ReportProbe& probe,
                   const std::stop_token& stop, const ProgressCallback& progress)
{
    const ReportScores scores(project, recipe, stop, progress);
    check(recipe, scores.runs);
    Report report{.title = titleOf(recipe),
                  .summary = summaryOf(recipe, scores.runs),
                  .recipe = recipe,
                  .sections = {},
                  .data = longTable(project, recipe, scores),
                  .damage = scores.damage};
    Sha256 numbers;
    numbers.add(reportCsv(report));
    report.recipe.numbersSha256 = numbers.hex();
    if (recipe.subject == ReportRecipe::Subject::KtTable) {
        for (std::size_t topic = 0; topic < recipe.topics.size(); ++topic)
            report.sections.push_back(ktSection(recipe, scores, topic));
        if (recipe.controls) report.sections.push_back(controlsSection(project, recipe, scores.runs, stop));
        tellDamage(project, report);
        return report;
    }
    const NeuronSections sections(project, recipe, scores, probe, stop);
    for (const NeuronId neuron : recipe.neurons)
        report.sections.push_back(sections.section(neuron));
    addDamage(report.damage, sections.damage());
    tellDamage(project, report);
    return report;
}

void chooseBestNeurons(const Project& project, ReportRecipe& recipe, std::size_t count, const std::stop_token& stop)
{
    ReportRecipe first = recipe;
    first.runs.resize(1);
    const ReportScores scores(project, first, stop, {});
    // A neuron stands where its best topic puts it.
    std::vector<std::pair<std::pair<double, double>, NeuronId>> ranked;
    for (std::uint32_t n = 0; n < scores.runs.front().neurons; ++n) {
        std::pair<double, double> best{2, 0}; // q and −lift
        for (std::size_t topic = 0; topic < recipe.topics.size(); ++topic) {
            const KtScore& score = scores.column(topic, 0).scores[n];
            best = std::min(best, {score.q.value_or(2), -score.lift.value_or(0)});
        }
        ranked.emplace_back(best, NeuronId(n));
    }
    std::sort(ranked.begin(), ranked.end());
    ranked.resize(std::min(count, ranked.size()));
    recipe.neurons.clear();
    for (const auto& [evidence, neuron] : ranked)
        recipe.neurons.push_back(neuron);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/ReportScores.h"

#include "core/report/TextTable.h"

#include <algorithm>
#include <map>

namespace sparsight {

ReportColumn columnOf(const MetricInfo& metric)
{
    return {.id = metric.id, .title = metric.title, .explanation = metric.formula};
}

ReportCell metricCell(std::optional<double> value, MetricFormat format)
{
    return numberCell(formatMetric(value, format), value);
}

std::string plural(std::uint64_t count, const std::string& noun)
{
    return grouped(count) + " " + noun + (count == 1 ? "" : "s");
}

ReportScores::ReportScores(const Project& project, const ReportRecipe& recipe, const std::stop_token& stop,
                           const ProgressCallback& progress)
    : runs(findRuns(project, recipe))
{
    const KtOptions options{.rule = recipe.rule, .minimumCaptured = recipe.minimumCaptured};
    std::uint64_t done = 0;
    for (const Topic& topic : recipe.topics) {
        std::vector<KtColumn>& columns = m_columns.emplace_back();
        std::map<DatasetId, TopicLabels> known; // runs are mostly over one data set
        const auto labelsOf = [&](const RunInfo& run) {
            if (recipe.inGenerated) return labelGeneratedText(project, run.id, topic, stop);
            if (!known.contains(run.dataset)) known[run.dataset] = labelSentences(project, run.dataset, topic, stop);
            return known[run.dataset];
        };
        for (const RunInfo& run : runs) {
            columns.push_back(computeKt(project, run, recipe.layer, labelsOf(run), options, stop));
            addDamage(damage, columns.back().damage);
            sparsight::report(
                progress,
                {.stage = "computing KT-scores", .done = ++done, .total = recipe.topics.size() * runs.size()});
        }
    }
}

std::uint32_t ReportScores::damagedSentences(std::size_t run) const
{
    const auto found = std::ranges::find(damage, runs[run].id, &RunDamage::run);
    return found == damage.end() ? 0 : found->sentences;
}

std::vector<std::string> ReportScores::runNames() const
{
    std::vector<std::string> all;
    for (const RunInfo& run : runs)
        all.push_back(run.name);
    return all;
}

IntervalFigure::Row ReportScores::intervals(const std::string& label, std::size_t topic, NeuronId neuron) const
{
    IntervalFigure::Row row{.label = label, .dots = {}, .reference = {}};
    const KtColumn& first = column(topic, 0);
    if (first.sentences > 0) row.reference = static_cast<double>(first.withKeyword) / first.sentences;
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const KtScore& score = column(topic, run).scores[neuron.value];
        row.dots.push_back(score.kt ? std::optional<IntervalFigure::Dot>({*score.kt, *score.low, *score.high})
                                    : std::nullopt);
    }
    return row;
}

std::string ruleNote(const ReportRecipe& recipe)
{
    return "Captured by the rule " + recipe.rule.toString() +
           (recipe.inGenerated ? "; keywords are looked for in the text that each run generated" : "") +
           ". KT = k / n: of n captured sentences, k contain a keyword; with Wilson's 95 % interval. Lift: KT over the "
           "base rate. p: chance of at least k by drawing n sentences blindly; q: p corrected over all neurons of the "
           "layer that capture at least " +
           std::to_string(recipe.minimumCaptured) + " sentences (Benjamini–Hochberg).";
}

std::string baseRate(const KtColumn& column)
{
    return grouped(column.withKeyword) + "/" + grouped(column.sentences);
}

const std::vector<ReportColumn>& ktColumns()
{
    static const std::vector<ReportColumn> columns = [] {
        std::vector<ReportColumn> all{
            {.id = "k_n", .title = "k/n", .explanation = "Captured sentences with a keyword, of those captured"}};
        all.push_back(columnOf(ktMetric("kt").info));
        all.push_back({.id = "interval", .title = "95 %", .explanation = "Wilson's interval of KT"});
        for (const char* id : {"lift", "p", "q"})
            all.push_back(columnOf(ktMetric(id).info));
        return all;
    }();
    return columns;
}

void addKtCells(std::vector<ReportCell>& cells, const KtScore& score)
{
    const auto number = [&](const char* id) {
        const KtMetric& metric = ktMetric(id);
        return metricCell(metric.value(score), metric.info.format);
    };
    cells.push_back(textCell(grouped(score.withKeyword) + "/" + grouped(score.captured)));
    cells.push_back(number("kt"));
    cells.push_back(textCell(score.low ? fixed(*score.low, 2) + "–" + fixed(*score.high, 2) : "–"));
    for (const char* id : {"lift", "p", "q"})
        cells.push_back(number(id));
}

} // namespace sparsight

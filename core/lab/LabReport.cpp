// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lab/LabReport.h"

#include "core/lab/LabFolder.h"
#include "core/report/TextTable.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace sparsight {

namespace {

std::string readable(double value)
{
    if (!std::isfinite(value)) return "–";
    return fixed(value, std::abs(value) < 1 ? 4 : std::abs(value) < 10 ? 2 : 1);
}

/// A number and what a table calls it.
struct LabNumberColumn {
    const char *number, *title;
};

/// A number of an arm over the seeds.
struct Spread {
    double mean = 0, least = HUGE_VAL, most = -HUGE_VAL;
    int seeds = 0;

    std::string text() const
    {
        return seeds == 0   ? "–"
               : seeds == 1 ? readable(mean)
                            : readable(mean) + " (" + readable(least) + " to " + readable(most) + ")";
    }
};

Spread spreadOf(const LabOutcome& outcome, const LabNumber& number)
{
    Spread spread;
    for (const LabSeedResult& seed : outcome.seeds) {
        const std::optional<double> value = seed.number(number);
        if (!value || !std::isfinite(*value)) continue;
        spread.mean += *value;
        spread.least = std::min(spread.least, *value);
        spread.most = std::max(spread.most, *value);
        ++spread.seeds;
    }
    if (spread.seeds > 0) spread.mean /= spread.seeds;
    return spread;
}

/// The verdict, and a warning where it is not that of the experiment as it is described.
std::string verdictText(const LabOutcome& outcome)
{
    return outcome.verdict.text() + (hasUsualSettings(outcome) ? "" : ", with other steps or settings than usual");
}

double secondsOf(const LabOutcome& outcome)
{
    double seconds = 0;
    for (const LabSeedResult& seed : outcome.seeds)
        seconds += seed.seconds;
    return outcome.seeds.empty() ? 0 : seconds / static_cast<double>(outcome.seeds.size());
}

std::string passedText(int passed, int seeds)
{
    return std::to_string(passed) + " of " + std::to_string(seeds);
}

ReportTable verdictTable(const std::vector<LabOutcome>& outcomes)
{
    ReportTable table{.title = "Verdicts",
                      .columns = {{.id = "preset", .title = "Experiment", .explanation = {}, .right = false},
                                  {.id = "claim", .title = "Claim", .explanation = {}, .right = false},
                                  {.id = "verdict", .title = "Verdict", .explanation = {}, .right = false}},
                      .rows = {},
                      .note = {}};
    for (const LabOutcome& outcome : outcomes) {
        const LabPreset& preset = labPreset(outcome.preset);
        table.rows.push_back({textCell(preset.title), textCell(preset.claim), textCell(verdictText(outcome))});
    }
    return table;
}

ReportTable checkTable(const LabOutcome& outcome)
{
    ReportTable table{.title = "Criterion, part by part",
                      .columns = {{.id = "criterion", .title = "Criterion", .explanation = {}, .right = false},
                                  {.id = "passed", .title = "Holds in seeds", .explanation = {}},
                                  {.id = "values", .title = "By seed", .explanation = "left − right"}},
                      .rows = {},
                      .note = {}};
    for (const LabCheckVerdict& check : outcome.verdict.checks) {
        std::string values;
        for (const auto& value : check.values)
            values += (values.empty() ? "" : ", ") + (value ? readable(*value) : std::string("–"));
        table.rows.push_back(
            {textCell(check.words), textCell(passedText(check.passed, outcome.verdict.seeds)), textCell(values)});
    }
    return table;
}

/// A row a number that some arm has, a column an arm.
ReportTable numberTable(const LabOutcome& outcome)
{
    const LabPreset& preset = labPreset(outcome.preset);
    ReportTable table{.title = "Numbers: mean over seeds (lowest to highest)",
                      .columns = {{.id = "number", .title = "Number", .explanation = {}, .right = false}},
                      .rows = {},
                      .note = {}};
    for (const LabArm& arm : preset.arms)
        table.columns.push_back({.id = arm.id, .title = arm.title, .explanation = {}});
    for (const LabNumberMeaning& number : labNumbers()) {
        std::vector<ReportCell> row{textCell(number.meaning)};
        bool isThere = false;
        for (const LabArm& arm : preset.arms) {
            const Spread spread = spreadOf(outcome, {arm.id, number.name});
            isThere = isThere || spread.seeds > 0;
            row.push_back(numberCell(spread.text(), spread.seeds > 0 ? std::optional(spread.mean) : std::nullopt));
        }
        if (isThere) table.rows.push_back(std::move(row));
    }
    return table;
}

/// The curves of the first seed, an arm's layers over its steps.
LineFigure densityFigure(const LabArmResult& arm, const std::string& title, std::uint64_t seed)
{
    LineFigure figure{.title = title + ": density by layer, seed " + std::to_string(seed),
                      .xTitle = "step",
                      .yTitle = "% non-zero",
                      .lines = {},
                      .low = 0,
                      .high = {}};
    for (std::size_t layer = 0; layer < arm.layers.size(); ++layer) {
        LineFigure::Line line{.name = arm.layers[layer], .x = {}, .y = {}};
        for (const LabPoint& point : arm.curve) {
            line.x.push_back(point.step);
            line.y.push_back(point.density[layer]);
        }
        figure.lines.push_back(std::move(line));
    }
    return figure;
}

/// Mean density, or loss, of every arm over the steps, mean over seeds.
LineFigure armFigure(const LabOutcome& outcome, const char* what, double (*value)(const LabPoint&))
{
    const LabPreset& preset = labPreset(outcome.preset);
    LineFigure figure{.title = std::string(what) + " by arm, mean over seeds",
                      .xTitle = "step",
                      .yTitle = what,
                      .lines = {},
                      .low = 0,
                      .high = {}};
    for (const LabArm& arm : preset.arms) {
        LineFigure::Line line{.name = arm.title, .x = {}, .y = {}};
        for (const LabSeedResult& seed : outcome.seeds) {
            const LabArmResult* const result = seed.arm(arm.id);
            if (!result) continue;
            line.x.resize(result->curve.size());
            line.y.resize(result->curve.size());
            for (std::size_t i = 0; i < result->curve.size(); ++i) {
                line.x[i] = result->curve[i].step;
                line.y[i] += value(result->curve[i]) / static_cast<double>(outcome.seeds.size());
            }
        }
        if (!line.x.empty()) figure.lines.push_back(std::move(line));
    }
    return figure;
}

/// Series of the same id, an arm a line.
void addSeries(const LabOutcome& outcome, std::vector<LabFigure>& figures)
{
    const LabPreset& preset = labPreset(outcome.preset);
    const LabSeedResult& seed = outcome.seeds.front();
    std::vector<std::string> done;
    for (const LabArmResult& first : seed.arms) {
        for (const LabSeries& series : first.series) {
            if (std::ranges::count(done, series.id) > 0) continue;
            done.push_back(series.id);
            const bool compares = series.id == "gradient" || series.id.starts_with("reliability");
            LineFigure figure{.title = series.title + ", seed " + std::to_string(seed.seed),
                              .xTitle = series.xTitle,
                              .yTitle = series.yTitle,
                              .lines = {},
                              .low = {},
                              .high = {},
                              .dots = series.id == "gradient",
                              .diagonal = compares};
            for (const LabArmResult& arm : seed.arms) {
                const auto same = std::ranges::find(arm.series, series.id, &LabSeries::id);
                const auto row = std::ranges::find(preset.arms, arm.arm, &LabArm::id);
                if (same == arm.series.end() || row == preset.arms.end()) continue;
                figure.lines.push_back({.name = row->title, .x = same->x, .y = same->y});
            }
            figures.push_back({outcome.preset + "-" + series.id, std::move(figure)});
        }
    }
}

ReportSection sectionOf(const LabOutcome& outcome)
{
    const LabPreset& preset = labPreset(outcome.preset);
    ReportSection section{.title = preset.title, .blocks = {}};
    section.blocks.emplace_back(preset.claim + " (The Lazy Neuron Phenomenon, " + preset.source + ".)");
    section.blocks.emplace_back("Criterion: " + criterionOf(preset) + ". Verdict: " + verdictText(outcome) + ".");
    section.blocks.emplace_back(checkTable(outcome));
    for (LabFigure& each : labFigures(outcome))
        section.blocks.emplace_back(std::move(each.figure));
    section.blocks.emplace_back(numberTable(outcome));
    return section;
}

ReportTable dataTable(const std::vector<LabOutcome>& outcomes)
{
    ReportTable table{.title = {},
                      .columns = {{.id = "preset", .title = {}, .explanation = {}},
                                  {.id = "seed", .title = {}, .explanation = {}},
                                  {.id = "arm", .title = {}, .explanation = {}},
                                  {.id = "number", .title = {}, .explanation = {}},
                                  {.id = "value", .title = {}, .explanation = {}}},
                      .rows = {},
                      .note = {}};
    for (const LabOutcome& outcome : outcomes) {
        for (const LabSeedResult& seed : outcome.seeds) {
            for (const LabArmResult& arm : seed.arms) {
                for (const auto& [name, value] : arm.numbers)
                    table.rows.push_back({textCell(outcome.preset), numberCell({}, static_cast<double>(seed.seed)),
                                          textCell(arm.arm), textCell(name), numberCell({}, value)});
            }
        }
    }
    return table;
}

/// Cells of Markdown's tables; a bar would end them.
std::string markdownRow(const std::vector<std::string>& cells)
{
    std::string row = "|";
    for (const std::string& cell : cells) {
        row += ' ';
        for (const char c : cell)
            row += c == '|' ? std::string("\\|") : std::string(1, c);
        row += " |";
    }
    return row + "\n";
}

/// Left-aligned columns, then right-aligned ones.
std::string markdownHead(const std::vector<std::string>& titles, std::size_t left)
{
    std::string rule = "|";
    for (std::size_t i = 0; i < titles.size(); ++i)
        rule += i < left ? "---|" : "--:|";
    return markdownRow(titles) + rule + "\n";
}

} // namespace

std::vector<LabFigure> labFigures(const LabOutcome& outcome)
{
    const LabPreset& preset = labPreset(outcome.preset);
    std::vector<LabFigure> figures;
    LineFigure density = armFigure(outcome, "% non-zero", [](const LabPoint& point) { return point.meanDensity(); });
    if (!density.lines.empty()) {
        if (preset.arms.size() > 1) figures.push_back({preset.id + "-density", std::move(density)});
        figures.push_back(
            {preset.id + "-loss", armFigure(outcome, "loss", [](const LabPoint& point) { return point.loss; })});
    }
    for (const LabArmResult& arm : outcome.seeds.front().arms) {
        const auto row = std::ranges::find(preset.arms, arm.arm, &LabArm::id);
        if (arm.curve.empty() || row == preset.arms.end()) continue;
        figures.push_back(
            {preset.id + "-" + arm.arm + "-layers", densityFigure(arm, row->title, outcome.seeds.front().seed)});
    }
    addSeries(outcome, figures);
    return figures;
}

std::string labMarkdown(const std::vector<LabOutcome>& outcomes)
{
    std::string verdicts = markdownHead({"Experiment", "Verdict", "Processor seconds a seed"}, 2);
    std::string checks = markdownHead({"Experiment", "Criterion", "Holds in seeds", "By seed"}, 2);
    const std::vector<LabNumberColumn> columns{{"density.start", "% before"},
                                               {"density.end", "% after"},
                                               {"density.heldout", "% held out"},
                                               {"count.end", "count"},
                                               {"accuracy.heldout", "% right, held out"}};
    std::vector<std::string> titles{"Experiment", "Arm"};
    for (const LabNumberColumn& column : columns)
        titles.emplace_back(column.title);
    std::string numbers = markdownHead(titles, 2);
    for (const LabOutcome& outcome : outcomes) {
        verdicts += markdownRow({outcome.preset, verdictText(outcome), fixed(secondsOf(outcome), 1)});
        const ReportTable parts = checkTable(outcome);
        for (const auto& row : parts.rows)
            checks += markdownRow({outcome.preset, row[0].text, row[1].text, row[2].text});
        for (const LabArm& arm : labPreset(outcome.preset).arms) {
            if (spreadOf(outcome, {arm.id, "density.end"}).seeds == 0) continue; // of the theory
            std::vector<std::string> row{outcome.preset, arm.title};
            for (const LabNumberColumn& column : columns)
                row.push_back(spreadOf(outcome, {arm.id, column.number}).text());
            numbers += markdownRow(row);
        }
    }
    return verdicts + "\n" + checks + "\n" + numbers;
}

Report labReport(const std::vector<LabOutcome>& outcomes)
{
    const auto reproduced =
        std::ranges::count_if(outcomes, [](const auto& each) { return each.verdict.isReproduced(); });
    Report report{.title = "The lazy-neuron lab",
                  .summary = std::to_string(reproduced) + " of " + std::to_string(outcomes.size()) +
                             " experiments reproduce what The Lazy Neuron Phenomenon (arXiv 2210.06313) claims, at a "
                             "scale of minutes on one core.",
                  .recipe = {},
                  .sections = {},
                  .data = dataTable(outcomes)};
    report.sections.push_back({.title = {}, .blocks = {verdictTable(outcomes)}});
    for (const LabOutcome& outcome : outcomes) {
        if (!outcome.seeds.empty()) report.sections.push_back(sectionOf(outcome));
    }
    return report;
}

std::string labVerdictText(const std::vector<LabOutcome>& outcomes)
{
    TextTable table({{"experiment", false}, {"verdict", false}, {"s a seed", true}});
    for (const LabOutcome& outcome : outcomes)
        table.add({outcome.preset, verdictText(outcome), fixed(secondsOf(outcome), 1)});
    std::ostringstream out;
    table.print(out);
    return out.str();
}

std::string labOutcomeText(const LabOutcome& outcome)
{
    const LabPreset& preset = labPreset(outcome.preset);
    std::ostringstream out;
    out << preset.id << ": " << preset.title << '\n' << preset.claim << '\n' << verdictText(outcome) << "\n\n";
    TextTable checks({{"criterion", false}, {"seeds", true}, {"values", false}});
    const ReportTable parts = checkTable(outcome);
    for (const auto& row : parts.rows)
        checks.add({row[0].text, row[1].text, row[2].text});
    checks.print(out);
    out << '\n';
    for (const LabArm& arm : preset.arms) {
        TextTable numbers({{arm.title, false}, {"mean (lowest to highest)", true}});
        for (const LabNumberMeaning& number : labNumbers()) {
            const Spread spread = spreadOf(outcome, {arm.id, number.name});
            if (spread.seeds > 0) numbers.add({number.name, spread.text()});
        }
        numbers.print(out);
        out << '\n';
    }
    return out.str();
}

std::string labPresetText(const LabPreset& preset)
{
    std::ostringstream out;
    out << preset.id << ": " << preset.title << "\nclaim: " << preset.claim << "\nthe publication: " << preset.source
        << "\ncriterion: " << criterionOf(preset) << "\n\n";
    TextTable table({{"arm", false},
                     {"model", false},
                     {"d_ff", true},
                     {"layers", true},
                     {"k", true},
                     {"data", false},
                     {"steps", true},
                     {"batch", true}});
    for (const LabArm& arm : preset.arms) {
        const auto& data = labDataKinds()[static_cast<std::size_t>(arm.data.kind)];
        table.add({arm.title, labModelKinds()[static_cast<std::size_t>(arm.model.kind)].title,
                   std::to_string(arm.model.dFf), std::to_string(arm.model.layers),
                   arm.model.topK > 0 ? std::to_string(arm.model.topK) : "all", data.title,
                   std::to_string(arm.training.steps), std::to_string(arm.training.batch)});
    }
    table.print(out);
    return out.str();
}

} // namespace sparsight

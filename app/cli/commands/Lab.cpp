// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/Lab.h"
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"

#include "core/base/File.h"
#include "core/lab/LabExperiment.h"
#include "core/lab/LabFolder.h"
#include "core/lab/LabReport.h"
#include "core/report/ReportWriters.h"

namespace sparsight::cli {

namespace {

namespace fs = std::filesystem;

/// What the parts of the command are given.
struct LabOptions {
    std::string preset;
    fs::path folder, output, figures;
    bool replay = false, markdown = false, follow = false;
    LabRequest request;
};

Json presetJson(const LabPreset& preset)
{
    Json checks = Json::array(), arms = Json::array();
    for (const LabCheck& check : preset.checks)
        checks.push_back(check.words);
    for (const LabArm& arm : preset.arms)
        arms.push_back({{"id", arm.id}, {"title", arm.title}, {"steps", arm.training.steps}});
    return {{"preset", preset.id},
            {"title", preset.title},
            {"claim", preset.claim},
            {"source", preset.source},
            {"criterion", criterionOf(preset)},
            {"checks", std::move(checks)},
            {"arms", std::move(arms)}};
}

Json outcomesJson(const std::vector<LabOutcome>& outcomes)
{
    Json rows = Json::array();
    for (const LabOutcome& outcome : outcomes)
        rows.push_back(Json::parse(labSummaryJson(outcome)));
    return {{"experiments", std::move(rows)}};
}

void list(const Context& context)
{
    if (context.json) {
        Json rows = Json::array();
        for (const LabPreset& preset : labPresets())
            rows.push_back(presetJson(preset));
        return printJson(rows);
    }
    TextTable table({{"experiment", false}, {"title", false}, {"arms", true}});
    for (const LabPreset& preset : labPresets())
        table.add({preset.id, preset.title, std::to_string(preset.arms.size())});
    table.print(std::cout);
}

/// A point of a curve on one line.
std::string pointText(const LabProgress& progress)
{
    const LabPoint& point = *progress.point;
    std::string text = progress.preset + " seed " + std::to_string(progress.seed) + " " + progress.arm + " step " +
                       std::to_string(point.step) + ": loss " + fixed(point.loss, 3);
    if (point.accuracy) text += ", " + fixed(*point.accuracy, 1) + " % right";
    text += ", non-zero";
    for (const double density : point.density)
        text += " " + fixed(density, 1);
    return text + " %";
}

void replayFolder(const std::vector<LabOutcome>& outcomes)
{
    for (const LabOutcome& outcome : outcomes) {
        for (const LabSeedResult& seed : outcome.seeds)
            replay(seed, [](const LabProgress& progress) {
                if (progress.point) std::cout << pointText(progress) << '\n';
            });
    }
}

/// A folder's results, or an experiment before it was run.
void show(const LabOptions& options, const Context& context)
{
    const bool isFolder = fs::is_directory(options.preset);
    if (!isFolder) {
        for (const auto& [isAsked, name] : {std::pair(options.replay, "--replay"), {options.markdown, "--markdown"}})
            if (isAsked) throw CLI::ValidationError(name, "name a folder of results");
        const LabPreset& preset = labPreset(options.preset);
        if (context.json) return printJson(presetJson(preset));
        std::cout << labPresetText(preset);
        return;
    }
    const std::vector<LabOutcome> outcomes = LabFolder::open(options.preset).read();
    if (context.json) return printJson(outcomesJson(outcomes));
    if (options.replay) return replayFolder(outcomes);
    if (options.markdown) {
        std::cout << labMarkdown(outcomes);
        return;
    }
    for (const LabOutcome& outcome : outcomes)
        std::cout << labOutcomeText(outcome);
    std::cout << labVerdictText(outcomes);
}

void run(const LabOptions& options, Context& context)
{
    LabRequest request = options.request;
    if (options.preset != "all") request.presets = {options.preset};
    const std::vector<LabOutcome> outcomes = labServices().run(request, context.stop, [&](const LabProgress& progress) {
        context.progress({describe(progress), static_cast<std::uint64_t>(1000 * progress.done), 1000});
        if (progress.point && options.follow) std::cerr << pointText(progress) << '\n';
        if (progress.completed && !context.json)
            std::cerr << progress.preset << ", seed " << progress.seed << ": " << fixed(progress.completed->seconds, 1)
                      << " s\n";
    });
    const LabFolder folder = LabFolder::make(request.output);
    folder.writeTables(folder.read()); // of all that is there, also from earlier calls
    if (context.json) return printJson(outcomesJson(outcomes));
    std::cout << labVerdictText(outcomes);
}

void report(const LabOptions& options)
{
    const ReportFormat& format = reportFormatFor(options.output.string());
    const std::vector<LabOutcome> outcomes = LabFolder::open(options.folder).read();
    if (outcomes.empty()) {
        throw Error(ErrorCode::NotFound, options.folder.string() + " has no results of the lab to report on.",
                    {.file = options.folder.string()});
    }
    writeFileAtomically(options.output, format.write(labReport(outcomes)));
    if (options.figures.empty()) return;
    const fs::path figures = LabFolder::make(options.figures).path();
    for (const LabOutcome& outcome : outcomes) {
        for (const LabFigure& each : labFigures(outcome))
            writeFileAtomically(figures / (each.name + ".svg"), svgOf(each.figure));
    }
}

void addRun(CLI::App& app, LabOptions& options)
{
    app.add_flag("--follow", options.follow, "The points of the curves as they come");
    LabRequest& request = options.request;
    app.add_option("PRESET", options.preset, "An experiment of lab list, or all")
        ->required()
        ->check(parsedBy([](const std::string& name) {
            if (name != "all") labPreset(name);
        }));
    app.add_option("--seeds", request.seeds, "How many seeds")->check(CLI::Range(1, 1000))->capture_default_str();
    app.add_option("--first-seed", request.firstSeed, "The first of them; the others follow it")
        ->check(CLI::Range(1, 1'000'000'000))
        ->capture_default_str();
    app.add_option("--threads", request.threads, "Seeds side by side, one core each; 0: one a core")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    app.add_option("-o,--output", request.output, "Folder of the results; what is there already is not run again")
        ->required();
    app.add_option("--data", request.images,
                   "Folder of MNIST, CIFAR-10 or CIFAR-100 files or of PNG images, to use instead of shapes");
    app.add_option("--effort", request.effort, "Share of the steps, to try things out; verdicts then mean little")
        ->check(CLI::Range(0.0001, 100.0))
        ->capture_default_str();
}

} // namespace

Action defineLab(CLI::App& app)
{
    auto options = std::make_shared<LabOptions>();
    auto* listing = app.add_subcommand("list", "The experiments");
    auto* showing = app.add_subcommand("show", "An experiment, or a folder of results");
    showing->add_option("PRESET|DIR", options->preset, "An experiment, or a folder of results")->required();
    auto* replaying = showing->add_flag("--replay", options->replay, "The points of the curves as they came");
    showing->add_flag("--markdown", options->markdown, "Verdicts and numbers as tables in Markdown")
        ->excludes(replaying);
    auto* running = app.add_subcommand("run", "Run experiments; a run that was cut off goes on");
    addRun(*running, *options);
    auto* reporting = app.add_subcommand("report", "A page with figures of a folder's results");
    reporting->add_option("DIR", options->folder, "Folder of results")->required();
    reporting->add_option("-o,--output", options->output, "F.html, F.json or F.csv")->required();
    reporting->add_option("--figures", options->figures, "Folder for each figure as SVG as well");
    for (CLI::App* part : {listing, showing, running, reporting})
        part->fallthrough(); // for --json
    app.require_subcommand(1);
    return [=](Context& context) {
        if (listing->parsed()) list(context);
        if (showing->parsed()) show(*options, context);
        if (running->parsed()) run(*options, context);
        if (reporting->parsed()) report(*options);
    };
}

} // namespace sparsight::cli

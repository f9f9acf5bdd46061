// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/base/File.h"
#include "core/probe/CheckpointShader.h"
#include "core/report/CsvFile.h"
#include "core/report/ReportReplay.h"
#include "core/report/ReportWriters.h"

#include <ctime>
#include <iostream>
#include <optional>

namespace sparsight::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largestReport = 256 << 20; // bytes, of one that is read again

struct ReportOptions {
    std::string project, layer, rule = "threshold:0", subject = "neurons", keywordIn = "source";
    std::vector<std::string> runs, topics;
    std::vector<std::uint32_t> neurons;
    std::size_t best = 10;
    std::uint32_t minimum = 10, sentences = 10;
    fs::path replay, output;
    bool plain = false, plainCsv = false;
    LoadOptions load;
};

std::string today()
{
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    char text[11];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%d", &local)};
}

ReportRecipe newRecipe(const Project& project, const ReportOptions& options, Context& context)
{
    ReportRecipe recipe{.subject =
                            options.subject == "kt" ? ReportRecipe::Subject::KtTable : ReportRecipe::Subject::Neurons};
    for (const std::string& name : options.runs)
        recipe.runs.push_back(describeRun(project, project.run(name)));
    recipe.layer = LayerId::parse(options.layer);
    for (const std::string& name : options.topics)
        recipe.topics.push_back(project.topic(name));
    if (options.topics.empty()) recipe.topics = project.topics();
    recipe.inGenerated = options.keywordIn == "generated";
    recipe.rule = CaptureRule::parse(options.rule);
    recipe.minimumCaptured = options.minimum;
    recipe.sentences = options.sentences;
    for (const std::uint32_t neuron : options.neurons)
        recipe.neurons.emplace_back(neuron);
    if (recipe.neurons.empty()) chooseBestNeurons(project, recipe, options.best, context.stop);
    return recipe;
}

/// A report that is made again, as it was read: the new one may take its place.
struct Replayed {
    std::string name, text;
    ReportRecipe recipe;
};

Replayed readReplayed(const fs::path& report)
{
    // A CSV file holds nothing but its table; its recipe lies beside it.
    const fs::path file = report.extension() == ".csv" ? csvMetadataFile(report) : report;
    return {.name = report.string(),
            .text = readTextFile(report, largestReport),
            .recipe = readRecipe(readTextFile(file, largestReport), file.string())};
}

/// What became of the report that was made again.
void printOutcome(const Project& project, const Replayed& replayed, const Report& report, bool plain, Context& context)
{
    const std::string name = printable(replayed.name);
    const ReportRecipe& recipe = replayed.recipe;
    ReplayOutcome outcome = compareWithFile(replayed.text, recipe, report);
    if (outcome == ReplayOutcome::FileDiffers && !plain) { // it may have been made without its checkpoint
        const Report without = buildReport(project, recipe, {}, context.stop, context.progress);
        outcome = compareWithFile(replayed.text, recipe, without);
    }
    switch (outcome) {
    case ReplayOutcome::Identical: std::cout << "It is " << name << " again, byte for byte\n"; return;
    case ReplayOutcome::OtherNumbers: std::cout << "Its numbers are not those of " << name << '\n'; return;
    case ReplayOutcome::FileDiffers: break;
    }
    std::cout << "Its numbers come out again, but " << name
              << " is another document: it was changed after it was written, or what it quotes was (notes, lists"
              << (plain ? "; shades, which --plain leaves out" : "")
              << (recipe.version == SPARSIGHT_VERSION ? "" : "; the layout of version " + printable(recipe.version))
              << "). Trust the new one\n";
}

void writeReport(const ReportOptions& options, Context& context)
{
    reportFormatFor(options.output.string()); // refused before the work
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    std::optional<Replayed> replayed;
    if (!options.replay.empty()) replayed = readReplayed(options.replay);
    ReportRecipe recipe = replayed ? replayed->recipe : newRecipe(project, options, context);
    recipe.version = SPARSIGHT_VERSION;
    recipe.created = today();
    const auto note = [](const std::string& text) { std::cerr << "note: " << printable(text) << '\n'; };
    const ReportProbe probe = options.plain
                                  ? ReportProbe()
                                  : checkpointProbe(project, context.engine.load, options.load, note, context.progress);
    const Report report = buildReport(project, recipe, probe, context.stop, context.progress);
    sparsight::writeReport(report, options.output, {.guardFormulas = !options.plainCsv});
    warnOfDamage(project, report.damage);
    std::cout << report.title << " written to " << printable(options.output.string()) << '\n';
    if (replayed) printOutcome(project, *replayed, report, options.plain, context);
}

} // namespace

Action defineReport(CLI::App& app)
{
    auto options = std::make_shared<ReportOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("-o,--output", options->output, "File to write: .html, .json or .csv")->required();
    auto* replay = app.add_option("--replay", options->replay,
                                  "Make a report again by the recipe in one that was written as HTML, JSON or CSV");
    auto* runs =
        app.add_option("--runs", options->runs, "Names of runs, separated by commas; neurons are chosen by the first")
            ->delimiter(',');
    auto* layer = app.add_option("--layer", options->layer, "Layer, e.g. enc6")->check(parsedBy(LayerId::parse));
    app.add_option("--subject", options->subject, "neurons: a section a neuron; kt: one table over neurons and runs")
        ->check(CLI::IsMember({"neurons", "kt"}))
        ->capture_default_str();
    app.add_option("--neurons", options->neurons, "These neurons, separated by commas")->delimiter(',');
    app.add_option("--best", options->best, "Without --neurons: so many, those with the most evidence for a topic")
        ->check(CLI::Range(std::size_t(1), std::size_t(1'000'000)))
        ->capture_default_str();
    app.add_option("--topics", options->topics, "Names of topics, separated by commas; all without it")->delimiter(',');
    app.add_option("--rule", options->rule, "Which sentences a neuron captures, as of kt")
        ->check(parsedBy(CaptureRule::parse))
        ->capture_default_str();
    addKeywordOption(app, options->keywordIn);
    app.add_option("--minimum", options->minimum, "Neurons with fewer captured sentences get no q")
        ->capture_default_str();
    app.add_option("--sentences", options->sentences, "Sentences of each neuron")->capture_default_str();
    app.add_flag("--plain", options->plain, "Sentences without shades: the checkpoint is not loaded");
    app.add_flag("--plain-csv", options->plainCsv,
                 "In CSV, no apostrophe before text that a spreadsheet would take for a formula");
    addDeviceOptions(app, options->load);
    for (const char* name : {"--runs", "--layer", "--subject", "--neurons", "--best", "--topics", "--rule",
                             "--keyword-in", "--minimum", "--sentences"})
        replay->excludes(app.get_option(name));
    return [options, runs, layer, replay](Context& context) {
        if (replay->empty() && (runs->empty() || layer->empty()))
            throw CLI::ValidationError("report", "--runs and --layer are needed, or --replay with a report");
        requireDistinct(options->runs);
        writeReport(*options, context);
    };
}

} // namespace sparsight::cli

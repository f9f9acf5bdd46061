// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/GenerateChoices.h"
#include "app/cli/Json.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/probe/Ablation.h"
#include "core/probe/InterventionChoice.h"
#include "core/probe/RougeAblation.h"

#include <algorithm>
#include <filesystem>

namespace sparsight::cli {

namespace {

struct AblateOptions {
    std::string target; ///< a checkpoint, or with a data set a project
    std::string neurons, to = "off";
    std::string project, run; ///< of the means; with a data set the run also says which checkpoint
    std::optional<std::string> text, decoderText, data;
    std::size_t top = 20;
    int controls = 1;
    std::uint64_t controlSeed = 0;
    std::uint32_t pairs = 0;
    GenerateChoices choices;
    LoadOptions load;
};

/// A run, with the project that it is read from.
struct Source {
    Project project;
    RunNeurons neurons;

    Source(const std::string& file, const std::string& run)
        : project(Project::open(file, Project::Mode::ReadOnly))
        , neurons(project, project.run(run))
    {
    }
};

Json interventionsJson(const std::vector<Intervention>& interventions)
{
    Json rows = Json::array();
    for (const Intervention& each : interventions)
        rows.push_back({{"layer", each.layer.toString()}, {"neuron", each.neuron.value}, {"value", each.value}});
    return rows;
}

std::string namesOf(const std::vector<Intervention>& interventions)
{
    std::string names;
    for (const Intervention& each : interventions)
        names += (names.empty() ? "" : ", ") + NeuronName{each.layer, each.neuron}.toString();
    return names;
}

void noteMeans(const InterventionLevel& level, const Source* source)
{
    if (level.kind != InterventionLevel::Kind::Mean || !source) return;
    const RunInfo& run = source->neurons.run();
    if (run.settings.aggregate == Aggregate::Mean) return;
    std::cerr << "note: run \"" << printable(run.name) << "\" keeps each sentence's "
              << (run.settings.aggregate == Aggregate::Max ? "maximum" : "last value")
              << "; a neuron's mean is that of these, not of all tokens (capture with --aggregate mean for those)\n";
}

const std::vector<Token>& tokensOf(const Ablation& result, LayerId layer)
{
    return layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
}

Json ablationJson(const Ablation& result, const std::vector<Intervention>& interventions, const AblateOptions& options)
{
    Json layers = Json::array(), neurons = Json::array();
    for (const ChangedLayer& each : result.layers) {
        layers.push_back({{"layer", each.layer.toString()},
                          {"change", each.change},
                          {"changed", each.changed},
                          {"density_before", each.densityBefore},
                          {"density_after", each.densityAfter}});
    }
    for (const ChangedNeuron& each : result.neurons) {
        neurons.push_back({{"layer", each.layer.toString()},
                           {"neuron", each.neuron.value},
                           {"token", each.token},
                           {"piece", tokensOf(result, each.layer).at(each.token).piece},
                           {"before", each.before},
                           {"after", each.after},
                           {"change", each.change()}});
    }
    return {{"kind", "intervention"},
            {"to", options.to},
            {"interventions", interventionsJson(interventions)},
            {"written", {{"before", result.writtenBefore.text}, {"after", result.writtenAfter.text}}},
            {"log_probability",
             {{"of", result.ofWritten ? "written_before" : "decoder_text"},
              {"tokens", result.before.tokens.size()},
              {"before", result.before.sum},
              {"after", result.after.sum},
              {"change", result.after.sum - result.before.sum}}},
            {"truncated", result.truncated},
            {"layers", std::move(layers)},
            {"changed_neurons", std::move(neurons)}};
}

void print(const Ablation& result, const std::vector<Intervention>& interventions, const AblateOptions& options)
{
    std::cout << "intervention, not observation: " << namesOf(interventions) << " set to " << options.to << "\n\n";
    std::cout << "written before: " << printable(result.writtenBefore.text) << '\n'
              << "written after:  " << printable(result.writtenAfter.text) << '\n';
    std::cout << "log p of " << (result.ofWritten ? "what was written before" : "the decoder text") << " ("
              << result.before.tokens.size() << " tokens): " << fixed(result.before.sum, 4) << " before, "
              << fixed(result.after.sum, 4) << " after, change " << fixed(result.after.sum - result.before.sum, 4)
              << "\n\n";
    TextTable layers({{"layer", false}, {"change"}, {"neurons changed"}, {"density before"}, {"after"}});
    for (const ChangedLayer& each : result.layers) {
        layers.add({each.layer.toString(), fixed(each.change, 4), std::to_string(each.changed),
                    fixed(100 * each.densityBefore, 2) + " %", fixed(100 * each.densityAfter, 2) + " %"});
    }
    layers.print(std::cout);
    if (result.neurons.empty()) {
        std::cout << "\nno neuron of a later layer changes\n";
        return;
    }
    std::cout << '\n';
    TextTable neurons({{"neuron", false}, {"before"}, {"after"}, {"change"}, {"at token"}, {"", false}});
    for (const ChangedNeuron& each : result.neurons) {
        neurons.add({NeuronName{each.layer, each.neuron}.toString(), fixed(each.before, 4), fixed(each.after, 4),
                     fixed(each.change(), 4), std::to_string(each.token),
                     tokensOf(result, each.layer).at(each.token).piece});
    }
    neurons.print(std::cout);
}

void ablateText(const AblateOptions& options, Context& context)
{
    const InterventionLevel level = InterventionLevel::parse(options.to);
    const std::vector<NeuronName> names = parseNeuronNames(options.neurons);
    std::optional<Source> source;
    if (!options.project.empty()) source.emplace(options.project, options.run);
    const auto interventions = interventionsOf(names, level, source ? &source->neurons : nullptr);
    noteMeans(level, source ? &*source : nullptr);
    const auto engine = context.engine.load(options.target, options.load, context.stop, context.progress);
    const Ablation result = ablate(*engine,
                                   {.text = options.choices.sourcePrefix() + *options.text,
                                    .decoderText = options.decoderText,
                                    .interventions = interventions,
                                    .generation = options.choices.over(engine->info().generation),
                                    .neurons = options.top},
                                   context.stop, context.progress);
    if (result.truncated)
        std::cerr << "note: a text was longer than " << ablationTokens
                  << " tokens, or than the choice, and truncated\n";
    if (context.json) return printJson(ablationJson(result, interventions, options));
    print(result, interventions, options);
}

Json scoresJson(const RougeScores& scores)
{
    Json json = Json::object();
    for (const RougeKind& kind : rougeKinds)
        json[kind.name] = (scores.*kind.score).fmeasure;
    return json;
}

Json changeJson(const RougeChange& change, const std::vector<Intervention>& interventions)
{
    return {{"interventions", interventionsJson(interventions)}, {"after", scoresJson(change.after.mean)},
            {"change", scoresJson(change.change.mean)},          {"change_low", scoresJson(change.change.low)},
            {"change_high", scoresJson(change.change.high)},     {"texts_that_differ", change.differ}};
}

std::string changeText(const RougeChange& change, RougeScore RougeScores::*kind)
{
    const auto value = [](const RougeScores& scores, RougeScore RougeScores::*which) {
        return fixed((scores.*which).fmeasure, 4);
    };
    return value(change.change.mean, kind) + "  [" + value(change.change.low, kind) + " – " +
           value(change.change.high, kind) + "]";
}

void print(const RougeAblation& result, const RougeAblationRequest& request, const AblateOptions& options)
{
    std::cout << "intervention, not observation: " << namesOf(request.interventions) << " set to " << options.to
              << "; ROUGE (F) over " << result.before.pairs << " pairs of " << printable(*options.data)
              << ", with 95 % intervals of the change over the same pairs\n\n";
    std::vector<TextTable::Column> columns{{"", false}, {"before"}, {"after"}, {"change"}};
    for (std::size_t i = 0; i < result.controls.size(); ++i)
        columns.push_back({"control " + std::to_string(i + 1)});
    TextTable table(columns);
    for (const RougeKind& kind : rougeKinds) {
        std::vector<std::string> row{kind.name, fixed((result.before.mean.*kind.score).fmeasure, 4),
                                     fixed((result.switched.after.mean.*kind.score).fmeasure, 4),
                                     changeText(result.switched, kind.score)};
        for (const RougeChange& control : result.controls)
            row.push_back(changeText(control, kind.score));
        table.add(row);
    }
    table.print(std::cout);
    std::cout << "\ntexts that differ from before: " << result.switched.differ << '\n';
    for (std::size_t i = 0; i < result.controls.size(); ++i) {
        std::cout << "control " << i + 1 << ": " << namesOf(request.controls[i]) << ", of like density, "
                  << result.controls[i].differ << " texts differ\n";
    }
}

void ablateData(const AblateOptions& options, Context& context)
{
    const InterventionLevel level = InterventionLevel::parse(options.to);
    const std::vector<NeuronName> names = parseNeuronNames(options.neurons);
    const Source source(options.target, options.run);
    const Project& project = source.project;
    RougeAblationRequest request{.dataset = project.dataset(*options.data).id,
                                 .interventions = interventionsOf(names, level, &source.neurons),
                                 .prefix = options.choices.sourcePrefix(),
                                 .pairs = options.pairs};
    for (int i = 0; i < options.controls; ++i) {
        const auto others = source.neurons.controls(names, options.controlSeed + std::uint64_t(i));
        request.controls.push_back(interventionsOf(others, level, &source.neurons));
    }
    noteMeans(level, &source);
    const CheckpointInfo checkpoint = project.checkpoint(source.neurons.run().checkpoint);
    const auto engine = context.engine.load(checkpoint.path, options.load, context.stop, context.progress);
    if (engine->weightsSha256(context.stop, context.progress) != checkpoint.weightsSha256) {
        throw Error(ErrorCode::BadInput, "The weights in " + checkpoint.path + " are no longer those of run \"" +
                                             options.run + "\"; capture the checkpoint anew.");
    }
    request.generation = options.choices.over(engine->info().generation);
    const RougeAblation result = ablateRouge(*engine, project, request, context.stop, context.progress);
    if (result.withoutTarget > 0)
        std::cerr << "note: " << result.withoutTarget << " sentences without a target text were left out\n";
    if (result.truncated > 0) std::cerr << "note: " << result.truncated << " texts were truncated\n";
    if (!context.json) return print(result, request, options);
    Json controls = Json::array();
    for (std::size_t i = 0; i < result.controls.size(); ++i)
        controls.push_back(changeJson(result.controls[i], request.controls[i]));
    printJson({{"kind", "intervention"},
               {"to", options.to},
               {"run", options.run},
               {"data", *options.data},
               {"pairs", result.before.pairs},
               {"without_target", result.withoutTarget},
               {"truncated", result.truncated},
               {"before", scoresJson(result.before.mean)},
               {"switched", changeJson(result.switched, request.interventions)},
               {"controls", std::move(controls)},
               {"control_seed", options.controlSeed},
               {"bootstrap", {{"samples", request.bootstrap.samples}, {"seed", request.bootstrap.seed}}}});
}

void run(const AblateOptions& options, Context& context)
{
    if (options.data.has_value() == options.text.has_value())
        throw CLI::ValidationError("--text or --data",
                                   "give one of them: a text for a checkpoint, or pairs of a project.");
    if (options.data) {
        if (options.run.empty())
            throw CLI::ValidationError("--run", "says which checkpoint writes and which neurons are alike.");
        if (options.decoderText) throw CLI::ValidationError("--decoder-text", "goes with --text.");
        return ablateData(options, context);
    }
    std::error_code ignored;
    if (std::filesystem::is_regular_file(options.target, ignored)) {
        throw CLI::ValidationError("--text", "goes with a checkpoint directory, and \"" + options.target +
                                                 "\" is a file; with a project, name the data set (--data) and the run "
                                                 "(--run)");
    }
    if (options.project.empty() != options.run.empty())
        throw CLI::ValidationError("--project and --run", "go together: the run that means come from.");
    asUsage([&] {
        const bool mean = InterventionLevel::parse(options.to).kind == InterventionLevel::Kind::Mean;
        if (mean && options.run.empty())
            throw Error(ErrorCode::BadInput, "--to mean takes means from a captured run; give --project and --run.");
    });
    ablateText(options, context);
}

} // namespace

Action defineAblate(CLI::App& app)
{
    auto options = std::make_shared<AblateOptions>();
    app.add_option("MODEL|PROJECT", options->target, "Checkpoint directory, or with --data a project file")->required();
    app.add_option("--neurons", options->neurons, "Neurons, e.g. enc6/1,enc6/2")
        ->required()
        ->check(parsedBy(parseNeuronNames));
    app.add_option("--to", options->to, "off, mean (over a run), or a number")
        ->check(parsedBy(InterventionLevel::parse))
        ->capture_default_str();
    app.add_option("--text", options->text, "A text for the encoder");
    app.add_option("--decoder-text", options->decoderText,
                   "Whose log-probability is compared; by default what is written without interventions");
    app.add_option("--top", options->top, "Neurons of later layers that change most")->capture_default_str();
    app.add_option("--project", options->project, "Project of the run that means come from");
    app.add_option("--run", options->run, "Run: with --data its checkpoint writes; means and densities are its own");
    app.add_option("--data", options->data, "Data set with target texts: ROUGE before and after");
    app.add_option("--pairs", options->pairs, "Only the first so many pairs; 0: all")->capture_default_str();
    app.add_option("--controls", options->controls, "How often other neurons of like density are set in their stead")
        ->check(CLI::Range(0, 100))
        ->capture_default_str();
    app.add_option("--control-seed", options->controlSeed, "Of which those are")->capture_default_str();
    addGenerateOptions(app, options->choices);
    addDeviceOptions(app, options->load);
    return [options](Context& context) { run(*options, context); };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include <algorithm>
#include <optional>

namespace sparsight::cli {

namespace {

struct CaptureOptions {
    std::string project, model, data, run;
    std::string layers; // empty: the default layer
    std::string positions = "all", aggregate = "max", decoder = "none", precision = "fp32", values = "f16";
    int newTokens = defaultNewTokens;
    double epsilon = 0;
    LoadOptions load;
};

RunSettings settingsOf(const CaptureOptions& options, const ModelInfo& model)
{
    RunSettings settings;
    settings.positions = parsePositions(options.positions);
    settings.aggregate = parseAggregate(options.aggregate);
    settings.decoder = parseDecoderMode(options.decoder);
    settings.maximumNewTokens = options.newTokens;
    settings.precision = parsePrecision(options.precision);
    settings.values = parseValueFormat(options.values);
    settings.epsilon = options.epsilon;
    if (options.layers.empty()) {
        settings.layers = {defaultLayer(model)};
    } else {
        settings.layers = LayerList::parse(options.layers)
                              .resolve(model, settings.decoder != DecoderMode::None, "choose --decoder as well");
    }
    return settings;
}

double rate(std::uint64_t count, double seconds)
{
    return seconds > 0 ? static_cast<double>(count) / seconds : 0;
}

bool readsTargets(const RunInfo& run)
{
    return run.settings.decoder == DecoderMode::Teacher &&
           std::ranges::any_of(run.settings.layers, [](LayerId layer) { return layer.stack == Stack::Decoder; });
}

/// What was computed now, then what the whole run holds.
Json summaryJson(const CaptureSummary& summary, const RunInfo& run, std::optional<std::uint32_t> withoutTarget)
{
    return {{"run", run.name},
            {"resumed", summary.resumed},
            {"complete", run.complete},
            {"device", run.settings.device},
            {"sentences", summary.sentences},
            {"tokens", summary.tokens},
            {"seconds", summary.seconds},
            {"sentences_per_second", rate(summary.sentences, summary.seconds)},
            {"tokens_per_second", rate(summary.tokens, summary.seconds)},
            {"nonzeros", summary.nonzeros},
            {"bytes_stored", summary.bytesStored},
            {"sentences_without_target", withoutTarget ? Json(*withoutTarget) : Json()},
            {"whole_run",
             {{"sentences", run.sentencesDone},
              {"tokens", run.tokens + run.decoderTokens},
              {"seconds", run.seconds},
              {"nonzeros", run.nonzeros},
              {"bytes_stored", run.bytesStored}}}};
}

void printSummary(const CaptureSummary& summary, const RunInfo& run, std::optional<std::uint32_t> withoutTarget)
{
    std::cout << "run \"" << printable(run.name) << "\"" << (summary.resumed ? ", resumed" : "") << ": "
              << grouped(summary.sentences) << " sentences, " << grouped(summary.tokens) << " tokens in "
              << fixed(summary.seconds, 1) << " s (" << fixed(rate(summary.sentences, summary.seconds), 1)
              << " sentences/s) on " << run.settings.device << "; " << grouped(summary.nonzeros) << " values in "
              << grouped(summary.bytesStored) << " bytes\n";
    if (withoutTarget > 0U) {
        std::cout << "the decoder read the sentence itself where there is no target: " << grouped(*withoutTarget)
                  << " of " << grouped(run.sentencesDone) << " sentences\n";
    }
    if (run.truncatedSentences > 0) {
        std::cerr << "note: " << run.truncatedSentences << " sentences were longer than " << run.settings.maximumTokens
                  << " tokens and were truncated\n";
    }
    if (run.saturated > 0)
        std::cerr << "note: " << run.saturated << " values exceeded fp16 and were clipped; --values f32 keeps them\n";
}

void capture(const CaptureOptions& options, Context& context)
{
    // The project first: a wrong name is told before the weights are read.
    Project project = Project::open(options.project, Project::Mode::ReadWrite);
    CaptureRequest request{.runName = options.run, .dataset = project.dataset(options.data).id};
    LoadOptions load = options.load;
    load.precision = parsePrecision(options.precision);
    const auto engine = context.engine.load(options.model, load, context.stop, context.progress);
    for (const std::string& warning : engine->info().warnings)
        std::cerr << "note: " << printable(warning) << '\n';
    request.settings = settingsOf(options, engine->info());
    const CaptureSummary summary = engine->capture(project, request, context.stop, context.progress);
    const RunInfo run = project.run(summary.run);
    if (!run.complete) throwIfStopped(context.stop);
    std::optional<std::uint32_t> withoutTarget;
    if (readsTargets(run)) withoutTarget = project.sentencesWithoutTarget(run.dataset);
    if (context.json) return printJson(summaryJson(summary, run, withoutTarget));
    printSummary(summary, run, withoutTarget);
}

} // namespace

Action defineCapture(CLI::App& app)
{
    auto options = std::make_shared<CaptureOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--model", options->model, "Directory of a Hugging Face checkpoint")->required();
    app.add_option("--data", options->data, "Name of the data set")->required();
    app.add_option("--layers", options->layers, "Layers, e.g. enc6,dec1, or all; enc6 by default")
        ->check(parsedBy(LayerList::parse));
    const auto choice = [&app](const char* name, std::string& value, const char* description, auto parse) {
        app.add_option(name, value, description)->check(parsedBy(parse))->capture_default_str();
    };
    choice("--positions", options->positions, "all, or content (without </s>)", parsePositions);
    choice("--aggregate", options->aggregate, "A sentence's value: max, mean or last", parseAggregate);
    choice("--decoder", options->decoder, "none, teacher (the target, or the sentence where there is none) or generate",
           parseDecoderMode);
    app.add_option("--max-new-tokens", options->newTokens, "The most tokens that --decoder generate writes")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    choice("--precision", options->precision, "Compute in fp32, bf16 or fp16", parsePrecision);
    choice("--values", options->values, "Store as f16 or f32", parseValueFormat);
    app.add_option("--epsilon", options->epsilon,
                   "A neuron fires where |a| is larger; for activations without exact zeros")
        ->check(parsedBy(parseZeroOrMore))
        ->capture_default_str();
    addDeviceOptions(app, options->load);
    app.add_option("--name", options->run, "Name of the run; made from checkpoint and data set by default");
    return [options](Context& context) { capture(*options, context); };
}

} // namespace sparsight::cli

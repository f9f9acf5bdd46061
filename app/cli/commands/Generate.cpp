// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/dataset/LineReader.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <limits>
#include <optional>

namespace sparsight::cli {

namespace {

/// What the user chose; where unset, the checkpoint's choice stays.
struct Choices {
    std::optional<int> minimumTokens, maximumTokens, maximumSourceTokens, noRepeatNgram, beams, topK;
    std::optional<double> lengthPenalty, topP, temperature;
    std::optional<bool> earlyStopping, sample;
    std::optional<std::uint64_t> seed;
};

struct Options {
    std::string model, file, encoding = "auto";
    std::optional<std::string> text, prefix;
    bool summarize = false;
    Choices choices;
    LoadOptions load;
};

template <class Value, class Target>
void take(const std::optional<Value>& choice, Target& to)
{
    if (choice) to = *choice;
}

/// T5's own for summaries (docs/definitions.md).
void setSummarisationDefaults(GenerateOptions& options)
{
    options.minimumTokens = 30;
    options.maximumTokens = 200;
    options.maximumSourceTokens = 512;
    options.beams = 4;
    options.lengthPenalty = 2;
    options.noRepeatNgram = 3;
    options.earlyStopping = EarlyStopping::On;
    options.sample = false;
}

void apply(const Choices& choices, GenerateOptions& options)
{
    take(choices.minimumTokens, options.minimumTokens);
    take(choices.maximumTokens, options.maximumTokens);
    take(choices.maximumSourceTokens, options.maximumSourceTokens);
    take(choices.noRepeatNgram, options.noRepeatNgram);
    take(choices.beams, options.beams);
    take(choices.lengthPenalty, options.lengthPenalty);
    if (choices.earlyStopping) options.earlyStopping = *choices.earlyStopping ? EarlyStopping::On : EarlyStopping::Off;
    take(choices.sample, options.sample);
    take(choices.topK, options.topK);
    take(choices.topP, options.topP);
    take(choices.temperature, options.temperature);
    take(choices.seed, options.seed);
}

/// Throws CLI::ValidationError for choices that do not go together, or that nothing would come of.
GenerateOptions merged(const Options& options, const GenerateOptions& ofCheckpoint)
{
    GenerateOptions result = ofCheckpoint;
    if (options.summarize) setSummarisationDefaults(result);
    const Choices& choices = options.choices;
    apply(choices, result);
    asUsage([&] { checkOptions(result); });
    if (result.beams == 1 && (choices.lengthPenalty || choices.earlyStopping)) {
        throw CLI::ValidationError(choices.lengthPenalty ? "--length-penalty" : "--early-stopping",
                                   "compares beams; give --beams of 2 or more as well.");
    }
    if (!result.sample && (choices.topK || choices.topP || choices.temperature || choices.seed)) {
        throw CLI::ValidationError("--top-k, --top-p, --temperature and --seed",
                                   "decide what is drawn; give --sample.");
    }
    return result;
}

/// The texts with their prefix; of a file every line, so that the output's lines are those of the file.
std::vector<std::string> textsOf(const Options& options)
{
    const std::string prefix = options.prefix.value_or(options.summarize ? "summarize: " : "");
    if (options.text) return {prefix + *options.text};
    std::vector<std::string> texts;
    LineReader lines(options.file, parseTextEncoding(options.encoding));
    while (lines.next())
        texts.push_back(prefix + std::string(lines.line()));
    if (texts.empty()) throw Error(ErrorCode::BadInput, options.file + " is empty; it must have a text on each line.");
    return texts;
}

void print(const std::vector<GeneratedText>& written, double seconds, bool json)
{
    if (!json) {
        for (const GeneratedText& each : written)
            std::cout << printable(each.text) << '\n';
        return;
    }
    Json texts = Json::array();
    std::uint64_t tokens = 0;
    for (const GeneratedText& each : written) {
        tokens += each.ids.size();
        texts.push_back({{"text", each.text},
                         {"ids", each.ids},
                         {"source_tokens", each.sourceTokens},
                         {"truncated", each.truncated}});
    }
    printJson({{"texts", std::move(texts)},
               {"tokens", tokens},
               {"seconds", seconds},
               {"tokens_per_second", seconds > 0 ? static_cast<double>(tokens) / seconds : 0}});
}

void generate(const Options& options, Context& context)
{
    // Choices and texts first: what is wrong with them is told before the weights are read.
    if (options.choices.sample.value_or(false)) merged(options, {});
    const std::vector<std::string> texts = textsOf(options);
    const auto engine = context.engine.load(options.model, options.load, context.stop, context.progress);
    for (const std::string& warning : engine->info().warnings)
        std::cerr << "note: " << printable(warning) << '\n';
    const GenerateOptions chosen = merged(options, engine->info().generation);
    const auto start = std::chrono::steady_clock::now();
    const auto written = engine->generate(texts, chosen, context.stop, context.progress);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    print(written, seconds, context.json);
    if (const auto cut = std::ranges::count_if(written, &GeneratedText::truncated); cut > 0) {
        std::cerr << "note: " << cut << (cut == 1 ? " text was" : " texts were") << " longer than "
                  << chosen.maximumSourceTokens << " tokens and truncated\n";
    }
}

/// CLI11 sets an optional flag even when it is not given.
void addSwitch(CLI::App& app, const char* name, const char* description, std::optional<bool>& choice, bool value)
{
    app.add_flag_callback(
        name, [&choice, value] { choice = value; }, description);
}

void addChoices(CLI::App& app, Choices& choices)
{
    constexpr int many = std::numeric_limits<int>::max();
    app.add_option("--beams", choices.beams, "Beams of the search; 1 is greedy")->check(CLI::Range(1, mostBeams));
    app.add_option("--length-penalty", choices.lengthPenalty,
                   "Beams are ranked by log-probability / length^X: above 0 favours long texts");
    addSwitch(app, "--early-stopping", "Be done with a text as soon as all its beams have closed once",
              choices.earlyStopping, true);
    addSwitch(app, "--no-early-stopping", "Search on while a better text may follow", choices.earlyStopping, false);
    app.add_option("--no-repeat-ngram", choices.noRepeatNgram, "Let n-grams of this size occur once; 0: no limit")
        ->check(CLI::Range(0, many));
    app.add_option("--min-tokens", choices.minimumTokens, "Write at least so many tokens before </s>")
        ->check(CLI::Range(0, mostNewTokens));
    app.add_option("--max-new-tokens", choices.maximumTokens, "Write at most so many tokens, </s> included")
        ->check(CLI::Range(1, mostNewTokens));
    app.add_option("--max-source-tokens", choices.maximumSourceTokens, "Cut longer texts; 0: never")
        ->check(CLI::Range(0, many));
    addSwitch(app, "--sample", "Draw tokens by their probability", choices.sample, true);
    addSwitch(app, "--no-sample", "Take the most probable tokens", choices.sample, false);
    app.add_option("--top-k", choices.topK, "Draw among the K most probable; 0: all")->check(CLI::Range(0, many));
    app.add_option("--top-p", choices.topP, "Draw among the most probable that have this share together");
    app.add_option("--temperature", choices.temperature, "Divide scores by it: below 1 draws the probable more often");
    app.add_option("--seed", choices.seed, "Of what is drawn")->check(parsedBy(parseSeed));
}

} // namespace

Action defineGenerate(CLI::App& app)
{
    auto options = std::make_shared<Options>();
    app.add_option("MODEL", options->model, "Directory of a Hugging Face checkpoint")->required();
    auto* source = app.add_option_group("source", "What is written from");
    source->add_option("--text", options->text, "A text");
    source->add_option("--file", options->file, "A file with a text on each line");
    source->require_option(1);
    addEncodingOption(app, options->encoding);
    app.add_option("--prefix", options->prefix, "Put before each text, e.g. \"summarize: \"");
    app.add_flag("--summarize", options->summarize, "T5's choices for summaries, prefix included; options change them");
    addChoices(app, options->choices);
    addDeviceOptions(app, options->load);
    return [options](Context& context) { generate(*options, context); };
}

} // namespace sparsight::cli

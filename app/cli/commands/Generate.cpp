// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/GenerateChoices.h"
#include "app/cli/Json.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/dataset/LineReader.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <optional>

namespace sparsight::cli {

namespace {

struct Options {
    std::string model, file, encoding = "auto";
    std::optional<std::string> text;
    GenerateChoices choices;
    LoadOptions load;
};

/// The texts with their prefix; of a file every line, so that the output's lines are those of the file.
std::vector<std::string> textsOf(const Options& options)
{
    const std::string prefix = options.choices.sourcePrefix();
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
    if (options.choices.sample.value_or(false)) options.choices.over({});
    const std::vector<std::string> texts = textsOf(options);
    const auto engine = context.engine.load(options.model, options.load, context.stop, context.progress);
    for (const std::string& warning : engine->info().warnings)
        std::cerr << "note: " << printable(warning) << '\n';
    const GenerateOptions chosen = options.choices.over(engine->info().generation);
    const auto start = std::chrono::steady_clock::now();
    const auto written = engine->generate(texts, chosen, {}, context.stop, context.progress);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    print(written, seconds, context.json);
    if (const auto cut = std::ranges::count_if(written, &GeneratedText::truncated); cut > 0) {
        std::cerr << "note: " << cut << (cut == 1 ? " text was" : " texts were") << " longer than "
                  << chosen.maximumSourceTokens << " tokens and truncated\n";
    }
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
    addGenerateOptions(app, options->choices);
    addDeviceOptions(app, options->load);
    return [options](Context& context) { generate(*options, context); };
}

} // namespace sparsight::cli

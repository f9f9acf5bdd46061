// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/GenerateChoices.h"

#include <limits>

namespace sparsight::cli {

namespace {

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

void apply(const GenerateChoices& choices, GenerateOptions& options)
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

/// CLI11 sets an optional flag even when it is not given.
void addSwitch(CLI::App& app, const char* name, const char* description, std::optional<bool>& choice, bool value)
{
    app.add_flag_callback(
        name, [&choice, value] { choice = value; }, description);
}

} // namespace

GenerateOptions GenerateChoices::over(const GenerateOptions& ofCheckpoint) const
{
    GenerateOptions result = ofCheckpoint;
    if (summarize) setSummarisationDefaults(result);
    apply(*this, result);
    asUsage([&] { checkOptions(result); });
    if (result.beams == 1 && (lengthPenalty || earlyStopping)) {
        throw CLI::ValidationError(lengthPenalty ? "--length-penalty" : "--early-stopping",
                                   "compares beams; give --beams of 2 or more as well.");
    }
    if (!result.sample && (topK || topP || temperature || seed)) {
        throw CLI::ValidationError("--top-k, --top-p, --temperature and --seed",
                                   "decide what is drawn; give --sample.");
    }
    return result;
}

void addGenerateOptions(CLI::App& app, GenerateChoices& choices)
{
    constexpr int many = std::numeric_limits<int>::max();
    app.add_option("--prefix", choices.prefix, "Put before each text, e.g. \"summarize: \"");
    app.add_flag("--summarize", choices.summarize, "T5's choices for summaries, prefix included; options change them");
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

} // namespace sparsight::cli

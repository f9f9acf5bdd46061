// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Tokens.h"

#include "core/analysis/MetricTable.h"
#include "core/analysis/RunChecks.h"
#include "core/analysis/tokens/NeuronTokens.h"
#include "core/base/NeuronName.h"
#include "core/probe/RunCheckpoint.h"
#include "core/report/TokenTable.h"

namespace sparsight::cli {

namespace {

struct TokensOptions {
    std::string project, run, neuron;
    std::size_t top = 10;
    LoadOptions load;
};

constexpr const char* ngramNames[] = {"tokens", "bigrams", "trigrams"};

Json ngramJson(const NgramMaxima& ngram)
{
    return {{"text", ngram.text},   {"ids", ngram.ids},   {"maxima", ngram.maxima}, {"occurrences", ngram.occurrences},
            {"share", ngram.share}, {"base", ngram.base}, {"lift", ngram.lift}};
}

Json spreadJson(const PositionSpread& spread)
{
    Json bins = Json::array();
    for (const MaximaBin& bin : spread.bins) {
        bins.push_back({{"first", bin.first},
                        {"last", bin.last == 0 ? Json() : Json(bin.last)},
                        {"maxima", bin.sentences.observed},
                        {"expected", bin.sentences.expected}});
    }
    Json json{{"bins", std::move(bins)}, {"distance", spread.distance ? Json(*spread.distance) : Json()}};
    json["chi_square"] = spread.test ? Json(spread.test->statistic) : Json();
    json["degrees"] = spread.test ? Json(spread.test->degrees) : Json();
    json["p"] = spread.test ? Json(spread.test->p) : Json();
    return json;
}

Json tokensJson(const NeuronTokens& tokens, std::size_t top)
{
    const NgramMaxima* of = tokens.ofNgram();
    Json json{{"run", tokens.run.name},
              {"layer", tokens.layer.toString()},
              {"neuron", tokens.neuron.value},
              {"sentences", tokens.fires},
              {"positions", tokens.positions},
              {"neuron_of", of ? ngramJson(*of) : Json()},
              {"positional", tokens.isPositional()},
              {"tenths", spreadJson(tokens.tenths)},
              {"from_start", spreadJson(tokens.fromStart)}};
    for (std::size_t length = 0; length < longestNgram; ++length) {
        const std::vector<NgramMaxima>& all = tokens.ngrams[length];
        Json rows = Json::array();
        for (std::size_t i = 0; i < std::min(top, all.size()); ++i)
            rows.push_back(ngramJson(all[i]));
        json[ngramNames[length]] = std::move(rows);
    }
    return json;
}

std::string placesOf(const MaximaBin& bin)
{
    if (bin.last == 0) return std::to_string(bin.first) + "–";
    return std::to_string(bin.first) + (bin.last == bin.first ? "" : "–" + std::to_string(bin.last));
}

void printNgrams(const std::vector<NgramMaxima>& ngrams, const char* title, std::size_t top)
{
    TextTable table({{title, false}, {"maxima"}, {"share"}, {"occurs"}, {"lift"}});
    for (std::size_t i = 0; i < std::min(top, ngrams.size()); ++i) {
        const NgramMaxima& each = ngrams[i];
        table.add({printable(each.text), grouped(each.maxima), formatMetric(each.share, MetricFormat::Percent),
                   grouped(each.occurrences), formatMetric(each.lift, MetricFormat::Score)});
    }
    std::cout << '\n';
    table.print(std::cout);
}

void printSpread(const PositionSpread& spread, const char* title)
{
    TextTable table({{title}, {"maxima"}, {"if even"}});
    for (const MaximaBin& bin : spread.bins) {
        if (bin.sentences.observed == 0 && bin.sentences.expected == 0) continue;
        table.add({placesOf(bin), fixed(bin.sentences.observed, 0), fixed(bin.sentences.expected, 1)});
    }
    std::cout << '\n';
    table.print(std::cout);
}

void print(const NeuronTokens& tokens, std::size_t top)
{
    std::cout << NeuronName{tokens.layer, tokens.neuron}.toString() << ", run " << printable(tokens.run.name)
              << ": where it is strongest in the " << grouped(tokens.fires) << " sentences in which it fires, of "
              << grouped(tokens.positions) << " positions in all\n"
              << printable(tokenVerdict(tokens)) << '\n';
    if (tokens.fires == 0) return;
    const char* titles[] = {"token", "bigram", "trigram"};
    for (std::size_t length = 0; length < longestNgram; ++length)
        printNgrams(tokens.ngrams[length], titles[length], top);
    printSpread(tokens.tenths, "tenth of the sentence");
    printSpread(tokens.fromStart, "position from the start");
}

void showTokens(const TokensOptions& options, Context& context)
{
    const NeuronName name = NeuronName::parse(options.neuron);
    const Project project = Project::open(options.project, Project::Mode::ReadOnly);
    const RunInfo run = project.run(options.run);
    requireMaxima(run);
    const auto engine =
        loadCheckpointOf(run, project, context.engine.load, options.load, context.stop, context.progress);
    const RunTokens read = readRunTokens(project, run, name.layer.stack, *engine, context.stop, context.progress);
    const NeuronTokens tokens = computeNeuronTokens(project, run, name.layer, name.neuron, read, context.stop);
    warnOfDamage(project, tokens.damage);
    if (!context.json) return print(tokens, options.top);
    Json json = tokensJson(tokens, options.top);
    describeDamage(json, project, tokens.damage);
    printJson(json);
}

} // namespace

Action defineTokens(CLI::App& app)
{
    auto options = std::make_shared<TokensOptions>();
    app.add_option("PROJECT", options->project, "Project file (.sparsight)")->required();
    app.add_option("--run", options->run, "Name of the run; its checkpoint's tokenizer is asked")->required();
    app.add_option("--neuron", options->neuron, "Layer and number, e.g. enc6/2384")
        ->required()
        ->check(parsedBy(NeuronName::parse));
    app.add_option("--top", options->top, "Tokens, bigrams and trigrams to show")->capture_default_str();
    addDeviceOptions(app, options->load);
    return [options](Context& context) { showTokens(*options, context); };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/MetricTable.h"
#include "core/probe/LivePair.h"

#include <algorithm>
#include <array>

namespace sparsight::cli {

namespace {

struct PairOptions {
    std::array<std::string, 2> models; // the second empty: as the first
    std::string text;
    std::optional<std::string> secondText, decoderText; // may be empty
    std::string layer;
    std::string sort = "token";
    std::size_t top = 20; // rows of text
    LoadOptions load;

    const std::string& textOf(std::size_t side) const { return side == 1 && secondText ? *secondText : text; }
};

struct Sides {
    std::array<std::string, 2> models;
    std::array<LiveResult, 2> results;
};

LiveResult runSide(InferenceEngine& engine, const PairOptions& user, std::size_t side, std::optional<LayerId>& layer,
                   const std::stop_token& stop)
{
    if (!layer) layer = user.layer.empty() ? defaultLayer(engine.info()) : LayerId::parse(user.layer);
    LiveRequest request{.text = user.textOf(side), .decoderText = {}, .layer = *layer, .allDensities = false};
    if (layer->stack == Stack::Decoder) request.decoderText = user.decoderText;
    LiveResult result = engine.run(request, stop);
    if (result.truncated)
        std::cerr << "note: text "
                  << "ab"[side] << " is longer than the model takes; only its first " << result.tokens.size()
                  << " tokens are compared\n";
    return result;
}

Sides runSides(const PairOptions& user, Context& context)
{
    Sides sides;
    std::optional<LayerId> layer;
    std::unique_ptr<InferenceEngine> engine;
    for (std::size_t side = 0; side < 2; ++side) {
        if (!user.models[side].empty())
            engine = context.engine.load(user.models[side], user.load, context.stop, context.progress);
        sides.models[side] = engine->info().name;
        sides.results[side] = runSide(*engine, user, side, layer, context.stop);
    }
    return sides;
}

std::string pieceAt(const LiveResult& result, std::optional<std::uint32_t> position)
{
    if (!position) return "–";
    const Token& token = tokensOf(result)[*position];
    return token.unknownText.empty() ? token.piece : token.unknownText;
}

std::string valueText(float value)
{
    return formatMetric(value, MetricFormat::Value);
}

void printNeurons(const LivePair& pair, const Sides& sides, const std::vector<NeuronId>& neurons)
{
    TextTable table({{"neuron"}, {"A of a"}, {"A of b"}, {"change"}, {"change at a token"}, {"token", false}});
    for (const NeuronId neuron : neurons) {
        const NeuronDifference& difference = pair.neurons[neuron.value];
        const bool paired = pair.pairs > 0;
        table.add({std::to_string(neuron.value), valueText(difference.first), valueText(difference.second),
                   valueText(difference.change), paired ? valueText(difference.tokenChange) : "–",
                   paired ? pieceAt(sides.results[0], pair.alignment[difference.where].first) : "–"});
    }
    table.print(std::cout);
}

void printLonelyTokens(const LivePair& pair, const Sides& sides)
{
    for (const std::size_t side : {0U, 1U}) {
        std::string pieces;
        for (const AlignedToken& token : pair.alignment) {
            if (!token.isPair() && (side == 0 ? token.first : token.second))
                pieces += ' ' + pieceAt(sides.results[side], side == 0 ? token.first : token.second);
        }
        if (!pieces.empty())
            std::cout << "without a partner in "
                      << "ab"[side] << ':' << printable(pieces) << '\n';
    }
}

Json tokenJson(const LiveResult& result, std::optional<std::uint32_t> position)
{
    if (!position) return nullptr;
    return {{"position", *position}, {"piece", pieceAt(result, position)}};
}

Json pairJson(const LivePair& pair, const Sides& sides, const PairOptions& user)
{
    Json tokens = Json::array(), rows = Json::array();
    for (const AlignedToken& token : pair.alignment)
        tokens.push_back(
            {{"a", tokenJson(sides.results[0], token.first)}, {"b", tokenJson(sides.results[1], token.second)}});
    for (std::uint32_t n = 0; n < pair.neurons.size(); ++n) {
        const NeuronDifference& neuron = pair.neurons[n];
        const bool paired = pair.pairs > 0;
        rows.push_back({{"neuron", n},
                        {"a", neuron.first},
                        {"b", neuron.second},
                        {"change", neuron.change},
                        {"token_change", paired ? Json(neuron.tokenChange) : Json()},
                        {"token", paired ? Json(neuron.where) : Json()}});
    }
    return {{"layer", pair.layer.toString()},
            {"models", sides.models},
            {"texts", {user.textOf(0), user.textOf(1)}},
            {"pairs", pair.pairs},
            {"tokens", std::move(tokens)},
            {"rows", std::move(rows)}};
}

void showPair(const PairOptions& user, Context& context)
{
    const Sides sides = runSides(user, context);
    const LivePair pair = pairSides(sides.results[0], sides.results[1]);
    if (context.json) return printJson(pairJson(pair, sides, user));
    std::vector<NeuronId> neurons =
        neuronsByChange(pair, user.sort == "token" ? PairOrder::Token : PairOrder::Sentence);
    std::cout << "layer " << pair.layer.toString() << ", a: " << printable(sides.models[0])
              << ", b: " << printable(sides.models[1]) << ": " << grouped(neurons.size()) << " of "
              << grouped(pair.neurons.size()) << " neurons change; " << pair.pairs
              << (pair.pairs == 1 ? " pair of tokens\n" : " pairs of tokens\n");
    printLonelyTokens(pair, sides);
    std::cout << '\n';
    const std::size_t changed = neurons.size();
    if (user.top > 0) neurons.resize(std::min(user.top, changed));
    printNeurons(pair, sides, neurons);
    if (neurons.size() < changed)
        std::cout << neurons.size() << " of " << grouped(changed) << " neurons; --top 0 shows all\n";
}

void checkTogether(const PairOptions& user)
{
    if (!user.secondText && user.models[1].empty())
        throw CLI::ValidationError("pair", "give a second sentence with --b, a second checkpoint with --model-b, or "
                                           "both");
    const bool decoder = !user.layer.empty() && LayerId::parse(user.layer).stack == Stack::Decoder;
    if (decoder && !user.decoderText)
        throw CLI::ValidationError("--layer",
                                   user.layer + " is a decoder layer: give --decoder-text, which may be empty");
}

} // namespace

Action definePair(CLI::App& app)
{
    auto options = std::make_shared<PairOptions>();
    app.add_option("MODEL", options->models[0], "Directory of a Hugging Face checkpoint")->required();
    app.add_option("--a", options->text, "The sentence")->required();
    app.add_option("--b", options->secondText, "A second sentence; the first one by default");
    app.add_option("--model-b", options->models[1], "A second checkpoint, for the second side");
    app.add_option("--decoder-text", options->decoderText,
                   "What the decoders are fed where the layer is a decoder's; may be empty");
    app.add_option("--layer", options->layer,
                   "Layer, e.g. enc6; by default enc6, or the checkpoint's last encoder layer")
        ->check(parsedBy(LayerId::parse));
    app.add_option("--sort", options->sort,
                   "token: by the largest change at a pair of tokens; sentence: by the change of the sentence's value")
        ->check(CLI::IsMember({"token", "sentence"}))
        ->capture_default_str();
    app.add_option("--top", options->top, "Rows of the text table; 0 for all")->capture_default_str();
    addDeviceOptions(app, options->load);
    return [options](Context& context) {
        checkTogether(*options);
        showPair(*options, context);
    };
}

} // namespace sparsight::cli

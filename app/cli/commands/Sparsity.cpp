// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/SentenceChoice.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/analysis/sparsity/PublishedSparsity.h"
#include "core/probe/SparsityMetrics.h"
#include "core/training/RandomTwin.h"

#include <algorithm>

namespace sparsight::cli {

namespace {

struct SparsityOptions {
    std::string model, layers = "all", decoder = "none";
    SentenceChoice sentences;
    SparsityRequest request;
    bool twin = false, noCett = false;
    std::uint64_t twinSeed = 0;
    LoadOptions load;
};

/// A data set with its profiles: of the checkpoint, and of its twin.
struct Measured {
    SparsityProfile profile;
    std::optional<SparsityProfile> twin;
};

std::string percent(std::optional<double> share, int decimals = 2)
{
    return share ? fixed(100 * *share, decimals) + " %" : "-";
}

std::optional<double> meanDensity(const SparsityProfile& profile, Stack stack)
{
    return meanOf(sparsityMetrics().front(), profile, stack);
}

Json nullable(std::optional<double> value)
{
    return value ? Json(*value) : Json(nullptr);
}

Json ratesJson(const FiringRates& rates)
{
    Json histogram = Json::array();
    double low = 0;
    for (std::size_t i = 0; i < firingRateBins.size(); ++i) {
        histogram.push_back({{"over", low}, {"up_to", firingRateBins[i]}, {"neurons", rates.histogram[i]}});
        low = firingRateBins[i];
    }
    return {{"never", rates.never},
            {"never_bound", rates.neverBound},
            {"under_10_percent", rates.underTenPercent},
            {"over_1_percent", rates.overOnePercent},
            {"histogram", std::move(histogram)}};
}

Json layerJson(const LayerSparsity& layer, const SparsityRequest& request)
{
    const auto concentration = layer.concentration();
    const auto measure = [&](double Concentration::*value) {
        return concentration ? Json((*concentration).*value) : Json(nullptr);
    };
    const auto density = layer.density();
    Json json{{"layer", layer.layer().toString()},
              {"neurons", layer.neurons()},
              {"tokens", layer.tokens()},
              {"density", nullable(density)},
              {"firing_neurons", nullable(layer.firingNeurons())},
              {"flops_skipped", density ? Json(1 - *density) : Json(nullptr)},
              {"gini", measure(&Concentration::gini)},
              {"hoyer", measure(&Concentration::hoyer)},
              {"top_share", measure(&Concentration::topShare)},
              {"cett", nullptr},
              {"rates", ratesJson(layer.rates())}};
    if (const auto cut = layer.cut(request.outputError))
        json["cett"] = {{"epsilon", cut->epsilon}, {"error", cut->error}, {"kept", cut->kept}};
    Json positions = Json::array(), kinds = Json::object();
    for (std::size_t bin = 0; bin < positionBins; ++bin) {
        const TokenGroup& group = layer.atPosition(bin);
        if (group.tokens == 0) continue;
        const PositionBin range = positionBin(bin);
        positions.push_back({{"first", range.first},
                             {"last", range.last ? Json(*range.last) : Json(nullptr)},
                             {"tokens", group.tokens},
                             {"density", nullable(layer.density(group))}});
    }
    for (std::size_t kind = 0; kind < tokenKindCount; ++kind) {
        const TokenGroup& group = layer.ofKind(static_cast<TokenKind>(kind));
        kinds[std::string(tokenKindNames[kind])] = {{"tokens", group.tokens},
                                                    {"density", nullable(layer.density(group))}};
    }
    json["positions"] = std::move(positions);
    json["kinds"] = std::move(kinds);
    return json;
}

Json profileJson(const SparsityProfile& profile)
{
    Json layers = Json::array();
    for (const LayerSparsity& layer : profile.layers)
        layers.push_back(layerJson(layer, profile.request));
    return {{"checkpoint", profile.checkpoint},
            {"twin", profile.twin},
            {"data", profile.data},
            {"activation", profile.activation},
            {"exact_zeros", profile.exactZeros},
            {"epsilon", profile.request.epsilon},
            {"top_part", profile.request.topPart},
            {"output_error", profile.request.outputError},
            {"decoder", std::string(toString(profile.request.decoder))},
            {"sentences", profile.summary.sentences},
            {"tokens", profile.summary.tokens},
            {"decoder_tokens", profile.summary.decoderTokens},
            {"truncated", profile.summary.truncated},
            {"mean_density",
             {{"encoder", nullable(meanDensity(profile, Stack::Encoder))},
              {"decoder", nullable(meanDensity(profile, Stack::Decoder))}}},
            {"layers", std::move(layers)}};
}

void printLayers(const Measured& measured)
{
    const SparsityProfile& profile = measured.profile;
    std::vector<TextTable::Column> columns{{"layer", false}};
    for (const SparsityMetric& metric : sparsityMetrics())
        columns.push_back({metric.info.title});
    if (measured.twin) columns.push_back({"twin's density"});
    TextTable table(columns);
    for (std::size_t i = 0; i < profile.layers.size(); ++i) {
        const LayerSparsity& layer = profile.layers[i];
        std::vector<std::string> row{layer.layer().toString()};
        for (const SparsityMetric& metric : sparsityMetrics())
            row.push_back(formatMetric(metric.value(layer, profile.request), metric.info.format));
        if (measured.twin) row.push_back(percent(measured.twin->layers.at(i).density()));
        table.add(row);
    }
    table.print(std::cout);
}

/// Densities of groups of tokens over a stack's layers together, which all saw the same tokens.
void printGroups(const SparsityProfile& profile, Stack stack)
{
    const auto density = [&](auto groupOf) -> std::string {
        double sum = 0;
        int layers = 0;
        std::uint64_t tokens = 0;
        for (const LayerSparsity& layer : profile.layers) {
            const TokenGroup& group = groupOf(layer);
            const auto share = layer.density(group);
            if (layer.layer().stack != stack || !share) continue;
            sum += *share;
            tokens = group.tokens;
            ++layers;
        }
        return layers == 0 ? std::string() : percent(sum / layers) + " (" + grouped(tokens) + ")";
    };
    std::string kinds, positions;
    for (std::size_t kind = 0; kind < tokenKindCount; ++kind) {
        const std::string text =
            density([&](const LayerSparsity& layer) -> const TokenGroup& { return layer.ofKind(TokenKind(kind)); });
        std::string name(tokenKindNames[kind]);
        std::ranges::replace(name, '_', ' ');
        if (!text.empty()) kinds += (kinds.empty() ? "" : ", ") + name + " " + text;
    }
    for (const std::size_t bin : {0, 1, 2, 4, 8, 16, 32, 33, 34, 35, 36}) {
        const std::string text =
            density([&](const LayerSparsity& layer) -> const TokenGroup& { return layer.atPosition(bin); });
        const PositionBin range = positionBin(bin);
        std::string name = std::to_string(range.first);
        if (!range.last) name += " and on";
        if (range.last && *range.last > range.first) name += " to " + std::to_string(*range.last);
        if (!text.empty()) positions += (positions.empty() ? "" : ", ") + name + ": " + text;
    }
    if (kinds.empty()) return;
    const std::string side = stack == Stack::Encoder ? "encoder" : "decoder";
    std::cout << side << ", mean of the layers: " << percent(meanDensity(profile, stack)) << '\n'
              << "  by kind of token (tokens): " << kinds << '\n'
              << "  by position (tokens): " << positions << '\n';
}

void print(const Measured& measured)
{
    const SparsityProfile& profile = measured.profile;
    std::cout << printable(profile.checkpoint) << " (" << profile.activation << ") on " << printable(profile.data)
              << ": " << grouped(profile.summary.sentences) << " sentences, " << grouped(profile.summary.tokens)
              << " tokens";
    if (profile.summary.decoderTokens > 0)
        std::cout << ", " << grouped(profile.summary.decoderTokens) << " of the decoder";
    std::cout << "; fires where |a| > " << profile.request.epsilon << "\n\n";
    printLayers(measured);
    std::cout << '\n';
    printGroups(profile, Stack::Encoder);
    printGroups(profile, Stack::Decoder);
    if (!profile.layers.empty()) {
        const FiringRates rates = profile.layers.front().rates();
        std::cout << "what never fired in " << grouped(rates.tokens) << " tokens fires on less than "
                  << fixed(100 * rates.neverBound, 3) << " % (95 % confidence)\n";
    }
}

void noteUse(const SparsityProfile& profile)
{
    if (profile.summary.truncated > 0)
        std::cerr << "note: " << profile.summary.truncated << " sentences were longer than "
                  << profile.request.maximumTokens << " tokens and truncated\n";
    if (!profile.exactZeros && profile.request.epsilon == 0)
        std::cerr
            << "note: " << profile.activation
            << " is hardly ever exactly zero; the density says little without --epsilon, read Gini, Hoyer, the top "
               "share and CETT\n";
}

void measure(const SparsityOptions& options, Context& context)
{
    SparsityRequest request = options.request;
    request.decoder = parseDecoderMode(options.decoder);
    request.cett = !options.noCett;
    const auto engine = context.engine.load(options.model, options.load, context.stop, context.progress);
    request.layers =
        LayerList::parse(options.layers)
            .resolve(engine->info(), request.decoder != DecoderMode::None, "choose --decoder teacher or generate.");
    std::optional<TwinEngine> twin;
    std::vector<Measured> all;
    for (const std::string& data : options.sentences.data) {
        const std::vector<Sentence> sentences = options.sentences.read(data, context);
        Measured& measured =
            all.emplace_back(profileSparsity(*engine, sentences, request, context.stop, context.progress));
        measured.profile.data = data;
        noteUse(measured.profile);
        if (!options.twin) continue;
        if (!twin) {
            const TwinMaker make = [&](const auto& checkpoint, const auto& output, const auto& stop,
                                       const auto& progress) {
                makeRandomTwin({checkpoint, output, options.twinSeed}, stop, progress);
            };
            twin.emplace(engine->info().directory, make, context.engine.load, options.load, context.stop,
                         context.progress);
        }
        measured.twin = profileSparsity(twin->engine(), sentences, request, context.stop, context.progress);
        measured.twin->checkpoint = engine->info().name;
        measured.twin->twin = true;
        measured.twin->data = data;
    }
    if (context.json) {
        Json profiles = Json::array();
        for (const Measured& measured : all) {
            profiles.push_back(profileJson(measured.profile));
            if (measured.twin) profiles.push_back(profileJson(*measured.twin));
        }
        return printJson({{"profiles", std::move(profiles)}});
    }
    for (const Measured& measured : all) {
        print(measured);
        std::cout << '\n';
    }
    std::cout << "published (" << PublishedSparsity::source << "): T5-Base "
              << fixed(100 * PublishedSparsity::t5BaseMeanLow, 1) << " to "
              << percent(PublishedSparsity::t5BaseMeanHigh, 1) << " over all layers, single layers "
              << fixed(100 * PublishedSparsity::t5BaseLowest, 1) << " to "
              << percent(PublishedSparsity::t5BaseHighest, 1) << "; ViT-B16 " << percent(PublishedSparsity::vitB16, 1)
              << '\n';
}

} // namespace

Action defineSparsity(CLI::App& app)
{
    auto options = std::make_shared<SparsityOptions>();
    app.add_option("MODEL", options->model, "Directory of a Hugging Face checkpoint")->required();
    addSentenceOptions(app, options->sentences);
    app.add_option("--layers", options->layers, "Layers, e.g. enc6,dec1, or all")
        ->check(parsedBy(LayerList::parse))
        ->capture_default_str();
    app.add_option("--decoder", options->decoder,
                   "none, teacher (the target, or the sentence where there is none) or generate")
        ->check(parsedBy(parseDecoderMode))
        ->capture_default_str();
    app.add_option("--max-new-tokens", options->request.maximumNewTokens,
                   "The most tokens that --decoder generate writes")
        ->check(CLI::Range(1, 65535))
        ->capture_default_str();
    app.add_option("--epsilon", options->request.epsilon,
                   "A neuron fires where |a| is larger; for activations without exact zeros")
        ->check(parsedBy(parseZeroOrMore))
        ->capture_default_str();
    app.add_option("--top-part", options->request.topPart, "Part of the activations' sum for the top share")
        ->check(CLI::Range(0.01, 0.9999))
        ->capture_default_str();
    app.add_option("--output-error", options->request.outputError, "Mean relative error of the output for CETT")
        ->check(CLI::Range(0.001, 0.999))
        ->capture_default_str();
    app.add_flag("--no-cett", options->noCett, "Without CETT, which takes a product with wo for every token");
    app.add_flag("--twin", options->twin, "The same of a random-weights twin, as the reference");
    app.add_option("--twin-seed", options->twinSeed, "Other seeds draw other weights")
        ->check(parsedBy(parseSeed))
        ->capture_default_str();
    addDeviceOptions(app, options->load);
    return [options](Context& context) { measure(*options, context); };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/SentenceChoice.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

#include "core/probe/TopKQuality.h"

#include <cmath>

namespace sparsight::cli {

namespace {

struct TopKOptions {
    std::string model, layers = "all";
    SentenceChoice sentences;
    TopKRequest request;
    LoadOptions load;
};

Json curveJson(const TopKCurve& curve, const std::string& data)
{
    Json points = Json::array();
    for (const TopKPoint& point : curve.points) {
        points.push_back({{"k", point.k == 0 ? Json(nullptr) : Json(point.k)},
                          {"loss", point.loss},
                          {"perplexity", std::exp(point.loss)},
                          {"agreement", curve.agreement(point)}});
    }
    return {{"data", data},
            {"sentences", curve.sentences},
            {"tokens", curve.tokens},
            {"truncated", curve.truncated},
            {"without_target", curve.withoutTarget},
            {"points", std::move(points)}};
}

void print(const TopKCurve& curve, const std::string& data)
{
    std::cout << printable(data) << ": " << grouped(curve.sentences) << " sentences, " << grouped(curve.tokens)
              << " target tokens\n\n";
    TextTable table({{"k"}, {"loss"}, {"more than dense"}, {"perplexity"}, {"agreement"}});
    for (const TopKPoint& point : curve.points) {
        table.add({point.k == 0 ? "dense" : std::to_string(point.k), fixed(point.loss, 4),
                   fixed(point.loss - curve.points.front().loss, 4), fixed(std::exp(point.loss), 3),
                   fixed(100 * curve.agreement(point), 2) + " %"});
    }
    table.print(std::cout);
    std::cout << '\n';
}

void measure(const TopKOptions& options, Context& context)
{
    const auto engine = context.engine.load(options.model, options.load, context.stop, context.progress);
    TopKRequest request = options.request;
    request.layers = LayerList::parse(options.layers).resolve(engine->info(), true, {});
    Json curves = Json::array();
    for (const std::string& data : options.sentences.data) {
        const std::vector<Sentence> sentences = options.sentences.read(data, context);
        const TopKCurve curve = topKQuality(*engine, sentences, request, context.stop, context.progress);
        if (curve.withoutTarget > 0) {
            std::cerr << "note: " << curve.withoutTarget
                      << " sentences have no target text; they are their own target there\n";
        }
        if (curve.truncated > 0)
            std::cerr << "note: " << curve.truncated << " sentences were longer than " << request.maximumTokens
                      << " tokens and truncated\n";
        if (context.json)
            curves.push_back(curveJson(curve, data));
        else
            print(curve, data);
    }
    if (context.json)
        printJson({{"checkpoint", engine->info().name},
                   {"layers", layerNames(request.layers)},
                   {"d_ff", engine->info().dFf},
                   {"curves", std::move(curves)}});
}

} // namespace

Action defineTopK(CLI::App& app)
{
    auto options = std::make_shared<TopKOptions>();
    options->request.ks = {16, 64, 256, 1024};
    app.add_option("MODEL", options->model, "Directory of a Hugging Face checkpoint")->required();
    addSentenceOptions(app, options->sentences);
    app.add_option("--k", options->request.ks, "How many activations a token keeps in a layer, e.g. 16,64,256")
        ->delimiter(',')
        ->check(CLI::Range(1, 1 << 30))
        ->capture_default_str();
    app.add_option("--layers", options->layers, "Where only so many are kept: enc6,dec1, or all")
        ->check(parsedBy(LayerList::parse))
        ->capture_default_str();
    addDeviceOptions(app, options->load);
    return [options](Context& context) { measure(*options, context); };
}

} // namespace sparsight::cli

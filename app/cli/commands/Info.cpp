// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Text.h"
#include "app/cli/commands/Commands.h"

namespace sparsight::cli {

namespace {

Json infoJson(const ModelInfo& info)
{
    Json layers = Json::array();
    for (const LayerId layer : info.layers())
        layers.push_back({{"layer", layer.toString()}, {"module", layer.huggingFaceModule()}});
    return {{"name", info.name},
            {"directory", info.directory.string()},
            {"family", info.family},
            {"activation", info.activation},
            {"encoder_layers", info.encoderLayers},
            {"decoder_layers", info.decoderLayers},
            {"d_model", info.dModel},
            {"d_ff", info.dFf},
            {"d_kv", info.dKv},
            {"heads", info.heads},
            {"vocabulary", info.vocabulary},
            {"tied_embeddings", info.tiedEmbeddings},
            {"exact_zeros", info.exactZeros},
            {"parameters", info.parameters},
            {"weights", info.weightFormat},
            {"warnings", info.warnings},
            {"layers", std::move(layers)}};
}

void printInfo(const ModelInfo& info)
{
    const auto line = [](const char* name, const std::string& value) {
        std::cout << name << std::string(16 - std::string_view(name).size(), ' ') << printable(value) << '\n';
    };
    line("name", info.name);
    line("directory", info.directory.string());
    line("family", info.family);
    line("activation", info.activation + (info.exactZeros ? "" : " (no exact zeros)"));
    line("layers", std::to_string(info.encoderLayers) + " encoder, " + std::to_string(info.decoderLayers) + " decoder");
    line("d_ff", std::to_string(info.dFf) + " neurons a layer");
    line("d_model", std::to_string(info.dModel));
    line("attention", std::to_string(info.heads) + " heads of " + std::to_string(info.dKv));
    line("vocabulary",
         std::to_string(info.vocabulary) + " rows, " + (info.tiedEmbeddings ? "tied to the head" : "head of its own"));
    line("parameters", grouped(info.parameters));
    line("weights", info.weightFormat);
    for (const std::string& warning : info.warnings)
        line("warning", warning);
}

} // namespace

Action defineInfo(CLI::App& app)
{
    auto model = std::make_shared<std::string>();
    app.add_option("MODEL", *model, "Directory of a Hugging Face checkpoint, or its folder in the hub cache")
        ->required();
    return [model](Context& context) {
        const auto engine = context.engine.load(*model, {.device = "cpu"}, context.stop, context.progress);
        if (context.json)
            printJson(infoJson(engine->info()));
        else
            printInfo(engine->info());
    };
}

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Json.h"
#include "app/cli/Options.h"
#include "app/cli/commands/Commands.h"

#include "core/report/SafetensorsWriter.h"

namespace sparsight::cli {

namespace {

struct ActivationsOptions {
    std::string model, text, layers = "all", output;
    std::optional<std::string> decoderText; // may be empty
    LoadOptions load;
};

std::vector<std::int64_t> idsOf(const std::vector<Token>& tokens)
{
    std::vector<std::int64_t> ids;
    for (const Token& token : tokens)
        ids.push_back(token.id);
    return ids;
}

std::vector<TensorSpec> tensorsOf(const ActivationsResult& result, bool withDecoder)
{
    std::vector<TensorSpec> tensors{{"ids", TensorSpec::Type::I64, {result.tokens.size()}}};
    if (withDecoder) tensors.push_back({"decoder_ids", TensorSpec::Type::I64, {result.decoderTokens.size()}});
    for (const LayerActivations& layer : result.layers)
        tensors.push_back({layer.layer.toString(), TensorSpec::Type::F32, {layer.tokens, layer.neurons}});
    if (withDecoder)
        tensors.push_back({"logits", TensorSpec::Type::F32, {result.decoderTokens.size(), result.vocabulary}});
    return tensors;
}

void write(const std::filesystem::path& file, const std::vector<TensorSpec>& tensors, const ActivationsResult& result,
           bool withDecoder)
{
    SafetensorsWriter writer(file, tensors);
    writer.append(idsOf(result.tokens));
    if (withDecoder) writer.append(idsOf(result.decoderTokens));
    for (const LayerActivations& layer : result.layers)
        writer.append(layer.values);
    if (withDecoder) writer.append(result.logits);
    writer.finish();
}

void printTensors(const ActivationsOptions& options, const std::vector<TensorSpec>& tensors, bool json)
{
    if (json) {
        Json shapes = Json::object();
        for (const TensorSpec& tensor : tensors)
            shapes[tensor.name] = tensor.shape;
        printJson({{"file", options.output}, {"tensors", std::move(shapes)}});
        return;
    }
    for (const TensorSpec& tensor : tensors) {
        std::cout << tensor.name << " [";
        for (std::size_t i = 0; i < tensor.shape.size(); ++i)
            std::cout << (i > 0 ? ", " : "") << tensor.shape[i];
        std::cout << "]\n";
    }
}

} // namespace

Action defineActivations(CLI::App& app)
{
    auto options = std::make_shared<ActivationsOptions>();
    app.add_option("MODEL", options->model, "Directory of a Hugging Face checkpoint")->required();
    app.add_option("--text", options->text, "The sentence")->required();
    app.add_option("--decoder-text", options->decoderText, "What the decoder is fed; may be empty");
    app.add_option("--layers", options->layers, "Layers, e.g. enc6,dec1, or all")
        ->check(parsedBy(LayerList::parse))
        ->capture_default_str();
    app.add_option("-o,--output", options->output, "The safetensors file to write")->required();
    addDeviceOptions(app, options->load);
    return [options](Context& context) {
        const auto engine = context.engine.load(options->model, options->load, context.stop, context.progress);
        const bool withDecoder = options->decoderText.has_value();
        const auto layers = LayerList::parse(options->layers)
                                .resolve(engine->info(), withDecoder, "give --decoder-text, which may be empty");
        const ActivationsResult result = engine->activations(options->text, options->decoderText, layers, context.stop);
        const std::vector<TensorSpec> tensors = tensorsOf(result, withDecoder);
        write(options->output, tensors, result, withDecoder);
        printTensors(*options, tensors, context.json);
    };
}

} // namespace sparsight::cli

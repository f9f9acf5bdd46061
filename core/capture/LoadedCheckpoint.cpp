// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/LoadedCheckpoint.h"

#include "core/capture/CheckpointVerifier.h"
#include "core/model/Device.h"
#include "core/model/WeightNames.h"

#include <cmath>
#include <set>
#include <utility>

namespace sparsight {

namespace {

/// Nothing but generating text needs these: where they cannot be read, the checkpoint is usable without.
GenerateOptions generationOf(const CheckpointDirectory& directory, std::vector<std::string>& warnings)
{
    try {
        return readGenerateOptions(directory);
    } catch (const Error& error) {
        warnings.push_back(std::string("What the checkpoint asks for when it generates text is left out. ") +
                           error.what());
        return {};
    }
}

} // namespace

LoadedCheckpoint::LoadedCheckpoint(const std::filesystem::path& given, const LoadOptions& options,
                                   const std::stop_token& stop, const ProgressCallback& progress)
    : m_threads((setUpTorch(options.threads), threadsInUse()))
    , m_precision(options.precision)
    , m_device(chooseDevice(options.device))
    , m_directory(given)
    , m_config(readModelConfig(m_directory.file("config.json")))
    , m_weights(openWeights(m_directory))
    , m_tokenizer(m_directory, m_config, options.legacyTokenizer)
    , m_warnings(nonFiniteWarnings(m_weights, stop, progress))
    , m_model(m_config, m_weights, m_device, scalarType(options.precision), options.lazyOutput)
    , m_generation(generationOf(m_directory, m_warnings))
    , m_info(describe())
{
    m_weights.throwIfChanged();
}

ModelInfo LoadedCheckpoint::describe() const
{
    const EmbeddingNames names = resolveEmbeddings(m_weights);
    return {.directory = m_directory.path(),
            .name = m_directory.name(),
            .family = std::string(m_config.family->id),
            .activation = std::string(toString(m_config.feedForward)),
            .encoderLayers = m_config.encoderLayers,
            .decoderLayers = m_config.decoderLayers,
            .dModel = m_config.dModel,
            .dFf = m_config.dFf,
            .dKv = m_config.dKv,
            .heads = m_config.heads,
            .vocabulary = m_config.vocabSize,
            .tiedEmbeddings = names.head == names.embedding,
            .exactZeros = m_config.hasExactZeros(),
            .signedValues = m_config.hasSignedValues(),
            .parameters = m_weights.elements(),
            .weightFormat = m_weights.description(),
            .device = m_device.str(),
            .deviceName = deviceName(m_device),
            .precision = m_precision,
            .config = m_config.text,
            .generation = m_generation,
            .warnings = m_warnings};
}

void LoadedCheckpoint::prepareThread() const
{
    setUpTorch(m_threads);
}

std::vector<std::int32_t> LoadedCheckpoint::encoderIds(std::string_view text, int limit, bool& truncated) const
{
    std::vector<std::int32_t> ids = m_tokenizer.encodeIds(text);
    truncated = truncateIds(ids, limit);
    return ids;
}

std::vector<std::int32_t> LoadedCheckpoint::decoderIds(std::string_view text, int limit, bool& truncated) const
{
    return decoderIds(encoderIds(text, limit, truncated));
}

std::vector<std::int32_t> LoadedCheckpoint::decoderIds(std::span<const std::int32_t> written) const
{
    std::vector<std::int32_t> ids{m_config.decoderStartToken};
    if (!written.empty()) ids.insert(ids.end(), written.begin(), written.end() - 1);
    return ids;
}

std::vector<Token> LoadedCheckpoint::encoderTokens(std::string_view text, int limit, bool& truncated) const
{
    std::vector<Token> tokens = m_tokenizer.encode(text);
    const auto kept = static_cast<std::ptrdiff_t>(std::max(limit, 1));
    truncated = std::ssize(tokens) > kept;
    if (truncated) tokens.erase(tokens.begin() + kept - 1, tokens.end() - 1);
    return tokens;
}

std::vector<Token> LoadedCheckpoint::decoderTokens(std::string_view text, int limit, bool& truncated) const
{
    std::vector<Token> tokens = encoderTokens(text, limit, truncated);
    tokens.pop_back();
    tokens.insert(tokens.begin(), m_tokenizer.token(m_config.decoderStartToken));
    return tokens;
}

void LoadedCheckpoint::checkLayer(LayerId layer) const
{
    const bool encoder = layer.stack == Stack::Encoder;
    const int last = encoder ? m_config.encoderLayers : m_config.decoderLayers;
    if (layer.number >= 1 && layer.number <= last) return;
    throw Error(ErrorCode::BadInput,
                "There is no layer " + layer.toString() + " in " + m_info.name + "; it has enc1 to enc" +
                    std::to_string(m_config.encoderLayers) + " and dec1 to dec" +
                    std::to_string(m_config.decoderLayers) + ".",
                {.item = layer.toString()});
}

void LoadedCheckpoint::checkNeuron(LayerId layer, NeuronId neuron) const
{
    checkLayer(layer);
    if (std::cmp_less(neuron.value, m_config.dFf)) return;
    const std::string name = layer.toString() + "/" + std::to_string(neuron.value);
    throw Error(ErrorCode::BadInput,
                "There is no neuron " + name + "; a layer of " + m_info.name + " has " + std::to_string(m_config.dFf) +
                    " neurons, numbered from 0.",
                {.item = name});
}

ActivationOverrides LoadedCheckpoint::overrides(std::span<const Intervention> interventions) const
{
    std::set<std::pair<LayerId, NeuronId>> seen;
    for (const Intervention& each : interventions) {
        checkNeuron(each.layer, each.neuron);
        const std::string name = each.layer.toString() + "/" + std::to_string(each.neuron.value);
        const auto require = [&](bool holds, const std::string& sentence) {
            if (!holds) throw Error(ErrorCode::BadInput, sentence, {.item = name});
        };
        require(std::isfinite(each.value), "The neuron " + name + " can only be set to a finite number.");
        require(seen.emplace(each.layer, each.neuron).second, "The neuron " + name + " is named twice.");
    }
    return m_model.overrides(interventions);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/T5Engine.h"

#include "core/capture/ActivationSweep.h"
#include "core/capture/CaptureJob.h"
#include "core/capture/LoadedCheckpoint.h"
#include "core/capture/Reduction.h"
#include "core/capture/TextGenerator.h"
#include "core/model/TorchError.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

namespace sparsight {

namespace {

constexpr int liveTokenLimit = RunSettings{}.maximumTokens; // longer texts are cut in the live view, as in a capture
constexpr int noTokenLimit = std::numeric_limits<int>::max();

std::vector<std::int32_t> idsOf(const std::vector<Token>& tokens)
{
    std::vector<std::int32_t> ids;
    for (const Token& token : tokens)
        ids.push_back(token.id);
    return ids;
}

/// The activations [1, tokens, d_ff] of one sentence as a plain array.
LayerActivations toPlain(LayerId layer, const at::Tensor& activations)
{
    const at::Tensor values = activations.to(at::kCPU, at::kFloat).contiguous();
    const float* data = values.const_data_ptr<float>();
    return {layer, static_cast<std::uint32_t>(values.size(1)), static_cast<std::uint32_t>(values.size(2)),
            std::vector<float>(data, data + values.numel())};
}

class T5Engine final : public InferenceEngine {
public:
    T5Engine(const std::filesystem::path& directory, const LoadOptions& options, const std::stop_token& stop,
             const ProgressCallback& progress)
        : m_checkpoint(directory, options, stop, progress)
    {
    }

    const ModelInfo& info() const override { return m_checkpoint.info(); }

    std::string weightsSha256(const std::stop_token& stop, const ProgressCallback& progress) override
    {
        if (m_sha256.empty()) m_sha256 = m_checkpoint.weights().sha256(stop, progress);
        return m_sha256;
    }

    std::vector<Token> tokenize(const std::string& text) const override
    {
        return m_checkpoint.tokenizer().encode(text);
    }

    LiveResult run(const LiveRequest& request, const std::stop_token& stop) override;
    ActivationsResult activations(const ActivationsRequest& request, const std::stop_token& stop) override;
    std::vector<GeneratedText> generate(std::span<const std::string> texts, const GenerateOptions& options,
                                        const std::vector<Intervention>& interventions, const std::stop_token& stop,
                                        const ProgressCallback& progress) override;
    NeuronWriting writing(LayerId layer, NeuronId neuron, std::size_t count) override;
    SweepSummary sweep(const SweepRequest& request, const SweepVisitor& visitor, const std::stop_token& stop,
                       const ProgressCallback& progress) override;
    OutputWeights outputWeights(LayerId layer) const override;
    CaptureSummary capture(Project& project, const CaptureRequest& request, const std::stop_token& stop,
                           const ProgressCallback& progress) override;

private:
    std::vector<Token> decoderTokens(const ActivationsRequest& request, int limit, bool& truncated) const;

    LoadedCheckpoint m_checkpoint;
    std::string m_sha256;
};

LiveResult T5Engine::run(const LiveRequest& request, const std::stop_token& stop)
{
    const auto start = std::chrono::steady_clock::now();
    m_checkpoint.prepareThread();
    m_checkpoint.checkLayer(request.layer);
    const bool wantsDecoder = request.layer.stack == Stack::Decoder;
    if (wantsDecoder && !request.decoderText) {
        throw Error(ErrorCode::BadInput, "A decoder layer needs a text for the decoder.");
    }
    LiveResult result;
    const T5Model& model = m_checkpoint.model();
    const ActivationOverrides overrides = m_checkpoint.overrides(request.interventions);
    const auto watch = [&](const ActivationHook& hook, int lastLayer) -> Watch {
        return {hook, lastLayer, stop, overrides.isEmpty() ? nullptr : &overrides};
    };
    const auto hook = [&](LayerId layer, const at::Tensor& a) {
        result.densities.push_back({layer, firingDensity(a, request.epsilon)});
        if (layer == request.layer) result.activations = toPlain(layer, a);
    };
    const bool runsDecoder = request.decoderText && (wantsDecoder || request.allDensities);
    const auto lastOf = [&](Stack stack, int layers) { // the last layer of a stack whose activations are wanted
        return request.allDensities || request.layer.stack != stack ? layers : request.layer.number;
    };

    result.tokens = m_checkpoint.encoderTokens(request.text, liveTokenLimit, result.truncated);
    const auto ids = idsOf(result.tokens);
    const int encoderLast = runsDecoder ? 0 : lastOf(Stack::Encoder, info().encoderLayers);
    const EncoderStates encoded = model.encode(model.batch({ids}), {}, watch(hook, encoderLast));
    if (runsDecoder) {
        bool decoderTruncated = false;
        result.decoderTokens = m_checkpoint.decoderTokens(*request.decoderText, liveTokenLimit, decoderTruncated);
        result.truncated |= decoderTruncated;
        const auto decoderIds = idsOf(result.decoderTokens);
        model.decode(model.batch({decoderIds}), encoded, watch(hook, lastOf(Stack::Decoder, info().decoderLayers)));
    }
    m_checkpoint.weights().throwIfChanged();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

ActivationsResult T5Engine::activations(const ActivationsRequest& request, const std::stop_token& stop)
{
    m_checkpoint.prepareThread();
    for (LayerId layer : request.layers) {
        m_checkpoint.checkLayer(layer);
        if (layer.stack == Stack::Decoder && !request.runsDecoder()) {
            throw Error(ErrorCode::BadInput, "The decoder layer " + layer.toString() + " needs a decoder text.");
        }
    }
    ActivationsResult result;
    const T5Model& model = m_checkpoint.model();
    ActivationOverrides overrides = m_checkpoint.overrides(request.interventions);
    for (const LayerId layer : request.top.layers)
        m_checkpoint.checkLayer(layer);
    overrides.keepTop(request.top);
    Watch watch{.stop = stop, .overrides = overrides.isEmpty() ? nullptr : &overrides};
    watch.hook = [&](LayerId layer, const at::Tensor& a) {
        if (request.layers.empty() || std::ranges::find(request.layers, layer) != request.layers.end()) {
            result.layers.push_back(toPlain(layer, a));
        }
    };
    const int limit = request.maximumTokens > 0 ? request.maximumTokens : noTokenLimit;
    result.tokens = m_checkpoint.encoderTokens(request.text, limit, result.truncated);
    const auto ids = idsOf(result.tokens);
    watch.lastLayer = request.runsDecoder() ? 0 : info().encoderLayers;
    const EncoderStates encoded = model.encode(model.batch({ids}), {}, watch);
    if (request.runsDecoder()) {
        bool decoderTruncated = false;
        result.decoderTokens = decoderTokens(request, limit, decoderTruncated);
        result.truncated |= decoderTruncated;
        const auto decoderIds = idsOf(result.decoderTokens);
        watch.lastLayer = 0;
        const at::Tensor decoded = model.decode(model.batch({decoderIds}), encoded, watch);
        result.logits = guarded([&] { return toPlain({}, model.logits(decoded)).values; });
        result.vocabulary = static_cast<std::uint32_t>(info().vocabulary);
    }
    m_checkpoint.weights().throwIfChanged();
    return result;
}

std::vector<Token> T5Engine::decoderTokens(const ActivationsRequest& request, int limit, bool& truncated) const
{
    if (request.decoderText) return m_checkpoint.decoderTokens(*request.decoderText, limit, truncated);
    std::vector<Token> tokens;
    for (const std::int32_t id : m_checkpoint.decoderIds(request.decoderIds)) {
        if (id < 0 || id >= info().vocabulary) {
            throw Error(ErrorCode::BadInput, "There is no token " + std::to_string(id) + " in the vocabulary of " +
                                                 std::to_string(info().vocabulary) + ".");
        }
        tokens.push_back(m_checkpoint.tokenizer().token(id));
    }
    return tokens;
}

std::vector<GeneratedText> T5Engine::generate(std::span<const std::string> texts, const GenerateOptions& options,
                                              const std::vector<Intervention>& interventions,
                                              const std::stop_token& stop, const ProgressCallback& progress)
{
    m_checkpoint.prepareThread();
    auto written = TextGenerator(m_checkpoint, options, interventions).run(texts, stop, progress);
    m_checkpoint.weights().throwIfChanged();
    return written;
}

NeuronWriting T5Engine::writing(LayerId layer, NeuronId neuron, std::size_t count)
{
    m_checkpoint.prepareThread();
    m_checkpoint.checkNeuron(layer, neuron);
    const T5Model& model = m_checkpoint.model();
    const Tokenizer& tokenizer = m_checkpoint.tokenizer();
    const std::vector<float> scores = guarded([&] {
        const at::Tensor all = model.writing(layer, neuron).cpu().contiguous();
        return std::vector<float>(all.const_data_ptr<float>(), all.const_data_ptr<float>() + all.numel());
    });
    m_checkpoint.weights().throwIfChanged();

    const bool decoder = layer.stack == Stack::Decoder;
    NeuronWriting result{.layer = layer, .neuron = neuron};
    result.scale = decoder ? model.outputScale() : 1.0;
    result.ownHead = decoder && !info().tiedEmbeddings;
    std::vector<NeuronWriting::Piece> pieces;
    double sum = 0, squares = 0;
    for (std::int32_t id = 0; id < std::min<std::int32_t>(tokenizer.size(), info().vocabulary); ++id) {
        pieces.push_back({.id = id, .piece = {}, .score = scores[static_cast<std::size_t>(id)]});
        sum += pieces.back().score;
        squares += pieces.back().score * pieces.back().score;
    }
    const auto number = static_cast<double>(std::max<std::size_t>(pieces.size(), 1));
    result.pieces = static_cast<std::uint32_t>(pieces.size());
    result.mean = sum / number;
    result.deviation = std::sqrt(std::max(0.0, squares / number - result.mean * result.mean));
    const auto take = [&](auto order) {
        std::ranges::stable_sort(pieces, order, &NeuronWriting::Piece::score);
        std::vector<NeuronWriting::Piece> best(
            pieces.begin(), pieces.begin() + static_cast<std::ptrdiff_t>(std::min(count, pieces.size())));
        for (NeuronWriting::Piece& each : best)
            each.piece = tokenizer.token(each.id).piece;
        return best;
    };
    result.top = take(std::greater<>());
    result.bottom = take(std::less<>());
    return result;
}

SweepSummary T5Engine::sweep(const SweepRequest& request, const SweepVisitor& visitor, const std::stop_token& stop,
                             const ProgressCallback& progress)
{
    m_checkpoint.prepareThread();
    return ActivationSweep(m_checkpoint, request).run(visitor, stop, progress);
}

OutputWeights T5Engine::outputWeights(LayerId layer) const
{
    m_checkpoint.checkLayer(layer);
    const at::Tensor rows = m_checkpoint.model().outputRows(layer);
    const float* data = rows.const_data_ptr<float>();
    return {static_cast<std::size_t>(rows.size(1)), std::vector<float>(data, data + rows.numel())};
}

CaptureSummary T5Engine::capture(Project& project, const CaptureRequest& request, const std::stop_token& stop,
                                 const ProgressCallback& progress)
{
    m_checkpoint.prepareThread();
    const std::string sha256 = weightsSha256(stop, progress);
    return CaptureJob(m_checkpoint, sha256, project, request).run(stop, progress);
}

} // namespace

std::unique_ptr<InferenceEngine> loadT5Engine(const std::filesystem::path& directory, const LoadOptions& options,
                                              const std::stop_token& stop, const ProgressCallback& progress)
{
    return std::make_unique<T5Engine>(directory, options, stop, progress);
}

EngineServices engineServices()
{
    return {.load = loadT5Engine, .find = findCheckpoints, .hubCache = hubCacheDirectory, .matchWeights = matchWeights};
}

} // namespace sparsight

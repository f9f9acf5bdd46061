// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/T5Engine.h"

#include "core/capture/CaptureJob.h"
#include "core/capture/LoadedCheckpoint.h"
#include "core/capture/Reduction.h"
#include "core/capture/TextGenerator.h"
#include "core/model/TorchError.h"

#include <algorithm>
#include <chrono>
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
    ActivationsResult activations(const std::string& text, const std::optional<std::string>& decoderText,
                                  const std::vector<LayerId>& layers, const std::stop_token& stop) override;
    std::vector<GeneratedText> generate(std::span<const std::string> texts, const GenerateOptions& options,
                                        const std::stop_token& stop, const ProgressCallback& progress) override;
    CaptureSummary capture(Project& project, const CaptureRequest& request, const std::stop_token& stop,
                           const ProgressCallback& progress) override;

private:
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
    const EncoderStates encoded = model.encode(model.batch({ids}), {}, {hook, encoderLast, stop});
    if (runsDecoder) {
        bool decoderTruncated = false;
        result.decoderTokens = m_checkpoint.decoderTokens(*request.decoderText, liveTokenLimit, decoderTruncated);
        result.truncated |= decoderTruncated;
        const auto decoderIds = idsOf(result.decoderTokens);
        model.decode(model.batch({decoderIds}), encoded, {hook, lastOf(Stack::Decoder, info().decoderLayers), stop});
    }
    m_checkpoint.weights().throwIfChanged();
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return result;
}

ActivationsResult T5Engine::activations(const std::string& text, const std::optional<std::string>& decoderText,
                                        const std::vector<LayerId>& layers, const std::stop_token& stop)
{
    m_checkpoint.prepareThread();
    for (LayerId layer : layers) {
        m_checkpoint.checkLayer(layer);
        if (layer.stack == Stack::Decoder && !decoderText) {
            throw Error(ErrorCode::BadInput, "The decoder layer " + layer.toString() + " needs a decoder text.");
        }
    }
    ActivationsResult result;
    const T5Model& model = m_checkpoint.model();
    const auto hook = [&](LayerId layer, const at::Tensor& a) {
        if (layers.empty() || std::ranges::find(layers, layer) != layers.end()) {
            result.layers.push_back(toPlain(layer, a));
        }
    };
    bool truncated = false;
    result.tokens = m_checkpoint.encoderTokens(text, noTokenLimit, truncated);
    const auto ids = idsOf(result.tokens);
    const int encoderLast = decoderText ? 0 : info().encoderLayers;
    const EncoderStates encoded = model.encode(model.batch({ids}), {}, {hook, encoderLast, stop});
    if (decoderText) {
        result.decoderTokens = m_checkpoint.decoderTokens(*decoderText, noTokenLimit, truncated);
        const auto decoderIds = idsOf(result.decoderTokens);
        const at::Tensor decoded = model.decode(model.batch({decoderIds}), encoded, {hook, 0, stop});
        result.logits = guarded([&] { return toPlain({}, model.logits(decoded)).values; });
        result.vocabulary = static_cast<std::uint32_t>(info().vocabulary);
    }
    m_checkpoint.weights().throwIfChanged();
    return result;
}

std::vector<GeneratedText> T5Engine::generate(std::span<const std::string> texts, const GenerateOptions& options,
                                              const std::stop_token& stop, const ProgressCallback& progress)
{
    m_checkpoint.prepareThread();
    auto written = TextGenerator(m_checkpoint, options).run(texts, stop, progress);
    m_checkpoint.weights().throwIfChanged();
    return written;
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
    return {.load = loadT5Engine, .find = findCheckpoints, .hubCache = hubCacheDirectory};
}

} // namespace sparsight

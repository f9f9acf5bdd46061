// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/ActivationSweep.h"

#include "core/capture/BatchThreads.h"
#include "core/model/Device.h"
#include "core/model/generation/Generator.h"

#include <algorithm>

namespace sparsight {

namespace {

/// All layers of a batch pass through the caches of a core; a GPU needs more to be busy.
std::uint32_t batchTokens(at::Device device)
{
    return device.is_cuda() ? 16384 : 512;
}

std::vector<LayerId> wantedLayers(const LoadedCheckpoint& checkpoint, const SweepRequest& request)
{
    const bool decodes = request.decoder != DecoderMode::None;
    std::vector<LayerId> layers = request.layers;
    if (layers.empty()) {
        layers = checkpoint.info().layers();
        if (!decodes) std::erase_if(layers, [](LayerId layer) { return layer.stack == Stack::Decoder; });
    }
    for (const LayerId layer : layers) {
        checkpoint.checkLayer(layer);
        if (layer.stack == Stack::Decoder && !decodes) {
            throw Error(ErrorCode::BadInput, "The decoder layer " + layer.toString() +
                                                 " can only be looked at with the decoder running: choose teacher or "
                                                 "generate.");
        }
    }
    return layers;
}

} // namespace

struct ActivationSweep::Done {
    std::unique_ptr<SweepPart> part;
    std::uint64_t tokens = 0, decoderTokens = 0;
};

ActivationSweep::ActivationSweep(const LoadedCheckpoint& checkpoint, const SweepRequest& request)
    : m_checkpoint(checkpoint)
    , m_request(request)
{
    m_request.layers = wantedLayers(checkpoint, request);
    if (lastWanted(Stack::Decoder) == 0) m_request.decoder = DecoderMode::None;
    if (request.sentences.empty()) throw Error(ErrorCode::BadInput, "There is no sentence to look at.");
}

int ActivationSweep::lastWanted(Stack stack) const
{
    int last = 0;
    for (const LayerId layer : m_request.layers) {
        if (layer.stack == stack) last = std::max(last, layer.number);
    }
    return last;
}

ActivationSweep::Text ActivationSweep::textOf(const std::vector<Token>& tokens)
{
    Text text;
    for (const Token& token : tokens) {
        text.ids.push_back(token.id);
        text.kinds.push_back(tokenKind(token));
    }
    return text;
}

void ActivationSweep::tokenize(const std::stop_token& stop, const ProgressCallback& progress)
{
    const std::span<const Sentence> sentences = m_request.sentences;
    std::vector<SentenceLength> lengths;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        throwIfStopped(stop);
        if (i % 256 == 0) report(progress, {"reading sentences", i, sentences.size()});
        const Sentence& sentence = sentences[i];
        bool truncated = false, cut = false;
        m_encoder.push_back(textOf(m_checkpoint.encoderTokens(sentence.text, m_request.maximumTokens, truncated)));
        lengths.push_back({.encoder = static_cast<std::uint32_t>(m_encoder.back().ids.size())});
        if (m_request.decoder == DecoderMode::Teacher) {
            const std::string& target = sentence.target.empty() ? sentence.text : sentence.target;
            m_decoder.push_back(textOf(m_checkpoint.decoderTokens(target, m_request.maximumTokens, cut)));
            lengths.back().decoder = static_cast<std::uint32_t>(m_decoder.back().ids.size());
        }
        m_truncated += truncated || cut;
    }
    m_plan = makeCapturePlan(lengths, batchTokens(m_checkpoint.model().device()));
}

SweepSummary ActivationSweep::run(const SweepVisitor& visitor, const std::stop_token& stop,
                                  const ProgressCallback& progress)
{
    tokenize(stop, progress);
    SweepSummary summary{.truncated = m_truncated};
    // A GPU computes one batch at a time, with the host's threads at its service.
    const bool onGpu = m_checkpoint.model().device().is_cuda();
    BatchThreads<Done> batches(
        0, m_plan.batches.size(), onGpu ? 1 : m_checkpoint.threads(),
        [this, onGpu] { setUpTorch(onGpu ? m_checkpoint.threads() : 1); },
        [&](std::size_t i) { return compute(m_plan.batches[i], visitor, stop); });
    for (const CapturePlan::Batch& batch : m_plan.batches) {
        report(progress, {"measuring activations", summary.sentences, m_plan.order.size()});
        throwIfStopped(stop);
        const Done done = batches.take();
        m_checkpoint.weights().throwIfChanged();
        visitor.end(*done.part);
        summary.sentences += batch.count;
        summary.tokens += done.tokens;
        summary.decoderTokens += done.decoderTokens;
    }
    report(progress, {"measuring activations", summary.sentences, m_plan.order.size()});
    return summary;
}

ActivationSweep::Side ActivationSweep::sideOf(std::vector<const Text*> rows)
{
    Side side{.rows = std::move(rows), .tokens = {}};
    for (const Text* row : side.rows)
        side.width = std::max(side.width, static_cast<std::int64_t>(row->ids.size()));
    for (std::size_t i = 0; i < side.rows.size(); ++i) {
        for (std::uint32_t t = 0; t < side.rows[i]->ids.size(); ++t) {
            const auto row = static_cast<std::uint32_t>(i * static_cast<std::size_t>(side.width)) + t;
            side.tokens.push_back({row, t, side.rows[i]->kinds[t]});
        }
    }
    return side;
}

ActivationHook ActivationSweep::hookFor(const Side& side, SweepPart& part, const std::stop_token& stop) const
{
    return [this, &side, &part, stop](LayerId layer, const at::Tensor& activations) {
        throwIfStopped(stop);
        if (std::ranges::find(m_request.layers, layer) == m_request.layers.end()) return;
        const at::Tensor values = activations.to(at::kCPU, at::kFloat).contiguous();
        part.add({.layer = layer,
                  .neurons = static_cast<std::uint32_t>(values.size(2)),
                  .tokens = side.tokens,
                  .values = values.const_data_ptr<float>()});
    };
}

ActivationSweep::Done ActivationSweep::compute(const CapturePlan::Batch& batch, const SweepVisitor& visitor,
                                               const std::stop_token& stop) const
{
    const T5Model& model = m_checkpoint.model();
    const auto members = [&](const std::vector<Text>& texts) {
        std::vector<const Text*> rows;
        for (std::size_t i = 0; i < batch.count; ++i)
            rows.push_back(&texts[m_plan.order[batch.first + i].value]);
        return rows;
    };
    const auto idsOf = [](const Side& side) {
        std::vector<std::span<const std::int32_t>> rows;
        for (const Text* row : side.rows)
            rows.emplace_back(row->ids);
        return rows;
    };
    Done done{.part = visitor.begin()};
    const Side encoder = sideOf(members(m_encoder));
    done.tokens = encoder.tokens.size();
    const bool decodes = m_request.decoder != DecoderMode::None;
    const EncoderStates encoded =
        model.encode(model.batch(idsOf(encoder)), {},
                     {hookFor(encoder, *done.part, stop), decodes ? 0 : lastWanted(Stack::Encoder), stop});
    if (!decodes) return done;

    std::vector<Text> written;
    if (m_request.decoder == DecoderMode::Generate) {
        const Generator greedy(model, {.maximumTokens = m_request.maximumNewTokens});
        for (const auto& row : greedy.generate(encoded, stop)) {
            std::vector<Token> tokens;
            for (const std::int32_t id : m_checkpoint.decoderIds(row))
                tokens.push_back(m_checkpoint.tokenizer().token(id));
            written.push_back(textOf(tokens));
        }
    }
    std::vector<const Text*> rows;
    for (const Text& text : written)
        rows.push_back(&text);
    const Side decoder = sideOf(written.empty() ? members(m_decoder) : std::move(rows));
    done.decoderTokens = decoder.tokens.size();
    model.decode(model.batch(idsOf(decoder)), encoded,
                 {hookFor(decoder, *done.part, stop), lastWanted(Stack::Decoder), stop});
    return done;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/BatchRunner.h"

#include "core/capture/Halving.h"
#include "core/model/Device.h"
#include "core/model/generation/Generator.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace sparsight {

namespace {

using Rows = std::vector<std::span<const std::int32_t>>;

void append(BatchResult& whole, BatchResult&& part)
{
    for (std::size_t i = 0; i < whole.layers.size(); ++i) {
        SentenceValues &to = whole.layers[i], &from = part.layers[i];
        to.values.insert(to.values.end(), from.values.begin(), from.values.end());
        to.tokens.insert(to.tokens.end(), from.tokens.begin(), from.tokens.end());
        std::ranges::transform(to.firings, from.firings, to.firings.begin(), std::plus{});
        std::ranges::transform(to.firingSentences, from.firingSentences, to.firingSentences.begin(), std::plus{});
    }
    std::ranges::move(part.generated, std::back_inserter(whole.generated));
    whole.tokens += part.tokens;
    whole.decoderTokens += part.decoderTokens;
    whole.truncatedSentences += part.truncatedSentences;
}

} // namespace

BatchResult forwardInHalves(SentenceBatch batch, const std::function<BatchResult(SentenceBatch)>& forward,
                            const std::function<void()>& freeCaches)
{
    std::optional<BatchResult> whole;
    inHalves<const SentenceIds* const>(
        batch,
        [&](SentenceBatch part) {
            BatchResult result = forward(part);
            if (whole) {
                append(*whole, std::move(result));
            } else {
                whole = std::move(result);
            }
        },
        freeCaches,
        [](const SentenceIds* sentence) {
            return "There is not enough memory for a sentence of " + std::to_string(sentence->encoder.size()) +
                   " tokens, even alone; close other programs, use another device, or leave out long sentences. What "
                   "was captured so far is kept.";
        });
    return std::move(*whole);
}

BatchRunner::BatchRunner(const LoadedCheckpoint& checkpoint, const RunSettings& settings)
    : m_checkpoint(checkpoint)
    , m_settings(settings)
{
}

BatchResult BatchRunner::run(SentenceBatch sentences, const std::stop_token& stop) const
{
    return forwardInHalves(
        sentences, [&](SentenceBatch part) { return forward(part, stop); },
        [this] { freeCaches(m_checkpoint.model().device()); });
}

int BatchRunner::lastWanted(Stack stack) const
{
    int last = 0;
    for (LayerId layer : m_settings.layers) {
        if (layer.stack == stack) last = std::max(last, layer.number);
    }
    return last;
}

BatchResult BatchRunner::forward(SentenceBatch sentences, const std::stop_token& stop) const
{
    BatchResult result;
    result.layers.resize(m_settings.layers.size());
    Rows rows;
    for (const SentenceIds* sentence : sentences) {
        rows.emplace_back(sentence->encoder);
        result.truncatedSentences += sentence->truncated ? 1 : 0;
    }
    const T5Model& model = m_checkpoint.model();
    const PositionMask mask = positions(rows);
    result.tokens = mask.counted();
    const bool decodes = m_settings.decoder == DecoderMode::Generate ||
                         (m_settings.decoder == DecoderMode::Teacher && lastWanted(Stack::Decoder) > 0);
    const int last = decodes ? 0 : lastWanted(Stack::Encoder);
    const EncoderStates encoded = model.encode(model.batch(rows), {}, {collector(mask, result), last, stop});
    if (decodes) runDecoder(sentences, encoded, stop, result);
    return result;
}

void BatchRunner::runDecoder(SentenceBatch sentences, const EncoderStates& encoded, const std::stop_token& stop,
                             BatchResult& result) const
{
    const T5Model& model = m_checkpoint.model();
    std::vector<std::vector<std::int32_t>> written; // ids the decoder reads
    if (m_settings.decoder == DecoderMode::Generate) {
        const Generator greedy(model, {.maximumTokens = m_settings.maximumNewTokens});
        for (const auto& row : greedy.generate(encoded, stop)) {
            result.generated.push_back(m_checkpoint.tokenizer().decode(row));
            written.push_back(m_checkpoint.decoderIds(row));
        }
    }
    Rows rows;
    for (std::size_t i = 0; i < sentences.size(); ++i)
        rows.emplace_back(written.empty() ? sentences[i]->decoder : written[i]);
    // The positions at which a text was written read the same ids again, all at once: the same activations, and the
    // layers are reduced over whole sentences here too.
    const PositionMask mask = positions(rows);
    result.decoderTokens = mask.counted();
    const int last = lastWanted(Stack::Decoder);
    if (last == 0) return;
    model.decode(model.batch(rows), encoded, {collector(mask, result), last, stop});
}

/// All positions of each row but its padding; without `</s>` where only content counts.
PositionMask BatchRunner::positions(const Rows& rows) const
{
    PositionMask mask{.sentences = static_cast<std::int64_t>(rows.size())};
    for (const auto& row : rows)
        mask.tokens = std::max(mask.tokens, static_cast<std::int64_t>(row.size()));
    mask.counts.resize(static_cast<std::size_t>(mask.sentences * mask.tokens));
    const bool all = m_settings.positions == Positions::All;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::ranges::transform(rows[i], mask.counts.begin() + static_cast<std::ptrdiff_t>(i * mask.tokens),
                               [&](std::int32_t id) { return all || id != m_checkpoint.config().eosToken; });
    }
    return mask;
}

ActivationHook BatchRunner::collector(const PositionMask& mask, BatchResult& result) const
{
    return [this, &mask, &result](LayerId layer, const at::Tensor& activations) {
        const auto wanted = std::ranges::find(m_settings.layers, layer);
        if (wanted == m_settings.layers.end()) return;
        result.layers[static_cast<std::size_t>(wanted - m_settings.layers.begin())] =
            reduceSentences(activations, mask, m_settings.aggregate, m_settings.epsilon);
    };
}

} // namespace sparsight

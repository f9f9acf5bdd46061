// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/TextGenerator.h"

#include "core/capture/Halving.h"
#include "core/model/Device.h"
#include "core/model/TorchError.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace sparsight {

namespace {

// What a batch may hold. A step costs nearly the same for a few rows as for many, until the products fill the machine.
constexpr std::size_t mostRows = 256;                        // of the decoder, beams counted
constexpr std::size_t mostSourceTokens = 16384;              // padding counted
constexpr std::size_t mostCacheBytes = std::size_t(1) << 30; // keys and values of all layers

} // namespace

struct TextGenerator::Source {
    std::size_t place = 0; ///< among the texts
    std::vector<std::int32_t> ids;
};

TextGenerator::TextGenerator(const LoadedCheckpoint& checkpoint, const GenerateOptions& options,
                             std::span<const Intervention> interventions)
    : m_checkpoint(checkpoint)
    , m_options(options)
    , m_overrides(checkpoint.overrides(interventions))
    , m_generator(checkpoint.model(), options)
{
}

std::vector<GeneratedText> TextGenerator::run(std::span<const std::string> texts, const std::stop_token& stop,
                                              const ProgressCallback& progress) const
{
    std::vector<GeneratedText> results(texts.size());
    std::vector<Source> sources = read(texts, stop, results);
    for (std::size_t first = 0; first < sources.size();) {
        report(progress, {"writing", first, sources.size()});
        const std::size_t count = batchSize(sources, first);
        inHalves<Source>(
            std::span(sources).subspan(first, count), [&](std::span<Source> part) { write(part, stop, results); },
            [this] { freeCaches(m_checkpoint.model().device()); },
            [](const Source& source) {
                return "There is not enough memory to write from a text of " + std::to_string(source.ids.size()) +
                       " tokens, even alone; close other programs, use another device or fewer beams, or cut the text.";
            });
        first += count;
    }
    report(progress, {"writing", sources.size(), sources.size()});
    return results;
}

std::vector<TextGenerator::Source> TextGenerator::read(std::span<const std::string> texts, const std::stop_token& stop,
                                                       std::vector<GeneratedText>& results) const
{
    const int limit =
        m_options.maximumSourceTokens > 0 ? m_options.maximumSourceTokens : std::numeric_limits<int>::max();
    std::vector<Source> sources;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        throwIfStopped(stop);
        sources.push_back({i, m_checkpoint.encoderIds(texts[i], limit, results[i].truncated)});
        results[i].sourceTokens = static_cast<std::uint32_t>(sources.back().ids.size());
    }
    std::ranges::stable_sort(sources, std::greater{}, [](const Source& source) { return source.ids.size(); });
    return sources;
}

std::size_t TextGenerator::batchSize(const std::vector<Source>& sources, std::size_t first) const
{
    const ModelConfig& config = m_checkpoint.config();
    const std::size_t element = m_checkpoint.info().precision == Precision::Fp32 ? 4 : 2;
    const std::size_t longest = sources[first].ids.size();
    const auto beams = static_cast<std::size_t>(m_options.beams);
    const std::size_t cachedTokens = longest + beams * static_cast<std::size_t>(m_options.maximumTokens);
    const std::size_t cacheBytes = 2 * element * cachedTokens * static_cast<std::size_t>(config.innerDim()) *
                                   static_cast<std::size_t>(config.decoderLayers);
    const std::size_t fits = std::min({mostRows / beams, mostSourceTokens / longest, mostCacheBytes / cacheBytes});
    return std::clamp<std::size_t>(fits, 1, sources.size() - first);
}

void TextGenerator::write(std::span<Source> batch, const std::stop_token& stop,
                          std::vector<GeneratedText>& results) const
{
    const T5Model& model = m_checkpoint.model();
    std::vector<std::span<const std::int32_t>> rows;
    std::vector<std::int64_t> lengths;
    std::vector<std::uint64_t> streams;
    for (const Source& source : batch) {
        rows.emplace_back(source.ids);
        lengths.push_back(static_cast<std::int64_t>(source.ids.size()));
        streams.push_back(source.place);
    }
    const bool padded = std::ranges::adjacent_find(lengths, std::not_equal_to{}) != lengths.end();
    const at::Tensor padding = padded ? at::tensor(lengths, at::kLong) : at::Tensor();
    const ActivationOverrides* overrides = m_overrides.isEmpty() ? nullptr : &m_overrides;
    const EncoderStates encoded = model.encode(model.batch(rows), padding, {.stop = stop, .overrides = overrides});
    auto written = m_generator.generate(encoded, stop, streams, overrides);
    for (std::size_t i = 0; i < batch.size(); ++i) {
        GeneratedText& result = results[batch[i].place];
        result.text = m_checkpoint.tokenizer().decode(written[i]);
        result.ids = std::move(written[i]);
    }
}

} // namespace sparsight

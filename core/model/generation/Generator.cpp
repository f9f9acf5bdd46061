// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/Generator.h"

#include "core/model/TorchError.h"
#include "core/model/generation/BeamSearch.h"
#include "core/model/generation/SingleSearch.h"

#include <memory>
#include <numeric>
#include <utility>

namespace sparsight {

namespace {

std::unique_ptr<Search> makeSearch(const ModelConfig& config, const GenerateOptions& options,
                                   std::span<const std::uint64_t> streams)
{
    if (options.beams > 1) return std::make_unique<BeamSearch>(config, options, streams.size());
    return std::make_unique<SingleSearch>(config, options, streams);
}

/// Whether the places are 0 … count − 1, so that nothing moves.
bool isEvery(const std::vector<std::int64_t>& places, std::int64_t count)
{
    if (std::cmp_not_equal(places.size(), count)) return false;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (std::cmp_not_equal(places[i], i)) return false;
    }
    return true;
}

} // namespace

Generator::Generator(const T5Model& model, const GenerateOptions& options)
    : m_model(model)
    , m_options(options)
{
    checkOptions(options);
}

std::vector<Sequence> Generator::generate(EncoderStates encoder, const std::stop_token& stop,
                                          std::span<const std::uint64_t> streams,
                                          const ActivationOverrides* overrides) const
{
    return guarded([&] {
        const c10::InferenceMode inference;
        const at::Device device = m_model.device();
        const auto onDevice = [&](const std::vector<std::int64_t>& values) {
            return at::tensor(values, at::kLong).to(device);
        };
        std::vector<std::uint64_t> places(static_cast<std::size_t>(encoder.batch));
        std::iota(places.begin(), places.end(), 0);
        const auto search = makeSearch(m_model.config(), m_options, streams.empty() ? places : streams);

        DecoderCache cache = m_model.makeCache(m_options.maximumTokens);
        std::int64_t rows = encoder.batch;
        at::Tensor next = at::full({rows, 1}, m_model.config().decoderStartToken, at::dtype(at::kLong).device(device));
        while (true) {
            const at::Tensor decoded = m_model.decode(next, encoder, {.stop = stop, .overrides = overrides}, &cache);
            const NextStep step = search->advance(m_model.logits(decoded).select(1, 0).to(at::kFloat).contiguous());
            if (step.tokens.empty()) return search->take();
            if (!isEvery(step.origins, rows)) cache.selectRows(onDevice(step.origins));
            if (!isEvery(step.sources, encoder.batch)) cache.selectSources(onDevice(step.sources), encoder);
            rows = static_cast<std::int64_t>(step.tokens.size());
            next = onDevice(step.tokens).unsqueeze(1);
        }
    });
}

} // namespace sparsight

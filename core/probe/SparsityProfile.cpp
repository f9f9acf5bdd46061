// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/SparsityProfile.h"

#include "core/analysis/statistics/CounterRandom.h"
#include "core/base/Error.h"

#include <algorithm>
#include <map>

namespace sparsight {

namespace {

/// One batch, layer by layer.
class ProfilePart final : public SweepPart {
public:
    ProfilePart(const InferenceEngine& engine, const SparsityRequest& request, const std::stop_token& stop)
        : m_engine(engine)
        , m_request(request)
        , m_stop(stop)
    {
    }

    void add(const SweptLayer& swept) override
    {
        LayerSparsity layer(swept.layer, swept.neurons);
        LayerSparsity::Measures measures{m_request.epsilon, ConcentrationMeter(m_request.topPart)};
        const OutputWeights weights = m_request.cett ? m_engine.outputWeights(swept.layer) : OutputWeights{};
        std::optional<OutputRows> rows;
        if (m_request.cett) measures.rows = &rows.emplace(weights.values, weights.width);
        for (const SweptToken& token : swept.tokens) {
            throwIfStopped(m_stop);
            layer.add(swept.activations(token), token.position, token.kind, measures);
        }
        m_layers.push_back(std::move(layer));
    }

    const std::vector<LayerSparsity>& layers() const { return m_layers; }

private:
    const InferenceEngine& m_engine;
    const SparsityRequest& m_request;
    const std::stop_token& m_stop;
    std::vector<LayerSparsity> m_layers;
};

} // namespace

SparsityProfile profileSparsity(InferenceEngine& engine, std::span<const Sentence> sentences,
                                const SparsityRequest& request, const std::stop_token& stop,
                                const ProgressCallback& progress)
{
    const ModelInfo& info = engine.info();
    SparsityProfile profile{.checkpoint = info.name,
                            .directory = info.directory.string(),
                            .activation = info.activation,
                            .exactZeros = info.exactZeros,
                            .data = {},
                            .request = request,
                            .layers = {}};
    std::map<LayerId, LayerSparsity> layers;
    const SweepVisitor visitor{
        .begin = [&] { return std::make_unique<ProfilePart>(engine, request, stop); },
        .end =
            [&](SweepPart& part) {
                for (const LayerSparsity& each : static_cast<ProfilePart&>(part).layers())
                    layers.try_emplace(each.layer(), each.layer(), each.neurons()).first->second.merge(each);
            }};
    profile.summary = engine.sweep({.sentences = sentences,
                                    .layers = request.layers,
                                    .decoder = request.decoder,
                                    .maximumTokens = request.maximumTokens,
                                    .maximumNewTokens = request.maximumNewTokens},
                                   visitor, stop, progress);
    for (auto& [id, layer] : layers)
        profile.layers.push_back(std::move(layer));
    return profile;
}

TwinEngine::TwinEngine(const std::filesystem::path& checkpoint, const TwinMaker& make, const EngineFactory& load,
                       const LoadOptions& options, const std::stop_token& stop, const ProgressCallback& progress)
{
    const std::filesystem::path twin = m_folder.path() / "twin";
    report(progress, {"making the random twin", 0, 0});
    make(checkpoint, twin, stop, progress);
    m_engine = load(twin, options, stop, progress);
}

SentenceSample::SentenceSample(std::uint32_t count, std::optional<std::uint64_t> seed)
    : m_count(count)
    , m_seed(seed)
{
}

void SentenceSample::add(const Sentence& sentence)
{
    const std::uint64_t place = m_seen++;
    const bool full = m_count > 0 && m_chosen.size() >= m_count;
    if (!m_seed) {
        if (!full) m_chosen.push_back({place, place, sentence});
        return;
    }
    Drawn drawn{CounterRandom(*m_seed, 0).at(place), place, {}};
    if (full) {
        if (!(drawn < m_chosen.front())) return;
        std::ranges::pop_heap(m_chosen, std::less<>());
        m_chosen.pop_back();
    }
    drawn.sentence = sentence;
    m_chosen.push_back(std::move(drawn));
    std::ranges::push_heap(m_chosen, std::less<>());
}

std::vector<Sentence> SentenceSample::take()
{
    std::ranges::sort(m_chosen, {}, &Drawn::place);
    std::vector<Sentence> sentences;
    for (Drawn& each : m_chosen)
        sentences.push_back(std::move(each.sentence));
    m_chosen.clear();
    return sentences;
}

} // namespace sparsight

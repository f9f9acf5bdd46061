// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/SingleSearch.h"

#include <numeric>
#include <utility>

namespace sparsight {

SingleSearch::SingleSearch(const ModelConfig& config, const GenerateOptions& options,
                           std::span<const std::uint64_t> streams)
    : m_options(options)
    , m_rules(options, config.eosToken)
    , m_eos(config.eosToken)
    , m_sequences(streams.size(), Sequence{config.decoderStartToken})
    , m_open(streams.size())
{
    std::iota(m_open.begin(), m_open.end(), 0);
    if (!options.sample) return;
    for (const std::uint64_t stream : streams)
        m_streams.emplace_back(options.seed, stream);
}

NextStep SingleSearch::advance(at::Tensor logits)
{
    std::vector<const Sequence*> sequences;
    for (const std::size_t text : m_open)
        sequences.push_back(&m_sequences[text]);
    m_rules.apply(logits, sequences);
    const at::Tensor chosen = choose(logits).cpu();

    NextStep step;
    std::vector<std::size_t> open;
    for (std::size_t row = 0; row < m_open.size(); ++row) {
        const std::int64_t token = chosen.const_data_ptr<std::int64_t>()[row];
        Sequence& sequence = m_sequences[m_open[row]];
        sequence.push_back(static_cast<std::int32_t>(token));
        if (isDone(sequence)) continue;
        open.push_back(m_open[row]);
        step.tokens.push_back(token);
        step.origins.push_back(static_cast<std::int64_t>(row));
    }
    step.sources = step.origins;
    m_open = std::move(open);
    return step;
}

at::Tensor SingleSearch::choose(const at::Tensor& scores)
{
    if (!m_options.sample) return scores.argmax(-1);
    std::vector<double> uniform;
    for (const std::size_t text : m_open)
        uniform.push_back(m_streams[text].next());
    return drawTokens(scores, m_options, at::tensor(uniform, at::kDouble));
}

bool SingleSearch::isDone(const Sequence& sequence) const
{
    return sequence.back() == m_eos || std::cmp_greater(sequence.size(), m_options.maximumTokens);
}

std::vector<Sequence> SingleSearch::take()
{
    for (Sequence& sequence : m_sequences)
        sequence.erase(sequence.begin()); // the start token
    return std::move(m_sequences);
}

} // namespace sparsight

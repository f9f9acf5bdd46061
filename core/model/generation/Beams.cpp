// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/Beams.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace sparsight {

Beams::Beams(const GenerateOptions& options, std::int32_t start, std::int32_t eos)
    : m_options(options)
    , m_eos(eos)
    , m_open{{.sequence = {start}}}
{
}

void Beams::advance(std::span<const Candidate> candidates)
{
    const bool full = length() + 1 == m_options.maximumTokens; // nothing can follow
    const auto most = static_cast<std::size_t>(m_options.beams);
    std::vector<Beam> open;
    for (std::size_t rank = 0; rank < candidates.size(); ++rank) {
        const bool closes = full || candidates[rank].token == m_eos;
        // The others are there to keep beams open; a text that closes with less than the best is not kept.
        if (closes && rank < most) close(candidates[rank]);
        if (candidates[rank].token != m_eos && open.size() < most) open.push_back(extended(candidates[rank]));
    }
    m_open = std::move(open);
    m_done = full || m_open.empty() || !canImprove();
}

void Beams::close(const Candidate& candidate)
{
    Beam beam = extended(candidate);
    beam.score = normalized(beam.score, length() + 1);
    if (!std::isfinite(beam.score)) return; // only forbidden tokens were left
    const auto place = std::ranges::upper_bound(m_closed, beam.score, std::greater{}, &Beam::score);
    m_closed.insert(place, std::move(beam));
    if (std::cmp_greater(m_closed.size(), m_options.beams)) m_closed.pop_back();
}

Beams::Beam Beams::extended(const Candidate& candidate) const
{
    Beam beam{m_open[static_cast<std::size_t>(candidate.beam)].sequence, candidate.score, candidate.beam};
    beam.sequence.push_back(candidate.token);
    return beam;
}

float Beams::normalized(float score, int length) const
{
    return score / static_cast<float>(std::pow(length, m_options.lengthPenalty));
}

bool Beams::canImprove() const
{
    if (std::cmp_less(m_closed.size(), m_options.beams)) return true;
    if (m_options.earlyStopping == EarlyStopping::On) return false;
    const bool longest = m_options.earlyStopping == EarlyStopping::Never && m_options.lengthPenalty > 0;
    return normalized(m_open.front().score, longest ? m_options.maximumTokens : length()) > m_closed.back().score;
}

std::vector<std::int32_t> Beams::best() const
{
    const std::vector<std::int32_t>& sequence = (m_closed.empty() ? m_open : m_closed).front().sequence;
    return {sequence.begin() + 1, sequence.end()};
}

} // namespace sparsight

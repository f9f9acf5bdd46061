// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/generation/TokenRules.h"

#include <algorithm>
#include <limits>

namespace sparsight {

std::vector<std::int32_t> repeatingTokens(std::span<const std::int32_t> sequence, int ngram)
{
    std::vector<std::int32_t> tokens;
    if (ngram < 1 || std::cmp_less(sequence.size(), ngram)) return tokens;
    const auto last = sequence.last(static_cast<std::size_t>(ngram) - 1); // what the next token would complete
    for (std::size_t end = last.size(); end < sequence.size(); ++end) {
        if (std::ranges::equal(sequence.subspan(end - last.size(), last.size()), last)) tokens.push_back(sequence[end]);
    }
    return tokens;
}

void TokenRules::apply(at::Tensor& scores, std::span<const Sequence* const> sequences) const
{
    const std::int64_t vocabulary = scores.size(1);
    std::vector<std::int64_t> forbidden; // of the flat scores
    for (std::size_t row = 0; row < sequences.size(); ++row) {
        const auto forbid = [&](std::int32_t token) {
            forbidden.push_back(static_cast<std::int64_t>(row) * vocabulary + token);
        };
        std::ranges::for_each(repeatingTokens(*sequences[row], m_ngram), forbid);
        if (std::cmp_less_equal(sequences[row]->size(), m_minimumTokens)) forbid(m_eos);
    }
    if (forbidden.empty()) return;
    scores.view(-1).index_fill_(0, at::tensor(forbidden, at::kLong).to(scores.device()),
                                -std::numeric_limits<double>::infinity());
}

} // namespace sparsight

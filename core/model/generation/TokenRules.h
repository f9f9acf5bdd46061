// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"
#include "core/model/generation/GenerateOptions.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// What the decoder has read in one row: the start token, then what was written.
using Sequence = std::vector<std::int32_t>;

/// The tokens that may not follow: those that would complete an n-gram which the sequence has already, the start token
/// counted among it.
std::vector<std::int32_t> repeatingTokens(std::span<const std::int32_t> sequence, int ngram);

/// Which tokens may not come next, whatever their score.
class TokenRules {
public:
    TokenRules(const GenerateOptions& options, std::int32_t eos)
        : m_minimumTokens(options.minimumTokens)
        , m_ngram(options.noRepeatNgram)
        , m_eos(eos)
    {
    }

    /// Makes scores [rows, vocabulary], contiguous, −∞ at forbidden tokens. Row i belongs to sequences[i].
    void apply(at::Tensor& scores, std::span<const Sequence* const> sequences) const;

private:
    int m_minimumTokens, m_ngram;
    std::int32_t m_eos;
};

} // namespace sparsight

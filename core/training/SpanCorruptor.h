// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/PretrainingSettings.h"
#include "core/training/TrainingData.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// Makes pairs of source and target from texts by T5's span corruption.
///
/// Of n tokens, round(n · density) are noise, at least one and not all; they form round(noise / mean span) spans, at
/// least one (both rounded half to even). The lengths of the spans and of what is kept between them are drawn uniformly
/// from all ways to cut them into parts of one token or more. As in T5, kept and noise take turns, kept first: so the
/// first token is never noise and the last always is, unless the pattern is rolled, i.e. turned round by a number of
/// tokens drawn from 0 … n − 1.
///
/// In the source each span is replaced by its sentinel, <extra_id_0> first; in the target each span stands behind its
/// sentinel. Where text follows the last span (rolled patterns only) the next sentinel closes the target. `</s>` ends
/// both and is never noise.
class SpanCorruptor {
public:
    /// Ids of the sentinels, three at least, <extra_id_0> first.
    SpanCorruptor(const SpanCorruption& settings, std::vector<std::int32_t> sentinels);

    /// Whether a text has enough tokens to hide one and keep one; `</s>` is not counted.
    static bool isLongEnough(std::span<const std::int32_t> ids) { return ids.size() >= 3; }

    /// `ids` end with `</s>`. All that is random is a function of the key.
    TokenizedPair corrupt(std::span<const std::int32_t> ids, std::uint64_t key) const;

    /// Which of so many tokens are noise.
    std::vector<bool> pattern(std::size_t tokens, std::uint64_t key) const;

private:
    SpanCorruption m_settings;
    std::vector<std::int32_t> m_sentinels;
};

} // namespace sparsight

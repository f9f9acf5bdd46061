// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/SpanCorruptor.h"

#include "core/training/Dropout.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sparsight {

namespace {

enum Purpose : std::uint64_t { Noise, Kept, Roll };

/// Rounds half to even, as T5's preprocessing does.
std::size_t rounded(double value)
{
    return static_cast<std::size_t>(std::nearbyint(value));
}

/// So many items cut into so many parts of one or more; each way to do so is equally likely.
std::vector<std::size_t> segments(std::size_t items, std::size_t parts, std::uint64_t key)
{
    // Selection sampling: of the items − 1 places between items, parts − 1 are cut.
    std::vector<std::size_t> lengths{1};
    std::size_t cuts = parts - 1;
    for (std::size_t place = 1; place < items; ++place) {
        if (mixedKey(key, place) % (items - place) < cuts) {
            --cuts;
            lengths.push_back(1);
        } else {
            ++lengths.back();
        }
    }
    return lengths;
}

} // namespace

SpanCorruptor::SpanCorruptor(const SpanCorruption& settings, std::vector<std::int32_t> sentinels)
    : m_settings(settings)
    , m_sentinels(std::move(sentinels))
{
}

std::vector<bool> SpanCorruptor::pattern(std::size_t tokens, std::uint64_t key) const
{
    const std::size_t noise =
        std::clamp<std::size_t>(rounded(static_cast<double>(tokens) * m_settings.density), 1, tokens - 1);
    // A roll may cut one span into two, and the target may need a sentinel to close it.
    const std::size_t most = m_sentinels.size() - 2;
    const std::size_t spans = std::clamp<std::size_t>(rounded(static_cast<double>(noise) / m_settings.meanSpan), 1,
                                                      std::min({noise, tokens - noise, most}));
    const std::vector<std::size_t> hidden = segments(noise, spans, mixedKey(key, Noise));
    const std::vector<std::size_t> kept = segments(tokens - noise, spans, mixedKey(key, Kept));
    std::vector<bool> isNoise;
    for (std::size_t i = 0; i < spans; ++i) {
        isNoise.insert(isNoise.end(), kept[i], false);
        isNoise.insert(isNoise.end(), hidden[i], true);
    }
    if (m_settings.roll)
        std::rotate(isNoise.begin(), isNoise.begin() + static_cast<std::ptrdiff_t>(mixedKey(key, Roll) % tokens),
                    isNoise.end());
    return isNoise;
}

TokenizedPair SpanCorruptor::corrupt(std::span<const std::int32_t> ids, std::uint64_t key) const
{
    const auto text = ids.first(ids.size() - 1);
    const std::vector<bool> isNoise = pattern(text.size(), key);
    TokenizedPair pair;
    std::size_t sentinel = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isNoise[i] && (i == 0 || !isNoise[i - 1])) {
            pair.source.push_back(m_sentinels[sentinel]);
            pair.target.push_back(m_sentinels[sentinel]);
            ++sentinel;
        }
        (isNoise[i] ? pair.target : pair.source).push_back(text[i]);
    }
    if (!isNoise.back()) pair.target.push_back(m_sentinels[sentinel]);
    pair.source.push_back(ids.back());
    pair.target.push_back(ids.back());
    return pair;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/NeuronAccumulator.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sparsight {

bool ranksBefore(const TopSentence& left, const TopSentence& right, bool signedValues)
{
    const float a = signedValues ? std::fabs(left.value) : left.value;
    const float b = signedValues ? std::fabs(right.value) : right.value;
    return a != b ? a > b : left.sentence < right.sentence;
}

int histogramBin(float magnitude)
{
    // Two bins an octave: the exponent gives the octave, and the mantissa of the square root of 2 parts it.
    constexpr std::uint32_t rootOfTwo = 0x3504f4; // first float at or above it
    const auto bits = std::bit_cast<std::uint32_t>(magnitude);
    const int octave = static_cast<int>(bits >> 23) - 127;
    const int bin = 2 * octave + 24 + ((bits & 0x7fffff) >= rootOfTwo ? 1 : 0);
    return std::clamp(bin, 0, NeuronStatistics::bins - 1);
}

NeuronAccumulator::NeuronAccumulator(NeuronStatistics statistics, std::vector<TopSentence> top)
    : m_statistics(statistics)
    , m_top(std::move(top))
{
}

void NeuronAccumulator::add(const DecodedColumn& column, std::span<const SentenceId> sentences,
                            const StatisticsRules& rules)
{
    m_statistics.firings += column.firings;
    m_statistics.sentences += column.sentencesOfFirings(rules.epsilon);
    thread_local std::vector<TopSentence> candidates; // keeps its memory over the thousands of neurons of a block
    candidates.clear();
    const bool full = m_top.size() == topCount;
    for (std::size_t i = 0; i < column.size(); ++i) {
        const float value = column.values[i];
        const float magnitude = std::fabs(value);
        const float ranked = rules.signedValues ? magnitude : value;
        m_statistics.sum += ranked;
        m_statistics.maximum = std::max(m_statistics.maximum, ranked);
        ++m_statistics.histogram[static_cast<std::size_t>(histogramBin(magnitude))];
        const TopSentence candidate{sentences[column.rows[i]], value, column.tokens[i]};
        if (!full || ranksBefore(candidate, m_top.back(), rules.signedValues)) candidates.push_back(candidate);
    }
    mergeIntoTop(candidates, rules);
}

void NeuronAccumulator::mergeIntoTop(std::vector<TopSentence>& candidates, const StatisticsRules& rules)
{
    const auto before = [&](const TopSentence& a, const TopSentence& b) {
        return ranksBefore(a, b, rules.signedValues);
    };
    if (candidates.size() > topCount) {
        std::ranges::nth_element(candidates, candidates.begin() + topCount, before);
        candidates.resize(topCount);
    }
    std::ranges::sort(candidates, before);
    const auto middle = static_cast<std::ptrdiff_t>(m_top.size());
    m_top.insert(m_top.end(), candidates.begin(), candidates.end());
    std::ranges::inplace_merge(m_top, m_top.begin() + middle, before);
    if (m_top.size() > topCount) m_top.resize(topCount);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/statistics/Ranking.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sparsight {

namespace {

/// Walks the distinct values from the largest down and gathers both rank statistics.
class DescendingSweep {
public:
    DescendingSweep(std::uint64_t positives, std::uint64_t negatives)
        : m_positives(static_cast<double>(positives))
        , m_negatives(static_cast<double>(negatives))
    {
    }
    /// The next tie: so many sentences with and without the label.
    void add(double positives, double negatives)
    {
        m_negativesAbove += negatives;
        m_positivesAbove += positives;
        m_wins += positives * (m_negatives - m_negativesAbove + negatives / 2);
        if (positives > 0) m_precision += positives * m_positivesAbove / (m_positivesAbove + m_negativesAbove);
    }
    RankingScores scores() const
    {
        RankingScores result;
        if (m_positives > 0) result.averagePrecision = m_precision / m_positives;
        if (m_positives > 0 && m_negatives > 0) result.auroc = m_wins / (m_positives * m_negatives);
        return result;
    }

private:
    double m_positives, m_negatives;
    double m_positivesAbove = 0, m_negativesAbove = 0;
    double m_precision = 0;
    double m_wins = 0; // pairs in which the labelled sentence has the larger value
};

/// `ascending` is sorted and holds every value that is not zero.
std::optional<double> pearson(std::span<const LabelledValue> ascending, std::uint64_t sentences, std::uint64_t labelled)
{
    const double n = static_cast<double>(sentences);
    const bool constant =
        ascending.empty() || (ascending.size() == sentences && ascending.front().rank() == ascending.back().rank());
    if (constant || labelled == 0 || labelled == sentences) return std::nullopt;

    double sum = 0;
    for (const LabelledValue& entry : ascending)
        sum += entry.magnitude();
    const double mean = sum / n;

    const double zeros = n - static_cast<double>(ascending.size());
    double squares = zeros * mean * mean;
    double products = 0, positivesSeen = 0;
    for (const LabelledValue& entry : ascending) {
        const double deviation = entry.magnitude() - mean;
        squares += deviation * deviation;
        if (entry.label()) {
            products += deviation;
            ++positivesSeen;
        }
    }
    products -= (static_cast<double>(labelled) - positivesSeen) * mean;
    const double share = static_cast<double>(labelled) / n;
    const double r = products / std::sqrt(squares * n * share * (1 - share));
    if (!std::isfinite(r)) return std::nullopt; // a value was infinite
    return std::clamp(r, -1.0, 1.0);
}

} // namespace

RankingScores ColumnRanking::operator()(std::vector<LabelledValue>& nonzeros, std::uint64_t sentences,
                                        std::uint64_t labelled)
{
    sort(nonzeros);
    DescendingSweep sweep(labelled, sentences - labelled);
    double positivesSeen = 0;
    for (auto it = nonzeros.rbegin(); it != nonzeros.rend();) {
        const std::uint32_t rank = it->rank();
        double positives = 0, negatives = 0;
        for (; it != nonzeros.rend() && it->rank() == rank; ++it)
            ++(it->label() ? positives : negatives);
        sweep.add(positives, negatives);
        positivesSeen += positives;
    }
    const double zeros = static_cast<double>(sentences) - static_cast<double>(nonzeros.size());
    const double zeroPositives = static_cast<double>(labelled) - positivesSeen;
    sweep.add(zeroPositives, zeros - zeroPositives);

    RankingScores result = sweep.scores();
    result.pearson = pearson(nonzeros, sentences, labelled);
    return result;
}

void ColumnRanking::sort(std::vector<LabelledValue>& values)
{
    // Radix sort in three passes of 11 bits beats comparisons from a few hundred values on.
    constexpr std::size_t worthwhile = 512;
    if (values.size() < worthwhile) {
        std::sort(values.begin(), values.end(), [](auto a, auto b) { return a.key() < b.key(); });
        return;
    }
    m_scratch.resize(values.size());
    for (int shift = 0; shift < 32; shift += 11) {
        std::array<std::uint32_t, 2048> place{};
        for (const LabelledValue& value : values)
            ++place[(value.key() >> shift) & 2047u];
        std::uint32_t next = 0;
        for (std::uint32_t& slot : place) {
            const std::uint32_t count = slot;
            slot = next;
            next += count;
        }
        for (const LabelledValue& value : values)
            m_scratch[place[(value.key() >> shift) & 2047u]++] = value;
        values.swap(m_scratch);
    }
}

} // namespace sparsight

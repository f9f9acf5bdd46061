// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/CaptureSelector.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

namespace sparsight {

namespace {

/// Bits of a non-negative float sort as its value does, NaN included, which comparisons of floats would not bear.
std::uint32_t magnitudeBits(float value)
{
    return std::bit_cast<std::uint32_t>(std::fabs(value));
}

/// Larger for the larger |value|, and for equal ones for the smaller tie breaker.
std::uint64_t rankOf(float value, std::uint32_t tieBreaker)
{
    return static_cast<std::uint64_t>(magnitudeBits(value)) << 32 | ~tieBreaker;
}

} // namespace

std::uint64_t StrongestNeurons::rank(NeuronId neuron, float value)
{
    return rankOf(value, neuron.value);
}

void StrongestNeurons::add(NeuronId neuron, std::span<const ColumnEntry> column)
{
    for (const ColumnEntry& entry : column) {
        std::uint64_t& best = m_best[entry.row];
        best = std::max(best, rank(neuron, entry.value));
    }
}

void StrongestNeurons::merge(const StrongestNeurons& other)
{
    for (std::size_t i = 0; i < m_best.size(); ++i)
        m_best[i] = std::max(m_best[i], other.m_best[i]);
}

bool StrongestNeurons::isStrongest(NeuronId neuron, std::uint32_t sentence) const
{
    return m_best[sentence] != 0 && static_cast<std::uint32_t>(m_best[sentence]) == ~neuron.value;
}

CaptureSelector::CaptureSelector(const CaptureRule& rule, std::uint32_t sentences,
                                 std::shared_ptr<const StrongestNeurons> strongest)
    : m_rule(rule)
    , m_sentences(sentences)
    , m_strongest(std::move(strongest))
{
    assert(rule.kind != CaptureRule::Kind::Matched && rule.kind != CaptureRule::Kind::Fixed);
    assert(rule.kind != CaptureRule::Kind::Winner || m_strongest);
}

void CaptureSelector::select(NeuronId neuron, std::span<const ColumnEntry> column, std::vector<std::uint32_t>& captured)
{
    captured.clear();
    const auto keep = [&](auto&& isCaptured) {
        for (const ColumnEntry& entry : column)
            if (isCaptured(entry)) captured.push_back(entry.row);
    };
    const auto keepFrom = [&](double lowest) {
        keep([&](const ColumnEntry& entry) { return std::fabs(entry.value) >= lowest; });
    };
    switch (m_rule.kind) {
    case CaptureRule::Kind::Threshold:
        return keep([&](const ColumnEntry& entry) { return std::fabs(entry.value) > m_rule.value; });
    case CaptureRule::Kind::Relative: {
        float maximum = 0;
        for (const ColumnEntry& entry : column)
            maximum = std::max(maximum, std::fabs(entry.value));
        return keepFrom(m_rule.value * maximum);
    }
    case CaptureRule::Kind::Quantile: return keepFrom(quantile(column));
    case CaptureRule::Kind::Winner:
        return keep([&](const ColumnEntry& entry) { return m_strongest->isStrongest(neuron, entry.row); });
    default: return selectTop(column, static_cast<std::size_t>(m_rule.value), captured);
    }
}

void CaptureSelector::selectTop(std::span<const ColumnEntry> column, std::size_t count,
                                std::vector<std::uint32_t>& captured)
{
    captured.clear();
    m_ranks.clear();
    for (const ColumnEntry& entry : column)
        m_ranks.push_back(rankOf(entry.value, entry.row));
    if (count < m_ranks.size()) {
        std::nth_element(m_ranks.begin(), m_ranks.begin() + static_cast<std::ptrdiff_t>(count), m_ranks.end(),
                         std::greater<>());
        m_ranks.resize(count);
    }
    for (const std::uint64_t rank : m_ranks)
        captured.push_back(~static_cast<std::uint32_t>(rank));
}

double CaptureSelector::quantile(std::span<const ColumnEntry> column)
{
    if (column.empty()) return 0;
    // Between the order statistics floor(h) and floor(h) + 1 of h = (N - 1) q (Hyndman and Fan's type 7, NumPy's
    // default). A rounding error of the product must not push the quantile past a value that it should equal.
    double h = (m_sentences - 1) * m_rule.value;
    if (std::fabs(h - std::round(h)) < 1e-14 * m_sentences) h = std::round(h);
    const auto lower = static_cast<std::size_t>(h);
    const double fraction = h - static_cast<double>(lower);

    m_magnitudes.clear();
    for (const ColumnEntry& entry : column)
        m_magnitudes.push_back(magnitudeBits(entry.value));
    const std::size_t zeros = m_sentences - m_magnitudes.size();
    const auto orderStatistic = [&](std::size_t index) {
        if (index < zeros) return 0.0;
        const auto nth = m_magnitudes.begin() + static_cast<std::ptrdiff_t>(index - zeros);
        std::nth_element(m_magnitudes.begin(), nth, m_magnitudes.end());
        return static_cast<double>(std::bit_cast<float>(*nth));
    };
    const double below = orderStatistic(lower);
    if (fraction == 0) return below;
    return below + (orderStatistic(lower + 1) - below) * fraction;
}

} // namespace sparsight

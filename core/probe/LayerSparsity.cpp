// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/LayerSparsity.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sparsight {

namespace {

void append(TokenGroup& to, const TokenGroup& from)
{
    to.tokens += from.tokens;
    to.firings += from.firings;
}

void append(Concentration& to, const Concentration& from)
{
    to.gini += from.gini;
    to.hoyer += from.hoyer;
    to.topShare += from.topShare;
}

} // namespace

PositionBin positionBin(std::size_t bin)
{
    const auto number = static_cast<std::uint32_t>(bin);
    if (number < singlePositions) return {number, number};
    const std::uint32_t first = singlePositions << (number - singlePositions);
    return {first, bin + 1 == positionBins ? std::nullopt : std::optional(2 * first - 1)};
}

std::size_t binOfPosition(std::uint32_t position)
{
    if (position < singlePositions) return position;
    const auto doublings = static_cast<std::size_t>(std::bit_width(position) - std::bit_width(singlePositions));
    return std::min(singlePositions + doublings, positionBins - 1);
}

void LayerSparsity::add(std::span<const float> activations, std::uint32_t position, TokenKind kind, Measures& measures)
{
    const auto epsilon = static_cast<float>(measures.epsilon);
    TokenGroup here{.tokens = 1};
    for (std::size_t n = 0; n < activations.size(); ++n) {
        const bool fires = std::abs(activations[n]) > epsilon;
        m_firings[n] += fires;
        here.firings += fires;
    }
    ++m_tokens;
    append(m_positions[binOfPosition(position)], here);
    append(m_kinds[static_cast<std::size_t>(kind)], here);
    if (const auto concentration = measures.concentration.measure(activations)) {
        append(m_sums, *concentration);
        ++m_measured;
    }
    if (!measures.rows) return;
    if (!m_tail) m_tail.emplace();
    m_tail->add(activations, *measures.rows);
}

void LayerSparsity::merge(const LayerSparsity& other)
{
    m_tokens += other.m_tokens;
    m_measured += other.m_measured;
    std::ranges::transform(m_firings, other.m_firings, m_firings.begin(), std::plus{});
    for (std::size_t i = 0; i < m_positions.size(); ++i)
        append(m_positions[i], other.m_positions[i]);
    for (std::size_t i = 0; i < m_kinds.size(); ++i)
        append(m_kinds[i], other.m_kinds[i]);
    append(m_sums, other.m_sums);
    if (!other.m_tail) return;
    if (!m_tail) m_tail.emplace();
    m_tail->merge(*other.m_tail);
}

std::optional<double> LayerSparsity::density(const TokenGroup& group) const
{
    if (group.tokens == 0 || m_firings.empty()) return std::nullopt;
    return static_cast<double>(group.firings) / (static_cast<double>(group.tokens) * static_cast<double>(neurons()));
}

std::optional<double> LayerSparsity::density() const
{
    TokenGroup all;
    for (const TokenGroup& kind : m_kinds)
        append(all, kind);
    return density(all);
}

std::optional<double> LayerSparsity::firingNeurons() const
{
    const auto share = density();
    if (!share) return std::nullopt;
    return *share * neurons();
}

std::optional<Concentration> LayerSparsity::concentration() const
{
    if (m_measured == 0) return std::nullopt;
    const auto count = static_cast<double>(m_measured);
    return Concentration{m_sums.gini / count, m_sums.hoyer / count, m_sums.topShare / count};
}

std::optional<TailCut> LayerSparsity::cut(double error) const
{
    if (!m_tail) return std::nullopt;
    return m_tail->cut(error);
}

} // namespace sparsight

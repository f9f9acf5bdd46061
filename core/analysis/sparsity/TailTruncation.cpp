// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/sparsity/TailTruncation.h"

#include "core/base/VectorClones.h"

#include <algorithm>
#include <cmath>

namespace sparsight {

namespace {

constexpr int perOctave = 16, lowestExponent = -32, highestExponent = 32;
constexpr double rounding = 1e-6; // of norms in fp32: an error that is the limit itself is not above it
constexpr std::uint32_t thresholds = perOctave * (highestExponent - lowestExponent) + 1;

double threshold(std::uint32_t index)
{
    return std::exp2(lowestExponent + double(index) / perOctave);
}

/// The lowest threshold above a magnitude; `thresholds` where there is none.
std::uint32_t firstAbove(double magnitude)
{
    const double place = std::floor((std::log2(magnitude) - lowestExponent) * perOctave) + 1;
    return static_cast<std::uint32_t>(std::clamp(place, 0.0, double(thresholds)));
}

SPARSIGHT_VECTOR_CLONES
void addRow(float* output, const float* row, float activation, std::size_t width)
{
#pragma omp simd
    for (std::size_t i = 0; i < width; ++i)
        output[i] += activation * row[i];
}

SPARSIGHT_VECTOR_CLONES
float squareSum(const float* values, std::size_t width)
{
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (std::size_t i = 0; i < width; ++i)
        sum += values[i] * values[i];
    return sum;
}

float norm(std::span<const float> values)
{
    return std::sqrt(squareSum(values.data(), values.size()));
}

} // namespace

OutputRows::OutputRows(std::span<const float> values, std::size_t width)
    : m_values(values)
    , m_width(width)
{
    for (std::size_t i = 0; i < values.size() / width; ++i)
        m_norms.push_back(sparsight::norm(row(i)));
}

TailTruncation::TailTruncation()
    : m_steps(thresholds)
    , m_leaves(thresholds)
{
}

void TailTruncation::add(std::span<const float> activations, const OutputRows& rows)
{
    m_order.clear();
    for (std::uint32_t i = 0; i < activations.size(); ++i) {
        if (activations[i] != 0) m_order.emplace_back(firstAbove(double(std::abs(activations[i])) * rows.norm(i)), i);
    }
    ++m_tokens;
    m_entries += activations.size();
    m_firing += m_order.size();
    std::ranges::sort(m_order);

    m_output.assign(rows.width(), 0.0F);
    m_lost.clear();
    for (std::size_t i = 0; i < m_order.size(); ++i) {
        const auto [place, neuron] = m_order[i];
        addRow(m_output.data(), rows.row(neuron).data(), activations[neuron], rows.width());
        if (place == thresholds) continue; // never left out
        ++m_leaves[place];
        if (i + 1 == m_order.size() || m_order[i + 1].first != place) m_lost.emplace_back(place, norm(m_output));
    }
    const float whole = norm(m_output);
    if (whole == 0) return; // nothing is written, so nothing can be lost
    double before = 0;
    for (const auto& [place, lost] : m_lost) {
        m_steps[place] += lost / whole - before;
        before = lost / whole;
    }
}

void TailTruncation::merge(const TailTruncation& other)
{
    m_tokens += other.m_tokens;
    m_entries += other.m_entries;
    m_firing += other.m_firing;
    for (std::uint32_t i = 0; i < thresholds; ++i) {
        m_steps[i] += other.m_steps[i];
        m_leaves[i] += other.m_leaves[i];
    }
}

TailCut TailTruncation::cut(double error) const
{
    if (m_entries == 0) return {};
    const auto tokens = static_cast<double>(m_tokens), entries = static_cast<double>(m_entries);
    std::uint64_t kept = m_firing;
    TailCut best{.kept = static_cast<double>(kept) / entries};
    double sum = 0;
    for (std::uint32_t i = 0; i < thresholds; ++i) {
        sum += m_steps[i];
        kept -= m_leaves[i];
        if (sum / tokens > error + rounding) continue;
        best = {threshold(i), std::max(0.0, sum / tokens), static_cast<double>(kept) / entries};
    }
    return best;
}

} // namespace sparsight

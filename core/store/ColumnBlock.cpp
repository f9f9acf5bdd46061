// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ColumnBlock.h"

#include "core/base/Half.h"

#include <cassert>
#include <cmath>
#include <limits>

namespace sparsight {

namespace {

/// A non-zero value as it is stored.
struct Rounded {
    float value;
    bool saturated;
};

Rounded roundToHalf(float value)
{
    const std::uint16_t bits = floatToHalf(value);
    const std::uint16_t sign = bits & 0x8000u;
    const std::uint16_t magnitude = bits & 0x7fffu;
    if (magnitude == 0) return {finiteHalfToFloat(sign | 1u), false};
    if (magnitude > 0x7bffu) return {finiteHalfToFloat(sign | 0x7bffu), true};
    return {finiteHalfToFloat(bits), false};
}

Rounded roundToFloat(float value)
{
    if (std::isfinite(value)) return {value, false};
    return {std::copysign(std::numeric_limits<float>::max(), value), true};
}

} // namespace

ColumnBlock::ColumnBlock(std::uint32_t neurons, ValueFormat format)
    : m_format(format)
    , m_columns(neurons)
    , m_firings(neurons)
{
}

ColumnBlock::ColumnBlock(Parts parts)
    : m_format(parts.format)
    , m_columns(std::move(parts.columns))
    , m_firings(std::move(parts.firings))
    , m_firingSentences(std::move(parts.firingSentences))
    , m_sentences(parts.sentences)
    , m_saturated(parts.saturated)
{
    assert(m_columns.size() == m_firings.size());
    for (const auto& column : m_columns)
        m_nonzeros += column.size();
}

void ColumnBlock::append(std::span<const float> values, std::span<const std::uint16_t> tokens)
{
    assert(values.size() == m_columns.size() && (tokens.empty() || tokens.size() == values.size()));
    for (std::size_t neuron = 0; neuron < values.size(); ++neuron) {
        if (values[neuron] == 0) continue;
        const Rounded stored =
            m_format == ValueFormat::F16 ? roundToHalf(values[neuron]) : roundToFloat(values[neuron]);
        const std::uint16_t token = tokens.empty() ? std::uint16_t(0) : tokens[neuron];
        m_columns[neuron].push_back({m_sentences, stored.value, token});
        ++m_nonzeros;
        m_saturated += stored.saturated;
    }
    ++m_sentences;
}

void ColumnBlock::addFirings(std::span<const std::uint32_t> firings, std::span<const std::uint32_t> sentences)
{
    assert(firings.size() == m_firings.size() && (sentences.empty() || sentences.size() == firings.size()));
    if (!sentences.empty()) m_firingSentences.resize(firings.size());
    for (std::size_t neuron = 0; neuron < sentences.size(); ++neuron)
        m_firingSentences[neuron] += sentences[neuron];
    for (std::size_t neuron = 0; neuron < firings.size(); ++neuron)
        m_firings[neuron] += firings[neuron];
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// One non-zero sentence value of a neuron.
struct ColumnEntry {
    std::uint32_t row = 0;   ///< index of the sentence within its block, later its SentenceId
    float value = 0;         ///< as stored: rounded to fp16 unless the run keeps fp32
    std::uint16_t token = 0; ///< position of the maximum (Aggregate::Max), else 0

    bool operator==(const ColumnEntry&) const = default;
};

/// One layer's values of a block of sentences, turned from sentence rows into sparse neuron columns as they arrive.
class ColumnBlock {
public:
    ColumnBlock(std::uint32_t neurons, ValueFormat format);

    /// What a stored block is made of again.
    struct Parts {
        ValueFormat format = ValueFormat::F16;
        std::uint32_t sentences = 0;
        std::uint64_t saturated = 0;
        std::vector<std::vector<ColumnEntry>> columns; ///< [neurons], rows ascending
        std::vector<std::uint64_t> firings;            ///< [neurons]
        std::vector<std::uint32_t> firingSentences;    ///< [neurons]
    };
    explicit ColumnBlock(Parts parts);

    /// Adds the next sentence: values [neurons], tokens [neurons] or empty. Values are rounded to the format; a
    /// non-zero never becomes zero, and what exceeds the format or is not finite saturates and is counted.
    void append(std::span<const float> values, std::span<const std::uint16_t> tokens);
    /// Adds to the number of positions at which each neuron fired, and of sentences that have one; these are the
    /// sentences with a value where they are not told. [neurons]
    void addFirings(std::span<const std::uint32_t> firings, std::span<const std::uint32_t> sentences = {});

    std::uint32_t neurons() const noexcept { return static_cast<std::uint32_t>(m_columns.size()); }
    std::uint32_t sentences() const noexcept { return m_sentences; }
    std::uint64_t nonzeros() const noexcept { return m_nonzeros; }
    std::uint64_t saturated() const noexcept { return m_saturated; }
    std::span<const ColumnEntry> column(NeuronId neuron) const { return m_columns[neuron.value]; }
    std::span<const std::uint64_t> firings() const noexcept { return m_firings; }
    /// [neurons], or empty where nobody told.
    std::span<const std::uint32_t> firingSentences() const noexcept { return m_firingSentences; }
    ValueFormat format() const noexcept { return m_format; }

private:
    ValueFormat m_format;
    std::vector<std::vector<ColumnEntry>> m_columns; // [neurons], rows ascending
    std::vector<std::uint64_t> m_firings;            // [neurons]
    std::vector<std::uint32_t> m_firingSentences;    // [neurons] or empty
    std::uint32_t m_sentences = 0;
    std::uint64_t m_nonzeros = 0;
    std::uint64_t m_saturated = 0;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sparsight {

/// A non-zero value and whether its sentence has the label, packed so that integers sort as the values do:
/// a non-negative float's bits are ordered, and its sign bit makes room for the label in the lowest bit.
class LabelledValue {
public:
    LabelledValue() = default;
    LabelledValue(float magnitude, bool label)
        : m_key((std::bit_cast<std::uint32_t>(magnitude) << 1) | static_cast<std::uint32_t>(label))
    {
    }
    std::uint32_t key() const noexcept { return m_key; }
    std::uint32_t rank() const noexcept { return m_key >> 1; } ///< equal for equal values, ascending with them
    bool label() const noexcept { return m_key & 1u; }
    float magnitude() const noexcept { return std::bit_cast<float>(m_key >> 1); }

private:
    std::uint32_t m_key = 0;
};

/// How well a neuron's values tell labelled sentences from the others; nullopt where undefined.
struct RankingScores {
    std::optional<double> averagePrecision; ///< Σ (R_i − R_{i−1}) P_i over distinct values, as scikit-learn
    std::optional<double> auroc;            ///< P(A with label > A without), ties count half
    std::optional<double> pearson;          ///< of the value and the label as 0 or 1
};

/// Scores of a sparse column: its non-zero magnitudes, all other sentences being one tie at zero.
/// One object a thread; it keeps its work space between columns.
class ColumnRanking {
public:
    /// `nonzeros` may come in any order and is sorted ascending on return. Of `sentences` sentences, `labelled` have
    /// the label, the non-zero ones included.
    RankingScores operator()(std::vector<LabelledValue>& nonzeros, std::uint64_t sentences, std::uint64_t labelled);

private:
    void sort(std::vector<LabelledValue>& values);
    std::vector<LabelledValue> m_scratch;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace sparsight {

/// Divides sentences into cells of those that no property tells apart, so that a column is counted by cell in one step
/// a value, however many properties there are.
class SentenceCells {
public:
    explicit SentenceCells(std::size_t sentences)
        : m_cellOf(sentences)
        , m_examples(sentences > 0 ? 1 : 0)
    {
    }

    /// Tells sentences with different values of a property apart.
    void divide(const std::function<std::uint32_t(std::uint32_t sentence)>& property);

    std::size_t count() const { return m_examples.size(); }
    /// A sentence of the cell, which has its properties.
    std::uint32_t example(std::size_t cell) const { return m_examples[cell]; }
    std::uint32_t cellOf(std::uint32_t sentence) const { return m_cellOf[sentence]; }

private:
    std::vector<std::uint32_t> m_cellOf;   // [sentences]
    std::vector<std::uint32_t> m_examples; // [cells], the first sentence of each
};

} // namespace sparsight

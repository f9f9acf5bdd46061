// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/ColumnMerger.h"

#include <bit>

namespace sparsight {

ColumnMerger::ColumnMerger(std::uint32_t sentences)
    : m_slots(sentences)
    , m_filled((std::size_t(sentences) + 63) / 64)
{
}

void ColumnMerger::add(const DecodedColumn& column, std::span<const SentenceId> sentences)
{
    for (std::size_t i = 0; i < column.size(); ++i) {
        const std::uint32_t sentence = sentences[column.rows[i]].value;
        m_slots[sentence] = {column.values[i], column.tokens[i]};
        m_filled[sentence / 64] |= std::uint64_t(1) << (sentence % 64);
    }
}

std::span<const ColumnEntry> ColumnMerger::finish()
{
    m_column.clear();
    for (std::size_t word = 0; word < m_filled.size(); ++word) {
        for (std::uint64_t bits = m_filled[word]; bits != 0; bits &= bits - 1) {
            const auto sentence = static_cast<std::uint32_t>(word * 64 + static_cast<unsigned>(std::countr_zero(bits)));
            m_column.push_back({sentence, m_slots[sentence].value, m_slots[sentence].token});
        }
        m_filled[word] = 0;
    }
    return m_column;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/census/SentenceCells.h"

#include <unordered_map>

namespace sparsight {

void SentenceCells::divide(const std::function<std::uint32_t(std::uint32_t)>& property)
{
    std::unordered_map<std::uint64_t, std::uint32_t> cells; // by the cell before and the value of the property
    std::vector<std::uint32_t> examples;
    for (std::uint32_t sentence = 0; sentence < m_cellOf.size(); ++sentence) {
        const std::uint64_t key = static_cast<std::uint64_t>(m_cellOf[sentence]) << 32 | property(sentence);
        const auto [cell, isNew] = cells.try_emplace(key, static_cast<std::uint32_t>(examples.size()));
        if (isNew) examples.push_back(sentence);
        m_cellOf[sentence] = cell->second;
    }
    m_examples = std::move(examples);
}

} // namespace sparsight

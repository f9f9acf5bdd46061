// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/tokens/RunTokens.h"

#include <algorithm>

namespace sparsight {

void RunTokens::add(std::int32_t id, const std::string& piece)
{
    m_ids.push_back(id);
    m_pieces.try_emplace(id, piece);
}

void RunTokens::endSentence()
{
    m_begins.push_back(m_ids.size());
}

std::uint64_t RunTokens::positions() const
{
    if (!m_uncounted) return m_ids.size();
    return static_cast<std::uint64_t>(std::ranges::count_if(m_ids, [this](std::int32_t id) { return counts(id); }));
}

} // namespace sparsight

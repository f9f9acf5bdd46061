// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/EnglishStemmer.h"

#include "core/base/Error.h"

#include <libstemmer.h>

namespace sparsight {

EnglishStemmer::EnglishStemmer()
    : m_stemmer(sb_stemmer_new("english", "UTF_8"))
{
    if (!m_stemmer) throw Error(ErrorCode::Unsupported, "This build of libstemmer has no English stemmer.");
}

void EnglishStemmer::Deleter::operator()(sb_stemmer* stemmer) const noexcept
{
    sb_stemmer_delete(stemmer);
}

std::string_view EnglishStemmer::stem(std::string_view word)
{
    constexpr std::size_t remembered = 100'000;
    if (const auto known = m_seen.find(word); known != m_seen.end()) return known->second;
    const auto* stem = sb_stemmer_stem(m_stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                       static_cast<int>(word.size()));
    if (!stem) throw Error(ErrorCode::OutOfMemory, "There is no memory left to find the stem of a word.");
    const auto length = static_cast<std::size_t>(sb_stemmer_length(m_stemmer.get()));
    if (m_seen.size() >= remembered) m_seen.clear();
    return m_seen.emplace(word, std::string(reinterpret_cast<const char*>(stem), length)).first->second;
}

} // namespace sparsight

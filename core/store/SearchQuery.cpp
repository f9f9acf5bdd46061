// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/SearchQuery.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace sparsight {

namespace {

/// Whether the tokeniser unicode61 finds a token in it: letters, numbers and private use make one.
bool hasToken(std::string_view text)
{
    const auto size = static_cast<int32_t>(text.size());
    for (int32_t at = 0; at < size;) {
        UChar32 character = 0;
        U8_NEXT(text.data(), at, size, character);
        if (character >= 0 &&
            (u_isalpha(character) || (U_GET_GC_MASK(character) & (U_GC_N_MASK | U_GC_CO_MASK)) != 0)) {
            return true;
        }
    }
    return false;
}

void appendPhrase(std::string& query, std::string_view phrase, bool prefix)
{
    if (!hasToken(phrase)) return;
    if (!query.empty()) query += " AND ";
    query += '"';
    for (const char c : phrase)
        query += c == '\0' ? ' ' : c; // a quote cannot occur: it ended the phrase
    query += prefix ? "\" *" : "\"";
}

} // namespace

std::string searchQuery(std::string_view words)
{
    constexpr std::string_view blanks = " \t\r\n\v\f\"";
    std::string query;
    while (!words.empty()) {
        if (words.front() == '"') {
            words.remove_prefix(1);
            const std::size_t end = words.find('"'); // without a closing quote, the phrase goes to the end
            appendPhrase(query, words.substr(0, end), false);
            words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
        } else {
            const std::size_t end = std::min(words.find_first_of(blanks), words.size());
            const std::string_view word = words.substr(0, end);
            appendPhrase(query, word, word.ends_with('*'));
            words.remove_prefix(end == 0 ? 1 : end);
        }
    }
    return query;
}

} // namespace sparsight

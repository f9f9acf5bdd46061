// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/RougeTokens.h"

#include "core/analysis/rouge/PorterStemmer.h"

namespace sparsight {

/// The letter or digit that the text begins with after lower-casing, and its bytes; '\0' where it is neither. Beside
/// ASCII, Unicode has two capitals whose lower case begins with an ASCII letter.
static std::pair<char, std::size_t> takeLetter(std::string_view text)
{
    const char c = text.front();
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return {c, 1};
    if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a'), 1};
    if (text.starts_with("\xE2\x84\xAA")) return {'k', 3}; // U+212A, the Kelvin sign
    return {'\0', 1};
}

RougeText RougeTokenizer::operator()(std::string_view text)
{
    RougeText result;
    std::string word;
    const auto endWord = [&] {
        if (!word.empty()) result.tokens.push_back(number(word));
        word.clear();
    };
    const auto endLine = [&] {
        endWord();
        const std::size_t begin = result.lineEnds.empty() ? 0 : result.lineEnds.back();
        if (result.tokens.size() > begin) result.lineEnds.push_back(result.tokens.size());
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("\xC4\xB0")) { // U+0130, I with a dot: an i and a combining dot, which separates
            word += 'i';
            endWord();
            at += 2;
            continue;
        }
        const auto [letter, bytes] = takeLetter(rest);
        at += bytes;
        if (letter != '\0')
            word += letter;
        else if (rest.front() == '\n')
            endLine();
        else
            endWord();
    }
    endLine();
    return result;
}

RougeText::Token RougeTokenizer::number(const std::string& word)
{
    const auto next = static_cast<RougeText::Token>(m_stems.size());
    if (!m_stem || word.size() <= 3) return m_stems.emplace(word, next).first->second;
    const auto known = m_words.find(word);
    if (known != m_words.end()) return known->second;
    const RougeText::Token token = m_stems.emplace(porterStem(word), next).first->second;
    m_words.emplace(word, token);
    return token;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/WordScanner.h"

#include <array>
#include <cstdint>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace sparsight {

namespace {

/// An ASCII word character in lower case, 0 for the others: most text never gets past this table.
constexpr std::array<char, 128> asciiFold = [] {
    std::array<char, 128> table{};
    for (char c = '0'; c <= '9'; ++c)
        table[static_cast<std::size_t>(c)] = c;
    for (char c = 'a'; c <= 'z'; ++c)
        table[static_cast<std::size_t>(c)] = c;
    for (char c = 'A'; c <= 'Z'; ++c)
        table[static_cast<std::size_t>(c)] = static_cast<char>(c - 'A' + 'a');
    table['_'] = '_';
    return table;
}();

bool isAscii(char byte)
{
    return static_cast<signed char>(byte) >= 0;
}

char foldAscii(char byte)
{
    return asciiFold[static_cast<std::size_t>(byte)];
}

/// The character at `position`, which moves behind it; negative when it is ill-formed.
UChar32 characterAt(std::string_view text, std::size_t& position)
{
    UChar32 character = 0;
    U8_NEXT(text.data(), position, text.size(), character);
    return character;
}

bool continuesWord(UChar32 character)
{
    return character >= 0 && (u_isalnum(character) || (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0);
}

} // namespace

bool WordScanner::next()
{
    if (!findStart()) return false;
    m_folded.clear();
    bool ascii = true;
    m_end = m_begin;
    while (m_end < m_text.size()) {
        if (isAscii(m_text[m_end])) {
            const char folded = foldAscii(m_text[m_end]);
            if (folded == 0) break;
            m_folded += folded;
            ++m_end;
            continue;
        }
        std::size_t after = m_end;
        if (!continuesWord(characterAt(m_text, after))) break;
        ascii = false;
        m_end = after;
    }
    if (!ascii) foldUnicode();
    return true;
}

bool WordScanner::findStart()
{
    m_begin = m_end;
    while (m_begin < m_text.size()) {
        if (isAscii(m_text[m_begin])) {
            if (foldAscii(m_text[m_begin]) != 0) return true;
            ++m_begin;
            continue;
        }
        std::size_t after = m_begin;
        if (u_isalnum(characterAt(m_text, after))) return true;
        m_begin = after;
    }
    return false;
}

void WordScanner::foldUnicode()
{
    icu::UnicodeString word =
        icu::UnicodeString::fromUTF8(icu::StringPiece(m_text.data() + m_begin, static_cast<int32_t>(m_end - m_begin)));
    word.foldCase();
    UErrorCode status = U_ZERO_ERROR;
    if (const icu::Normalizer2* composer = icu::Normalizer2::getNFCInstance(status); U_SUCCESS(status)) {
        const icu::UnicodeString composed = composer->normalize(word, status);
        if (U_SUCCESS(status)) word = composed;
    }
    m_folded.clear();
    word.toUTF8String(m_folded);
}

} // namespace sparsight

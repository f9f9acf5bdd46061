// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/Blank.h"

#include <cstdint>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace sparsight {

namespace {

bool isSpace(UChar32 character)
{
    return character == 0xFEFF || u_isUWhiteSpace(character); // a byte order mark within a file shows nothing either
}

std::size_t leadingSpace(std::string_view text)
{
    std::size_t position = 0;
    while (position < text.size()) {
        std::size_t next = position;
        UChar32 character = 0;
        U8_NEXT(text.data(), next, text.size(), character);
        if (character < 0 || !isSpace(character)) break;
        position = next;
    }
    return position;
}

} // namespace

bool isBlank(std::string_view utf8)
{
    return leadingSpace(utf8) == utf8.size();
}

std::string_view trimmed(std::string_view utf8)
{
    utf8.remove_prefix(leadingSpace(utf8));
    std::int32_t end = static_cast<std::int32_t>(utf8.size());
    while (end > 0) {
        std::int32_t previous = end;
        UChar32 character = 0;
        U8_PREV(utf8.data(), 0, previous, character);
        if (character < 0 || !isSpace(character)) break;
        end = previous;
    }
    return utf8.substr(0, static_cast<std::size_t>(end));
}

std::string singleSpaced(std::string_view utf8)
{
    std::string text;
    text.reserve(utf8.size());
    std::size_t position = 0;
    while (position < utf8.size()) {
        const std::size_t start = position;
        UChar32 character = 0;
        U8_NEXT(utf8.data(), position, utf8.size(), character);
        if (character < 0 || !isSpace(character)) {
            text.append(utf8, start, position - start);
        } else if (!text.empty() && text.back() != ' ') {
            text += ' ';
        }
    }
    if (text.ends_with(' ')) text.pop_back();
    return text;
}

} // namespace sparsight

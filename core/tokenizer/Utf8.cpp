// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/Utf8.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>

namespace sparsight {

namespace {

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

} // namespace

bool isUtf8(std::string_view text)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0) return false;
    }
    return true;
}

std::string repairedUtf8(std::string_view text)
{
    if (isAscii(text) || isUtf8(text)) return std::string(text);
    std::string repaired;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const auto length = static_cast<std::int64_t>(text.size());
    for (std::int64_t i = 0; i < length;) {
        const std::int64_t begin = i;
        UChar32 c = 0;
        U8_NEXT(bytes, i, length, c);
        if (c < 0)
            repaired += "\uFFFD";
        else
            repaired += text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(i - begin));
    }
    return repaired;
}

CodePoint firstCodePoint(std::string_view text)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t next = 0;
    UChar32 c = 0;
    U8_NEXT_UNSAFE(bytes, next, c);
    return {static_cast<char32_t>(c), next};
}

CodePoint lastCodePoint(std::string_view text)
{
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    std::size_t begin = text.size();
    UChar32 c = 0;
    U8_PREV_UNSAFE(bytes, begin, c);
    return {static_cast<char32_t>(c), text.size() - begin};
}

bool isSpace(char32_t c)
{
    if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_WHITE_SPACE);
}

bool isWordCharacter(char32_t c)
{
    const auto point = static_cast<UChar32>(c);
    constexpr std::uint32_t categories = U_GC_M_MASK | U_GC_ND_MASK | U_GC_PC_MASK;
    return u_isUAlphabetic(point) || (U_MASK(u_charType(point)) & categories) != 0 ||
           u_hasBinaryProperty(point, UCHAR_JOIN_CONTROL);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/Entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unicode/utf8.h>
#include <utility>

namespace sparsight {

namespace {

constexpr std::size_t longestName = 8; // of an entity, with its number sign

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> names = {{{"lt", "<"},
                                                                                  {"gt", ">"},
                                                                                  {"amp", "&"},
                                                                                  {"quot", "\""},
                                                                                  {"apos", "'"},
                                                                                  {"nbsp", " "},
                                                                                  {"ndash", "–"},
                                                                                  {"mdash", "—"},
                                                                                  {"lsquo", "‘"},
                                                                                  {"rsquo", "’"},
                                                                                  {"ldquo", "“"},
                                                                                  {"rdquo", "”"},
                                                                                  {"hellip", "…"}}};

/// The character of a number such as "8217" or "x2019"; empty when it is none that a text may hold.
std::string characterOf(std::string_view number)
{
    const bool hexadecimal = number.starts_with('x') || number.starts_with('X');
    if (hexadecimal) number.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), code, hexadecimal ? 16 : 10);
    if (error != std::errc() || end != number.data() + number.size()) return {};
    const bool control = code < 0x20 && code != '\t' && code != '\n' && code != '\r';
    if (control || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000) || code == 0x7F) return {};
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, code);
    return {bytes.data(), length};
}

std::string meaning(std::string_view entity)
{
    if (entity.starts_with('#')) return characterOf(entity.substr(1));
    const auto row = std::find_if(names.begin(), names.end(), [&](const auto& pair) { return pair.first == entity; });
    return row == names.end() ? std::string() : std::string(row->second);
}

std::string decodedOnce(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    while (true) {
        const std::size_t start = text.find('&');
        decoded += text.substr(0, start);
        if (start == std::string_view::npos) return decoded;
        text.remove_prefix(start + 1);
        const std::size_t length = text.substr(0, longestName + 1).find(';');
        const std::string character =
            length == std::string_view::npos ? std::string() : meaning(text.substr(0, length));
        decoded += character.empty() ? "&" : character;
        if (!character.empty()) text.remove_prefix(length + 1);
    }
}

} // namespace

std::string decodeEntities(std::string_view utf8)
{
    std::string text(utf8);
    for (int times = 0; times < 3 && text.find('&') != std::string::npos; ++times) {
        std::string decoded = decodedOnce(text);
        if (decoded == text) break;
        text = std::move(decoded);
    }
    return text;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/TextTable.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdio>
#include <ostream>

namespace sparsight {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD"; // U+FFFD

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0; ///< 0: not UTF-8
};

CodePoint decode(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(0);
    if (first < 0x80) return {first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return {};
    char32_t value = first & (0x7F >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        value = value << 6 | (byte(i) & 0x3F);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    if (value < smallest[bytes] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
    return {value, bytes};
}

bool isBlank(char32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

bool steersTerminal(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0)                             // C0, DEL, C1
           || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) // reading direction
           || c == 0x200E || c == 0x200F || c == 0x061C;
}

std::size_t width(std::string_view text)
{
    // Code points: near enough for the tables here.
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

std::string printable(std::string_view text)
{
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const CodePoint point = decode(text);
        if (point.bytes == 0 || (steersTerminal(point.value) && !isBlank(point.value)))
            clean += replacement;
        else if (isBlank(point.value))
            clean += ' ';
        else
            clean += text.substr(0, point.bytes);
        text.remove_prefix(std::max<std::size_t>(point.bytes, 1));
    }
    return clean;
}

std::string fixed(double value, int decimals)
{
    std::array<char, 400> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string grouped(std::uint64_t value)
{
    std::string digits = std::to_string(value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

TextTable::TextTable(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
}

void TextTable::add(const std::vector<std::string>& cells)
{
    assert(cells.size() == m_columns.size());
    m_rows.emplace_back();
    for (const std::string& cell : cells)
        m_rows.back().push_back(printable(cell));
}

void TextTable::print(std::ostream& out) const
{
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        widths.push_back(width(m_columns[c].title));
        for (const auto& row : m_rows)
            widths[c] = std::max(widths[c], width(row[c]));
    }
    const auto printRow = [&](const auto& cellOf) {
        std::string line;
        for (std::size_t c = 0; c < m_columns.size(); ++c) {
            const std::string& cell = cellOf(c);
            const std::string padding(widths[c] - width(cell), ' ');
            if (c > 0) line += "  ";
            line += m_columns[c].right ? padding + cell : cell + padding;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
    };
    const bool titled =
        std::any_of(m_columns.begin(), m_columns.end(), [](const Column& c) { return !c.title.empty(); });
    if (titled) printRow([&](std::size_t c) -> const std::string& { return m_columns[c].title; });
    for (const auto& row : m_rows)
        printRow([&](std::size_t c) -> const std::string& { return row[c]; });
}

} // namespace sparsight

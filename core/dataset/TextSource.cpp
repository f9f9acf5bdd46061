// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/TextSource.h"

#include "core/base/Error.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

namespace sparsight {

namespace {

constexpr std::size_t pieceBytes = 256 * 1024;

/// Windows-1252 for 0x80 … 0x9F; 0 where it has no character. All other bytes are their own code point.
constexpr std::array<char16_t, 32> windows1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                  0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                  0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                  0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t latin1ToUnicode(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xA0 ? windows1252[byte - 0x80] : byte;
}

void append(std::string& text, char32_t character)
{
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, character);
    text.append(bytes.data(), length);
}

char16_t unitAt(std::string_view raw, std::size_t position, TextEncoding encoding)
{
    const auto first = static_cast<unsigned char>(raw[position]);
    const auto second = static_cast<unsigned char>(raw[position + 1]);
    return static_cast<char16_t>(encoding == TextEncoding::Utf16LittleEndian ? first | second << 8
                                                                             : first << 8 | second);
}

bool isTextControl(char32_t character)
{
    return character == '\t' || character == '\n' || character == '\r' || character == '\f' || character == '\v';
}

bool isPlausibleLatin1(std::string_view raw)
{
    return std::all_of(raw.begin(), raw.end(), [](char byte) {
        const char32_t character = latin1ToUnicode(static_cast<unsigned char>(byte));
        return character >= 0x20 ? character != 0x7F : isTextControl(character);
    });
}

/// Text in any script has blanks or line ends, which are U+2000 and U+0A00 when the byte order is wrong.
bool isPlausibleUtf16(std::string_view raw, TextEncoding encoding)
{
    const std::size_t units = raw.size() / 2;
    std::size_t blanks = 0;
    for (std::size_t i = 0; i < units; ++i) {
        const char16_t unit = unitAt(raw, 2 * i, encoding);
        if (unit >= 0xFFFE || (unit < 0x20 && !isTextControl(unit))) return false;
        blanks += unit == ' ' || unit == '\n';
    }
    return blanks * 100 >= units && blanks > 0;
}

/// Bytes of `raw` without a character that its end cuts off.
std::size_t wholeCharacters(std::string_view raw)
{
    const std::size_t reach = std::min<std::size_t>(raw.size(), 3);
    for (std::size_t back = 1; back <= reach; ++back) {
        const auto byte = static_cast<std::uint8_t>(raw[raw.size() - back]);
        if (U8_IS_LEAD(byte))
            return back < std::size_t{U8_COUNT_TRAIL_BYTES(byte)} + 1 ? raw.size() - back : raw.size();
        if (U8_IS_SINGLE(byte)) break;
    }
    return raw.size();
}

/// First byte from `position` on that is not plain ASCII text: beyond 0x7F, or NUL.
std::size_t skipAscii(std::string_view raw, std::size_t position)
{
    constexpr std::uint64_t high = 0x8080808080808080u, ones = 0x0101010101010101u;
    for (; position + 8 <= raw.size(); position += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, raw.data() + position, 8);
        if ((word | (word - ones)) & high) break; // a high bit, or a borrow out of a zero byte
    }
    while (position < raw.size() && static_cast<signed char>(raw[position]) > 0)
        ++position;
    return position;
}

std::string inHex(unsigned char byte)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    return std::string("0x") + digits[byte >> 4] + digits[byte & 15];
}

struct ByteOrderMark {
    std::string_view bytes;
    TextEncoding encoding;
};
constexpr std::array<ByteOrderMark, 3> byteOrderMarks = {{{"\xEF\xBB\xBF", TextEncoding::Utf8},
                                                          {"\xFF\xFE", TextEncoding::Utf16LittleEndian},
                                                          {"\xFE\xFF", TextEncoding::Utf16BigEndian}}};

} // namespace

void LineEndCounter::add(std::string_view text)
{
    if (text.empty()) return;
    m_count += static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    if (m_afterCr && text.front() == '\n') --m_count;
    for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1))
        m_count += at + 1 == text.size() || text[at + 1] != '\n';
    m_afterCr = text.back() == '\r';
}

TextSource::TextSource(const std::filesystem::path& file, TextEncoding encoding)
    : m_file(file)
    , m_encoding(encoding)
    , m_chosen(encoding != TextEncoding::Auto)
{
    std::string start(std::min<std::uint64_t>(m_file.size(), 4), '\0');
    m_file.read(0, std::as_writable_bytes(std::span(start)));
    if (start == std::string_view("\xFF\xFE\0\0", 4) || start == std::string_view("\0\0\xFE\xFF", 4)) {
        throw Error(ErrorCode::Unsupported, file.string() + " is UTF-32; save it as UTF-8.", {.file = file.string()});
    }
    for (const ByteOrderMark& mark : byteOrderMarks) {
        if (!start.starts_with(mark.bytes) || (m_chosen && mark.encoding != m_encoding)) continue;
        m_encoding = mark.encoding;
        m_markBytes = mark.bytes.size();
    }
    if (m_encoding == TextEncoding::Auto) m_encoding = TextEncoding::Utf8;
    m_offset = m_markBytes;
}

bool TextSource::next(std::string_view& piece)
{
    m_lineEnds.add(m_text);
    m_text.clear();
    while (m_text.empty() && (m_offset < m_file.size() || !m_raw.empty())) {
        const std::size_t kept = m_raw.size();
        m_raw.resize(kept + std::min<std::uint64_t>(pieceBytes, m_file.size() - m_offset));
        m_file.read(m_offset, std::as_writable_bytes(std::span(m_raw).subspan(kept)));
        m_offset += m_raw.size() - kept;
        const std::size_t used = decode(m_offset == m_file.size());
        m_raw.erase(0, used);
    }
    piece = m_text;
    return !m_text.empty();
}

std::size_t TextSource::decode(bool atEnd)
{
    switch (m_encoding) {
    case TextEncoding::Utf16LittleEndian:
    case TextEncoding::Utf16BigEndian: return decodeUtf16(atEnd);
    case TextEncoding::Latin1: return decodeLatin1();
    default: return decodeUtf8(atEnd);
    }
}

std::size_t TextSource::decodeUtf8(bool atEnd)
{
    const std::size_t end = atEnd ? m_raw.size() : wholeCharacters(m_raw);
    std::size_t position = 0;
    while ((position = skipAscii(std::string_view(m_raw).substr(0, end), position)) < end) {
        const std::size_t start = position;
        UChar32 character = 0;
        U8_NEXT(m_raw.data(), position, end, character);
        if (character > 0) continue;
        m_text.assign(m_raw, 0, start);
        refuse(character == 0 ? "a NUL byte" : "byte " + inHex(static_cast<unsigned char>(m_raw[start])));
    }
    m_text.assign(m_raw, 0, end);
    return end;
}

std::size_t TextSource::decodeUtf16(bool atEnd)
{
    std::size_t position = 0;
    while (position + 2 <= m_raw.size()) {
        const char16_t unit = unitAt(m_raw, position, m_encoding);
        if (unit == 0) refuse("a NUL character");
        if (!U16_IS_SURROGATE(unit)) {
            append(m_text, unit);
            position += 2;
            continue;
        }
        if (position + 4 > m_raw.size() && !atEnd) break;
        const char16_t second = position + 4 <= m_raw.size() ? unitAt(m_raw, position + 2, m_encoding) : u'\0';
        if (!U16_IS_LEAD(unit) || !U16_IS_TRAIL(second)) refuse("half of a surrogate pair");
        append(m_text, static_cast<char32_t>(U16_GET_SUPPLEMENTARY(unit, second)));
        position += 4;
    }
    if (atEnd && position < m_raw.size()) refuse("half a character at its end");
    return position;
}

std::size_t TextSource::decodeLatin1()
{
    for (std::size_t i = 0; i < m_raw.size(); ++i) {
        const auto byte = static_cast<unsigned char>(m_raw[i]);
        const char32_t character = latin1ToUnicode(byte);
        if (character == 0) refuse("byte " + inHex(byte));
        append(m_text, character);
    }
    return m_raw.size();
}

void TextSource::refuse(const std::string& found) const
{
    LineEndCounter lineEnds = m_lineEnds;
    lineEnds.add(m_text);
    const std::uint64_t line = lineEnds.count() + 1;
    const std::string name = m_file.path().string();
    throw Error(ErrorCode::BadInput,
                name + ", line " + std::to_string(line) + ": " + found + " is not " + toString(m_encoding) + " text; " +
                    remedy() + ".",
                {.file = name, .line = line});
}

std::string TextSource::remedy() const
{
    if (m_chosen) return "choose another encoding, or save the file as utf-8";
    for (TextEncoding candidate : {TextEncoding::Utf16LittleEndian, TextEncoding::Utf16BigEndian})
        if (isPlausibleUtf16(m_raw, candidate))
            return "it looks like " + toString(candidate) + ": choose that encoding, or save the file as utf-8";
    if (isPlausibleLatin1(m_raw))
        return "it may be " + toString(TextEncoding::Latin1) + ": choose that encoding, or save the file as utf-8";
    return "it does not look like a text file";
}

} // namespace sparsight

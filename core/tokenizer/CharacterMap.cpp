// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/CharacterMap.h"

#include "core/base/Error.h"
#include "core/tokenizer/Utf8.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <mutex>

namespace sparsight {

namespace {

constexpr std::size_t headerBytes = 4; // size of the trie in bytes
constexpr std::size_t largestWholeCluster = 5;

/// The fields of a Darts-clone unit.
bool hasLeaf(std::uint32_t unit)
{
    return (unit >> 8) & 1;
}
std::uint32_t label(std::uint32_t unit)
{
    return unit & ((1u << 31) | 0xff);
}
std::uint32_t leafValue(std::uint32_t unit)
{
    return unit & ((1u << 31) - 1);
}
std::uint32_t offset(std::uint32_t unit)
{
    return (unit >> 10) << ((unit & (1u << 9)) >> 6);
}

std::uint32_t littleEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    return value;
}

[[noreturn]] void refuse(std::string_view file, const std::string& reason)
{
    throw Error(ErrorCode::Corrupt,
                std::string(file) + ": precompiled_charsmap " + reason + "; the file is damaged, download it again.",
                {.file = std::string(file), .item = "precompiled_charsmap"});
}

bool isAscii(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

/// A copy of one prototype: making an iterator from the rules takes far longer.
std::unique_ptr<icu::BreakIterator> makeClusterIterator()
{
    static std::mutex mutex;
    static std::unique_ptr<icu::BreakIterator> prototype;
    const std::lock_guard lock(mutex);
    if (!prototype) {
        UErrorCode status = U_ZERO_ERROR;
        prototype.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
        if (U_FAILURE(status)) throw Error(ErrorCode::Io, "The Unicode data of the ICU library is not installed.");
    }
    return std::unique_ptr<icu::BreakIterator>(prototype->clone());
}

/// Calls `visit` with every extended grapheme cluster of the text.
template <class Visitor>
void forEachCluster(std::string_view text, Visitor visit)
{
    if (isAscii(text)) { // the only cluster of two is CR LF
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t bytes = text.substr(i, 2) == "\r\n" ? 2 : 1;
            visit(text.substr(i, bytes));
            i += bytes;
        }
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    UText input = UTEXT_INITIALIZER;
    utext_openUTF8(&input, text.data(), static_cast<std::int64_t>(text.size()), &status);
    const auto iterator = makeClusterIterator();
    iterator->setText(&input, status);
    std::int32_t begin = iterator->first();
    for (std::int32_t end = iterator->next(); U_SUCCESS(status) && end != icu::BreakIterator::DONE;
         end = iterator->next()) {
        visit(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
        begin = end;
    }
    utext_close(&input);
}

} // namespace

CharacterMap::CharacterMap(std::string_view precompiled, std::string_view file)
{
    if (precompiled.empty()) return;
    if (precompiled.size() < headerBytes) refuse(file, "is cut short");
    const std::size_t trieBytes = littleEndian(precompiled);
    if (trieBytes > precompiled.size() - headerBytes || trieBytes % 4 != 0 || trieBytes == 0)
        refuse(file, "claims a trie of " + std::to_string(trieBytes) + " bytes");
    for (std::size_t i = 0; i < trieBytes; i += 4)
        m_units.push_back(littleEndian(precompiled.substr(headerBytes + i)));
    m_replacements = precompiled.substr(headerBytes + trieBytes);
    if (!isUtf8(m_replacements)) refuse(file, "has replacements that are not UTF-8");
    if (!m_replacements.ends_with('\0')) refuse(file, "has replacements that do not end");
    checkReachable(file);
}

/// Walks through every unit that some key leads to. A valid trie reaches a unit once.
void CharacterMap::checkReachable(std::string_view file) const
{
    std::vector<bool> seen(m_units.size());
    std::vector<std::size_t> open{offset(m_units[0])};
    while (!open.empty()) {
        const std::size_t base = open.back();
        open.pop_back();
        if ((base | 0xff) >= m_units.size()) refuse(file, "leads out of its trie");
        for (std::uint32_t c = 1; c < 256; ++c) {
            const std::size_t at = base ^ c;
            const std::uint32_t unit = m_units[at];
            if (label(unit) != c || seen[at]) continue;
            seen[at] = true;
            const std::size_t next = at ^ offset(unit);
            if (hasLeaf(unit)) {
                if (next >= m_units.size()) refuse(file, "leads out of its trie");
                const std::size_t value = leafValue(m_units[next]);
                if (value >= m_replacements.size()) refuse(file, "leads out of its replacements");
                const bool insideCharacter = (static_cast<unsigned char>(m_replacements[value]) & 0xc0) == 0x80;
                if (insideCharacter) refuse(file, "leads into the middle of a character");
            }
            open.push_back(next);
        }
    }
}

std::optional<std::string_view> CharacterMap::replacement(std::string_view chunk) const
{
    std::size_t at = offset(m_units[0]);
    for (const char c : chunk) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0) return std::nullopt;
        at ^= byte;
        const std::uint32_t unit = m_units[at];
        if (label(unit) != byte) return std::nullopt;
        at ^= offset(unit);
        if (hasLeaf(unit)) return m_replacements.data() + leafValue(m_units[at]); // up to the NUL
    }
    return std::nullopt;
}

void CharacterMap::applyToCluster(std::string_view cluster, std::string& result) const
{
    if (cluster.size() <= largestWholeCluster) {
        if (const auto whole = replacement(cluster)) {
            result += *whole;
            return;
        }
    }
    while (!cluster.empty()) {
        const std::string_view character = cluster.substr(0, firstCodePoint(cluster).bytes);
        result += replacement(character).value_or(character);
        cluster.remove_prefix(character.size());
    }
}

std::string CharacterMap::apply(std::string_view text) const
{
    if (m_units.empty()) return std::string(text);
    std::string result;
    result.reserve(text.size());
    forEachCluster(text, [&](std::string_view cluster) { applyToCluster(cluster, result); });
    return result;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// spiece.model files made by hand (sentencepiece_model.proto), so that tests can make them wrong.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace sparsight::testing {

inline std::string varint(std::uint64_t value)
{
    std::string text;
    for (; value >= 0x80; value >>= 7)
        text += static_cast<char>(value | 0x80);
    return text + static_cast<char>(value);
}

inline std::string field(unsigned number, const std::string& bytes)
{
    return varint(number << 3 | 2) + varint(bytes.size()) + bytes;
}
inline std::string field(unsigned number, std::uint64_t value)
{
    return varint(number << 3) + varint(value);
}

inline std::string number32(std::uint32_t value)
{
    std::string text;
    for (int i = 0; i < 4; ++i)
        text += static_cast<char>(value >> (8 * i));
    return text;
}

inline std::string piece(const std::string& text, float score = -1, std::uint64_t type = 1)
{
    return field(1,
                 field(1, text) + varint(2 << 3 | 5) + number32(std::bit_cast<std::uint32_t>(score)) + field(3, type));
}

/// `<pad>`, `</s>`, `<unk>`, ▁ and what is given.
inline std::string pieces(const std::vector<std::string>& more = {})
{
    std::string text = piece("<pad>", 0, 3) + piece("</s>", 0, 3) + piece("<unk>", 0, 2) + piece("\u2581", -2);
    for (const std::string& p : more)
        text += p;
    return text;
}

inline std::string trainer(std::uint64_t modelType)
{
    return field(2, field(3, modelType));
}
inline std::string normalizer(const std::string& charsmap)
{
    return field(3, field(1, std::string("nmt_nfkc")) + field(2, charsmap));
}

/// precompiled_charsmap of these trie units and replacements.
inline std::string charsmap(const std::vector<std::uint32_t>& units, const std::string& replacements)
{
    std::string text = number32(static_cast<std::uint32_t>(4 * units.size()));
    for (const std::uint32_t unit : units)
        text += number32(unit);
    return text + replacements;
}

} // namespace sparsight::testing

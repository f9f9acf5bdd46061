// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// A token that is found in the text as it stands, before any piece: sentinels, `</s>`, `<pad>` and what a checkpoint
/// adds. The flags are those of the tokenizers library.
struct AddedToken {
    std::string content;
    std::int32_t id = -1;
    bool special = false;    ///< left out of decoded text
    bool normalized = false; ///< looked for in the normalised text
    bool singleWord = false; ///< only between non-word characters
    bool stripLeft = false;  ///< takes the white space before it along
    bool stripRight = false; ///< and behind it
};

/// A part of a text: an added token, or the text between two of them.
struct TextPart {
    std::string_view text;
    const AddedToken* token = nullptr; ///< nullptr: plain text
};

/// Finds added tokens, the leftmost first, and of those the longest.
class AddedTokenFinder {
public:
    AddedTokenFinder() = default;
    /// `contents` are what is looked for: the tokens' own, or their normalised form. Empty ones are never found.
    AddedTokenFinder(std::vector<AddedToken> tokens, const std::vector<std::string>& contents);

    /// The parts of a text in order; none is empty, except that a token may stand for no more than itself.
    std::vector<TextPart> split(std::string_view text) const;

private:
    struct Pattern {
        std::string content;
        std::size_t token = 0;
    };

    const Pattern* longestAt(std::string_view rest) const;

    std::vector<AddedToken> m_tokens;
    std::array<std::vector<Pattern>, 256> m_patterns; // by first byte, the longest first
};

} // namespace sparsight

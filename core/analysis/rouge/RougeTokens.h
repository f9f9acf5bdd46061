// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sparsight {

/// A text as ROUGE sees it: its tokens as numbers of a vocabulary, and where each line of it ends.
struct RougeText {
    using Token = std::uint32_t;

    std::vector<Token> tokens;
    std::vector<std::size_t> lineEnds; ///< ascending offsets in tokens; one for each line that has tokens

    std::size_t lines() const noexcept { return lineEnds.size(); }
    std::span<const Token> line(std::size_t i) const
    {
        const std::size_t begin = i == 0 ? 0 : lineEnds[i - 1];
        return std::span(tokens).subspan(begin, lineEnds[i] - begin);
    }
};

/// rouge_score's tokeniser: lower case, anything but a-z and 0-9 separates, and words of more than three letters may be
/// stemmed. Only LF ends a line. Any bytes are accepted; those that are not UTF-8 separate.
class RougeTokenizer {
public:
    explicit RougeTokenizer(bool stem)
        : m_stem(stem)
    {
    }
    /// Equal tokens have equal numbers in every text of this tokeniser.
    RougeText operator()(std::string_view text);

private:
    RougeText::Token number(const std::string& word);

    bool m_stem;
    std::unordered_map<std::string, RougeText::Token> m_words; ///< before stemming
    std::unordered_map<std::string, RougeText::Token> m_stems;
};

} // namespace sparsight

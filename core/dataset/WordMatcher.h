// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/KeywordMatcher.h"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace sparsight {

/// KeywordMatch::Word and Stem. A keyword is found where its words follow each other as whole words, with between them
/// what the keyword has there (any white space for white space), so that "C++" is not found in "vitamin C".
///
/// Every word of a sentence is looked up once, in a table of the keywords' first words: the time does not depend on
/// the number of keywords.
class WordMatcher {
public:
    explicit WordMatcher(const Topic& topic);

    bool matches(std::string_view sentence) const;
    std::vector<KeywordMatcher::Hit> find(std::string_view sentence) const;

private:
    struct Pattern {
        std::uint32_t keyword = 0;
        std::string before;                  ///< directly in front of the first word, e.g. "." of ".NET"
        std::vector<std::string> words;      ///< folded or stemmed; empty for a keyword without any, e.g. "→"
        std::vector<std::string> separators; ///< after each word; white space as one blank
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
    };
    Pattern compile(std::uint32_t index, std::string_view keyword) const;
    /// Calls `visit` with every hit until it returns false.
    void scan(std::string_view sentence, const std::function<bool(const KeywordMatcher::Hit&)>& visit) const;
    bool scanSymbols(std::string_view sentence, const std::function<bool(const KeywordMatcher::Hit&)>& visit) const;
    /// End of the hit whose first word lies at [begin, end); npos when the pattern does not go on there.
    std::size_t followPattern(std::string_view sentence, const Pattern& pattern, std::size_t begin,
                              std::size_t end) const;
    std::string_view key(std::string_view foldedWord) const;

    bool m_stem;
    std::vector<Pattern> m_symbols; ///< patterns without a word
    std::unordered_map<std::string, std::vector<Pattern>, Hash, std::equal_to<>> m_byFirstWord;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

enum class KeywordMatch {
    Word,  ///< whole words, case-folded
    Stem,  ///< whole words with the same English Snowball stem
    Regex, ///< RE2 expressions, case-insensitive, anywhere in the sentence
};

/// A named list of keywords. A sentence belongs to the topic when it contains at least one.
struct Topic {
    std::string name;
    KeywordMatch match = KeywordMatch::Word;
    std::vector<std::string> keywords; ///< may be several words each

    bool operator==(const Topic&) const = default;
};

KeywordMatch parseKeywordMatch(std::string_view name); ///< "word", "stem", "regex"; throws Error(BadInput)
std::string_view toString(KeywordMatch match);

/// The editable file: a keyword a line, `# name: STEM` and `# match: word` among the comments. Without a name, the
/// file's stem. Throws Error (not UTF-8, no keyword, unknown match).
Topic readTopicFile(const std::filesystem::path& file);
std::string formatTopicFile(const Topic& topic);

} // namespace sparsight

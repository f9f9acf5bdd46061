// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/WordMatcher.h"

#include "core/dataset/Blank.h"
#include "core/dataset/EnglishStemmer.h"
#include "core/dataset/WordScanner.h"

#include <algorithm>

namespace sparsight {

namespace {

constexpr std::size_t npos = std::string_view::npos;

bool isSpaceAt(std::string_view text, std::size_t position)
{
    return text[position] == ' ' || text[position] == '\t' || text[position] == '\n' || text[position] == '\r' ||
           text.substr(position, 2) == "\xC2\xA0"; // no-break space
}

std::size_t skipSpace(std::string_view text, std::size_t position)
{
    while (position < text.size() && isSpaceAt(text, position))
        position += text[position] == '\xC2' ? 2 : 1;
    return position;
}

std::string withSingleBlanks(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t after = skipSpace(text, i);
        result += after > i ? ' ' : text[i];
        i = after > i ? after : i + 1;
    }
    return result;
}

/// End of `separator` in the text at `position`, a blank standing for any white space; npos when it is not there.
std::size_t follow(std::string_view text, std::size_t position, std::string_view separator)
{
    for (const char expected : separator) {
        if (position >= text.size()) return npos;
        if (expected == ' ') {
            const std::size_t after = skipSpace(text, position);
            if (after == position) return npos;
            position = after;
        } else if (text[position++] != expected) {
            return npos;
        }
    }
    return position;
}

} // namespace

WordMatcher::WordMatcher(const Topic& topic)
    : m_stem(topic.match == KeywordMatch::Stem)
{
    for (std::uint32_t i = 0; i < topic.keywords.size(); ++i) {
        Pattern pattern = compile(i, trimmed(topic.keywords[i]));
        auto& patterns = pattern.words.empty() ? m_symbols : m_byFirstWord[pattern.words.front()];
        patterns.push_back(std::move(pattern));
    }
}

WordMatcher::Pattern WordMatcher::compile(std::uint32_t index, std::string_view keyword) const
{
    Pattern pattern{.keyword = index};
    WordScanner words(keyword);
    std::size_t previousEnd = 0;
    while (words.next()) {
        const std::string_view between = keyword.substr(previousEnd, words.begin() - previousEnd);
        if (pattern.words.empty())
            pattern.before = between;
        else
            pattern.separators.push_back(withSingleBlanks(between));
        pattern.words.emplace_back(key(words.folded()));
        previousEnd = words.end();
    }
    if (pattern.words.empty())
        pattern.before = keyword;
    else
        pattern.separators.push_back(withSingleBlanks(keyword.substr(previousEnd)));
    return pattern;
}

std::string_view WordMatcher::key(std::string_view foldedWord) const
{
    if (!m_stem) return foldedWord;
    static thread_local EnglishStemmer stemmer; // not shareable, and the matcher is shared by threads
    return stemmer.stem(foldedWord);
}

std::size_t WordMatcher::followPattern(std::string_view sentence, const Pattern& pattern, std::size_t begin,
                                       std::size_t end) const
{
    if (!sentence.substr(0, begin).ends_with(pattern.before)) return npos;
    for (std::size_t i = 1; i < pattern.words.size(); ++i) {
        const std::size_t wordBegin = follow(sentence, end, pattern.separators[i - 1]);
        if (wordBegin == npos) return npos;
        WordScanner word(sentence, wordBegin);
        if (!word.next() || word.begin() != wordBegin || key(word.folded()) != pattern.words[i]) return npos;
        end = word.end();
    }
    return follow(sentence, end, pattern.separators.back());
}

void WordMatcher::scan(std::string_view sentence, const std::function<bool(const KeywordMatcher::Hit&)>& visit) const
{
    if (!scanSymbols(sentence, visit) || m_byFirstWord.empty()) return;
    WordScanner word(sentence);
    while (word.next()) {
        const auto found = m_byFirstWord.find(key(word.folded()));
        if (found == m_byFirstWord.end()) continue;
        for (const Pattern& pattern : found->second) {
            const std::size_t end = followPattern(sentence, pattern, word.begin(), word.end());
            if (end == npos) continue;
            const std::size_t begin = word.begin() - pattern.before.size();
            if (!visit({pattern.keyword, begin, end - begin})) return;
        }
    }
}

bool WordMatcher::scanSymbols(std::string_view sentence,
                              const std::function<bool(const KeywordMatcher::Hit&)>& visit) const
{
    for (const Pattern& pattern : m_symbols) {
        const std::string& symbol = pattern.before;
        for (std::size_t at = sentence.find(symbol); at != npos; at = sentence.find(symbol, at + symbol.size()))
            if (!visit({pattern.keyword, at, symbol.size()})) return false;
    }
    return true;
}

bool WordMatcher::matches(std::string_view sentence) const
{
    bool any = false;
    scan(sentence, [&](const KeywordMatcher::Hit&) {
        any = true;
        return false;
    });
    return any;
}

std::vector<KeywordMatcher::Hit> WordMatcher::find(std::string_view sentence) const
{
    std::vector<KeywordMatcher::Hit> hits;
    scan(sentence, [&](const KeywordMatcher::Hit& hit) {
        hits.push_back(hit);
        return true;
    });
    return hits;
}

} // namespace sparsight

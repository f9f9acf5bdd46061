// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/AddedTokens.h"

#include "core/tokenizer/Utf8.h"

#include <algorithm>
#include <functional>

namespace sparsight {

namespace {

bool endsWithWord(std::string_view text)
{
    return !text.empty() && isWordCharacter(lastCodePoint(text).value);
}
bool beginsWithWord(std::string_view text)
{
    return !text.empty() && isWordCharacter(firstCodePoint(text).value);
}

std::size_t trailingSpace(std::string_view text)
{
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        const CodePoint last = lastCodePoint(text.substr(0, text.size() - bytes));
        if (!isSpace(last.value)) break;
        bytes += last.bytes;
    }
    return bytes;
}

std::size_t leadingSpace(std::string_view text)
{
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        const CodePoint first = firstCodePoint(text.substr(bytes));
        if (!isSpace(first.value)) break;
        bytes += first.bytes;
    }
    return bytes;
}

} // namespace

AddedTokenFinder::AddedTokenFinder(std::vector<AddedToken> tokens, const std::vector<std::string>& contents)
    : m_tokens(std::move(tokens))
{
    for (std::size_t i = 0; i < contents.size(); ++i) {
        if (contents[i].empty()) continue;
        m_patterns[static_cast<unsigned char>(contents[i].front())].push_back({contents[i], i});
    }
    for (auto& patterns : m_patterns)
        std::ranges::stable_sort(patterns, std::greater<>(), [](const Pattern& p) { return p.content.size(); });
}

const AddedTokenFinder::Pattern* AddedTokenFinder::longestAt(std::string_view rest) const
{
    for (const Pattern& pattern : m_patterns[static_cast<unsigned char>(rest.front())])
        if (rest.starts_with(pattern.content)) return &pattern;
    return nullptr;
}

std::vector<TextPart> AddedTokenFinder::split(std::string_view text) const
{
    std::vector<TextPart> parts;
    std::size_t done = 0; // everything before is part of an earlier part
    for (std::size_t at = 0; at < text.size();) {
        const Pattern* pattern = longestAt(text.substr(at));
        if (!pattern) {
            ++at;
            continue;
        }
        const AddedToken& token = m_tokens[pattern->token];
        std::size_t begin = at, end = at + pattern->content.size();
        at = end;
        if (token.singleWord && (endsWithWord(text.substr(0, begin)) || beginsWithWord(text.substr(end)))) continue;
        if (token.stripLeft) begin -= std::min(trailingSpace(text.substr(0, begin)), begin - done);
        if (token.stripRight) end += leadingSpace(text.substr(end));
        if (begin > done) parts.push_back({text.substr(done, begin - done)});
        parts.push_back({text.substr(begin, end - begin), &token});
        done = end;
        at = std::max(at, done);
    }
    if (done < text.size()) parts.push_back({text.substr(done)});
    return parts;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/KeywordMatcher.h"

#include "core/base/Error.h"
#include "core/dataset/Blank.h"
#include "core/dataset/RegexMatcher.h"
#include "core/dataset/WordMatcher.h"

#include <algorithm>
#include <tuple>
#include <variant>

namespace sparsight {

struct KeywordMatcher::Implementation {
    std::variant<WordMatcher, RegexMatcher> matcher;
};

static std::variant<WordMatcher, RegexMatcher> makeMatcher(const Topic& topic)
{
    for (std::size_t i = 0; i < topic.keywords.size(); ++i) {
        if (!isBlank(topic.keywords[i])) continue;
        throw Error(ErrorCode::BadInput, "Keyword " + std::to_string(i + 1) + " of the topic \"" + topic.name +
                                             "\" is empty; fill it in or remove it.");
    }
    if (topic.match == KeywordMatch::Regex) return RegexMatcher(topic);
    return WordMatcher(topic);
}

KeywordMatcher::KeywordMatcher(const Topic& topic)
    : m_implementation(new Implementation{makeMatcher(topic)})
{
}

KeywordMatcher::~KeywordMatcher() = default;
KeywordMatcher::KeywordMatcher(KeywordMatcher&&) noexcept = default;
KeywordMatcher& KeywordMatcher::operator=(KeywordMatcher&&) noexcept = default;

bool KeywordMatcher::matches(std::string_view sentence) const
{
    return std::visit([&](const auto& matcher) { return matcher.matches(sentence); }, m_implementation->matcher);
}

std::vector<KeywordMatcher::Hit> KeywordMatcher::find(std::string_view sentence) const
{
    std::vector<Hit> hits =
        std::visit([&](const auto& matcher) { return matcher.find(sentence); }, m_implementation->matcher);
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return std::tie(a.begin, a.length, a.keyword) < std::tie(b.begin, b.length, b.keyword);
    });
    return hits;
}

} // namespace sparsight

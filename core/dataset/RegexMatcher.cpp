// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/RegexMatcher.h"

#include "core/base/Error.h"

#include <algorithm>
#include <string>

namespace sparsight {

namespace {

re2::RE2::Options optionsWithMemory(std::int64_t bytes)
{
    re2::RE2::Options options;
    options.set_case_sensitive(false);
    options.set_log_errors(false);
    options.set_max_mem(bytes);
    return options;
}

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace

RegexMatcher::RegexMatcher(const Topic& topic)
{
    constexpr std::int64_t memoryOfOne = 8 << 20, memoryOfAll = 64 << 20;
    m_any = std::make_unique<re2::RE2::Set>(optionsWithMemory(memoryOfAll), re2::RE2::UNANCHORED);
    for (const std::string& keyword : topic.keywords) {
        auto expression = std::make_unique<re2::RE2>(piece(keyword), optionsWithMemory(memoryOfOne));
        if (!expression->ok()) {
            throw Error(ErrorCode::BadInput,
                        "The keyword \"" + keyword + "\" of the topic \"" + topic.name +
                            "\" is not a regular expression as RE2 reads it: " + expression->error() + ".",
                        {.item = keyword});
        }
        m_expressions.push_back(std::move(expression));
        m_any->Add(piece(keyword), nullptr);
    }
    if (m_expressions.empty() || !m_any->Compile()) m_any.reset();
}

RegexMatcher::~RegexMatcher() = default;
RegexMatcher::RegexMatcher(RegexMatcher&&) noexcept = default;
RegexMatcher& RegexMatcher::operator=(RegexMatcher&&) noexcept = default;

bool RegexMatcher::matches(std::string_view sentence) const
{
    if (m_any) {
        re2::RE2::Set::ErrorInfo error{};
        const bool found = m_any->Match(piece(sentence), nullptr, &error);
        if (error.kind == re2::RE2::Set::kNoError) return found;
    }
    return std::any_of(m_expressions.begin(), m_expressions.end(),
                       [&](const auto& expression) { return re2::RE2::PartialMatch(piece(sentence), *expression); });
}

std::vector<KeywordMatcher::Hit> RegexMatcher::find(std::string_view sentence) const
{
    std::vector<KeywordMatcher::Hit> hits;
    for (std::uint32_t i = 0; i < m_expressions.size(); ++i) {
        std::size_t from = 0;
        re2::StringPiece found;
        while (from <= sentence.size() &&
               m_expressions[i]->Match(piece(sentence), from, sentence.size(), re2::RE2::UNANCHORED, &found, 1)) {
            const std::size_t begin = static_cast<std::size_t>(found.data() - sentence.data());
            hits.push_back({i, begin, found.size()});
            from = begin + std::max<std::size_t>(found.size(), 1); // an empty match must not stand still
        }
    }
    return hits;
}

} // namespace sparsight

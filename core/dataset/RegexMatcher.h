// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/KeywordMatcher.h"

#include <memory>
#include <re2/re2.h>
#include <re2/set.h>
#include <vector>

namespace sparsight {

/// KeywordMatch::Regex by RE2, whose time is linear in the sentence whatever the expression.
class RegexMatcher {
public:
    explicit RegexMatcher(const Topic& topic);
    ~RegexMatcher();
    RegexMatcher(RegexMatcher&&) noexcept;
    RegexMatcher& operator=(RegexMatcher&&) noexcept;

    bool matches(std::string_view sentence) const;
    std::vector<KeywordMatcher::Hit> find(std::string_view sentence) const;

private:
    std::vector<std::unique_ptr<re2::RE2>> m_expressions; ///< one a keyword
    std::unique_ptr<re2::RE2::Set> m_any;                 ///< all in one pass; null when they are too large together
};

} // namespace sparsight

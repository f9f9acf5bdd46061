// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/Topic.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace sparsight {

/// Finds a topic's keywords in sentences. Immutable once made, so several threads may share one.
/// Word characters are the letters, digits and `_` of Unicode; case is folded as Unicode says.
class KeywordMatcher {
public:
    /// Throws Error(BadInput) naming the keyword that is empty or not a valid regular expression.
    explicit KeywordMatcher(const Topic& topic);
    ~KeywordMatcher();
    KeywordMatcher(KeywordMatcher&&) noexcept;
    KeywordMatcher& operator=(KeywordMatcher&&) noexcept;

    bool matches(std::string_view sentence) const;

    struct Hit {
        std::uint32_t keyword;     ///< index into Topic::keywords
        std::size_t begin, length; ///< bytes of the sentence
    };
    /// Every hit, by position.
    std::vector<Hit> find(std::string_view sentence) const;

private:
    struct Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace sparsight

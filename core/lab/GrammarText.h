// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace sparsight {

/// Texts about topics from a small grammar, as tokens: a text keeps to one topic, whose nouns go with verbs and
/// adjectives of their own; determiners, prepositions and stops are shared. There is no end of them.
class GrammarText {
public:
    static constexpr int vocabulary = 600;
    static constexpr int sentinels = 60;   ///< the last ids, <extra_id_0> the very last
    static constexpr std::int32_t end = 1; ///< `</s>`
    static constexpr std::int32_t firstWord = 3;

    explicit GrammarText(std::uint64_t seed)
        : m_seed(seed)
    {
    }

    /// So many tokens and `</s>`. Texts of different streams have nothing in common but the grammar.
    std::vector<std::int32_t> text(std::uint64_t stream, std::uint64_t number, std::size_t tokens) const;

    static std::vector<std::int32_t> sentinelIds(); ///< <extra_id_0> first

private:
    std::uint64_t m_seed;
};

} // namespace sparsight

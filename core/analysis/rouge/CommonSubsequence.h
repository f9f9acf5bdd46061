// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/rouge/RougeTokens.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

/// Longest common subsequences of one sequence of n tokens with others, bit-parallel (H. Hyyrö, Bit-parallel LCS-length
/// computation revisited, AWOCA 2004): 64 columns of the table of lengths are one word.
///
/// With another sequence of m tokens, length() takes at most m · n / 64 steps and n / 8 bytes, and fewer steps where
/// the sequences have little in common: only words with a match are touched. mark() has to walk back through the table.
/// It keeps a table of up to 512 kB, and of a larger one only the rows at intervals of √m, computing those in between
/// again: twice the steps and √m · n / 4 bytes.
class CommonSubsequence {
public:
    using Tokens = std::span<const RougeText::Token>;

    /// Of `columns`, which need not outlive the constructor.
    explicit CommonSubsequence(Tokens columns);

    std::size_t length(Tokens rows, const std::stop_token& stop = {}) const;

    /// Sets marks[i] for the tokens rows[i] of a longest common subsequence. Of several it takes the one that
    /// rouge_score takes: from the end, a match is always taken, and a token of `columns` is only passed over where
    /// passing over the one of `rows` would lose length. What was marked before stays. Tokens that are not among the
    /// columns may be left out of `rows`, which changes nothing else.
    void mark(Tokens rows, std::vector<bool>& marks, const std::stop_token& stop = {}) const;

private:
    using Word = std::uint64_t;
    /// A row i of the table of lengths t: bit j is clear where t[i][j + 1] = t[i][j] + 1.
    using Row = std::span<Word>;
    /// Where a token stands within 64 columns.
    struct Match {
        RougeText::Token token;
        std::size_t word;
        Word bits;
    };

    std::size_t words() const noexcept { return (m_columns.size() + 63) / 64; } ///< of a row
    std::span<const Match> matches(RougeText::Token token) const;
    /// Turns row i into row i + 1, whose token is given.
    void advance(Row row, RougeText::Token token) const;
    /// Marks what lies in `part` of the rows, walking from `column` to the left; returns where that ends.
    std::size_t walkBack(Tokens part, std::span<const Word> firstRow, std::size_t column,
                         const std::function<void(std::size_t)>& markRow) const;

    std::vector<RougeText::Token> m_columns;
    std::vector<Match> m_matches; ///< by token, then word
};

} // namespace sparsight

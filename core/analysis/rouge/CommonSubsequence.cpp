// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/CommonSubsequence.h"

#include "core/base/Progress.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

namespace sparsight {

static constexpr std::size_t wordBits = 64;
static constexpr std::size_t rowsBetweenStops = 1024;
static constexpr std::size_t smallTable = 65536; // words of a table that is kept whole: 512 kB

CommonSubsequence::CommonSubsequence(Tokens columns)
    : m_columns(columns.begin(), columns.end())
{
    std::vector<std::pair<RougeText::Token, std::size_t>> places;
    places.reserve(m_columns.size());
    for (std::size_t column = 0; column < m_columns.size(); ++column)
        places.emplace_back(m_columns[column], column);
    std::ranges::sort(places);
    for (const auto& [token, column] : places) {
        const std::size_t word = column / wordBits;
        if (m_matches.empty() || m_matches.back().token != token || m_matches.back().word != word)
            m_matches.push_back({token, word, 0});
        m_matches.back().bits |= Word{1} << column % wordBits;
    }
}

std::span<const CommonSubsequence::Match> CommonSubsequence::matches(RougeText::Token token) const
{
    const auto found = std::ranges::equal_range(m_matches, token, {}, &Match::token);
    return {found.begin(), found.end()};
}

void CommonSubsequence::advance(Row row, RougeText::Token token) const
{
    // V ← (V + (V & M)) | (V & ~M) over the whole row as one number. A word without a match only takes the carry.
    const std::span<const Match> found = matches(token);
    Word carry = 0;
    for (auto match = found.begin(); match != found.end();) {
        std::size_t at = match->word;
        const Word old = row[at];
        const Word sum = old + (old & match->bits);
        const Word withCarry = sum + carry;
        row[at] = withCarry | (old & ~match->bits);
        carry = sum < old || withCarry < sum;
        ++match;
        const std::size_t next = match == found.end() ? row.size() : match->word;
        while (carry != 0 && ++at < next) {
            carry = row[at] == ~Word{0};
            row[at] |= row[at] + 1;
        }
    }
}

/// t[i][column] of row i.
static std::size_t lengthAt(std::span<const std::uint64_t> row, std::size_t column)
{
    std::size_t steps = 0;
    for (std::size_t at = 0; at < column / wordBits; ++at)
        steps += static_cast<std::size_t>(std::popcount(~row[at]));
    if (const std::size_t rest = column % wordBits; rest > 0)
        steps += static_cast<std::size_t>(std::popcount(~row[column / wordBits] << (wordBits - rest)));
    return steps;
}

std::size_t CommonSubsequence::length(Tokens rows, const std::stop_token& stop) const
{
    std::vector<Word> row(words(), ~Word{0});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % rowsBetweenStops == 0) throwIfStopped(stop);
        advance(row, rows[i]);
    }
    return lengthAt(row, m_columns.size());
}

void CommonSubsequence::mark(Tokens rows, std::vector<bool>& marks, const std::stop_token& stop) const
{
    if (rows.empty()) return;
    const std::size_t stride = rows.size() * words() <= smallTable
                                   ? rows.size()
                                   : static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(rows.size()))));
    std::size_t begin = (rows.size() - 1) / stride * stride; // of the last part
    std::vector<Word> row(words(), ~Word{0});
    std::vector<Word> kept = row; // rows 0, stride, 2 · stride …
    for (std::size_t i = 0; i < begin;) {
        if (i % rowsBetweenStops == 0) throwIfStopped(stop);
        advance(row, rows[i]);
        if (++i % stride == 0) kept.insert(kept.end(), row.begin(), row.end());
    }
    std::size_t column = m_columns.size();
    for (std::size_t end = rows.size();; begin -= stride) {
        throwIfStopped(stop);
        const auto first = std::span(kept).subspan(begin / stride * words(), words());
        column =
            walkBack(rows.subspan(begin, end - begin), first, column, [&](std::size_t i) { marks[begin + i] = true; });
        if (begin == 0 || column == 0) return;
        end = begin;
    }
}

std::size_t CommonSubsequence::walkBack(Tokens part, std::span<const Word> firstRow, std::size_t column,
                                        const std::function<void(std::size_t)>& markRow) const
{
    std::vector<Word> table(firstRow.begin(), firstRow.end());
    table.resize((part.size() + 1) * words());
    const auto rowOf = [&](std::size_t i) { return std::span(table).subspan(i * words(), words()); };
    for (std::size_t i = 0; i < part.size(); ++i) {
        std::ranges::copy(rowOf(i), rowOf(i + 1).begin());
        advance(rowOf(i + 1), part[i]);
    }
    for (std::size_t i = part.size(); i-- > 0 && column > 0;) {
        const Row row = rowOf(i + 1);
        const auto isStep = [row](std::size_t j) { return (row[j / wordBits] >> j % wordBits & 1) == 0; };
        // When this token adds to the length, it does so as well one column further left, unless a step lies between.
        const bool adds = lengthAt(row, column) > lengthAt(rowOf(i), column);
        while (adds && column > 0 && m_columns[column - 1] != part[i] && !isStep(column - 1))
            --column;
        if (column == 0 || m_columns[column - 1] != part[i]) continue;
        markRow(i);
        --column;
    }
    return column;
}

} // namespace sparsight

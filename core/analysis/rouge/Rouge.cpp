// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/Rouge.h"

#include "core/analysis/rouge/CommonSubsequence.h"
#include "core/base/Progress.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace sparsight {

namespace {

RougeScore scoreOf(std::size_t hits, std::size_t inPrediction, std::size_t inReference)
{
    if (hits == 0) return {};
    const double precision = static_cast<double>(hits) / static_cast<double>(inPrediction);
    const double recall = static_cast<double>(hits) / static_cast<double>(inReference);
    return {precision, recall, 2 * precision * recall / (precision + recall)};
}

using Ngrams = std::vector<std::uint64_t>; // sorted, as often as each occurs

Ngrams unigrams(const RougeText& text)
{
    Ngrams result(text.tokens.begin(), text.tokens.end());
    std::ranges::sort(result);
    return result;
}

Ngrams bigrams(const RougeText& text)
{
    Ngrams result;
    for (std::size_t i = 1; i < text.tokens.size(); ++i)
        result.push_back(std::uint64_t{text.tokens[i - 1]} << 32 | text.tokens[i]);
    std::ranges::sort(result);
    return result;
}

/// A common n-gram counts as often as both have it.
RougeScore ngramScore(const Ngrams& prediction, const Ngrams& reference)
{
    Ngrams common;
    std::ranges::set_intersection(prediction, reference, std::back_inserter(common));
    return scoreOf(common.size(), prediction.size(), reference.size());
}

/// A prediction, prepared to be compared with several references.
class Prediction {
public:
    Prediction(RougeText text, std::stop_token stop)
        : m_text(std::move(text))
        , m_stop(std::move(stop))
        , m_unigrams(unigrams(m_text))
        , m_bigrams(bigrams(m_text))
        , m_whole(m_text.tokens)
    {
        for (std::size_t i = 0; i < m_text.lines(); ++i) {
            m_lines.emplace_back(m_text.line(i));
            for (const RougeText::Token token : m_text.line(i))
                m_index.emplace_back(token, i);
        }
        std::ranges::sort(m_index);
        const auto twice = std::ranges::unique(m_index);
        m_index.erase(twice.begin(), twice.end());
    }

    RougeScores score(const RougeText& reference) const
    {
        const std::size_t hits = m_whole.length(reference.tokens, m_stop);
        return {.rouge1 = ngramScore(m_unigrams, unigrams(reference)),
                .rouge2 = ngramScore(m_bigrams, bigrams(reference)),
                .rougeL = scoreOf(hits, m_text.tokens.size(), reference.tokens.size()),
                .rougeLsum = scoreOf(unionHits(reference), m_text.tokens.size(), reference.tokens.size())};
    }

private:
    using IndexEntry = std::pair<RougeText::Token, std::size_t>; // a token and a line that it is in
    using LinePlace = std::pair<std::size_t, std::size_t>; // a line of the prediction and a place in the reference's

    std::size_t unionHits(const RougeText& reference) const
    {
        // rouge_score counts down the reference's tokens as well, which never decides: each is asked for once.
        std::unordered_map<RougeText::Token, std::size_t> left;
        for (const RougeText::Token token : m_text.tokens)
            ++left[token];
        std::size_t hits = 0;
        for (std::size_t i = 0; i < reference.lines(); ++i) {
            throwIfStopped(m_stop);
            const auto line = reference.line(i);
            const std::vector<bool> marks = unionMarks(line);
            for (std::size_t t = 0; t < line.size(); ++t) {
                if (!marks[t] || left[line[t]] == 0) continue;
                --left[line[t]];
                ++hits;
            }
        }
        return hits;
    }

    /// Which tokens of the line are in a longest common subsequence with some line of the prediction. The lines that
    /// share a token with it come out of the index, some at a time, each with just the shared ones.
    std::vector<bool> unionMarks(std::span<const RougeText::Token> line) const
    {
        constexpr std::size_t placesAtOnce = 4'000'000;
        const std::size_t linesAtOnce = std::max<std::size_t>(1, placesAtOnce / line.size());
        std::vector<bool> marks(line.size());
        std::vector<LinePlace> shared;
        for (std::size_t begin = 0; begin < m_lines.size(); begin += linesAtOnce) {
            shared.clear();
            for (std::size_t place = 0; place < line.size(); ++place)
                addShared(shared, line[place], place, begin, begin + linesAtOnce);
            std::ranges::sort(shared);
            markShared(shared, line, marks);
        }
        return marks;
    }

    /// The lines from begin to before end that have the token.
    void addShared(std::vector<LinePlace>& shared, RougeText::Token token, std::size_t place, std::size_t begin,
                   std::size_t end) const
    {
        for (auto at = std::ranges::lower_bound(m_index, IndexEntry(token, begin));
             at != m_index.end() && at->first == token && at->second < end; ++at)
            shared.emplace_back(at->second, place);
    }

    void markShared(const std::vector<LinePlace>& shared, std::span<const RougeText::Token> line,
                    std::vector<bool>& marks) const
    {
        std::vector<RougeText::Token> tokens;
        std::vector<bool> tokenMarks;
        for (auto group = shared.begin(); group != shared.end();) {
            const std::size_t ours = group->first;
            tokens.clear();
            for (auto at = group; at != shared.end() && at->first == ours; ++at)
                tokens.push_back(line[at->second]);
            tokenMarks.assign(tokens.size(), false);
            m_lines[ours].mark(tokens, tokenMarks, m_stop);
            for (const bool marked : tokenMarks) {
                if (marked) marks[group->second] = true;
                ++group;
            }
        }
    }

    RougeText m_text;
    std::stop_token m_stop;
    Ngrams m_unigrams, m_bigrams;
    CommonSubsequence m_whole;
    std::vector<CommonSubsequence> m_lines;
    std::vector<IndexEntry> m_index; // sorted
};

} // namespace

RougeScores rouge(std::string_view prediction, std::span<const std::string> references, const RougeOptions& options,
                  const std::stop_token& stop)
{
    if (references.empty()) throw Error(ErrorCode::BadInput, "ROUGE needs at least one reference for each prediction.");
    RougeTokenizer tokenize(options.stem);
    const Prediction prepared(tokenize(prediction), stop);
    RougeScores best = prepared.score(tokenize(references.front()));
    for (const std::string& reference : references.subspan(1)) {
        const RougeScores scores = prepared.score(tokenize(reference));
        for (const RougeKind& kind : rougeKinds) {
            if ((scores.*kind.score).fmeasure > (best.*kind.score).fmeasure) best.*kind.score = scores.*kind.score;
        }
    }
    return best;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// ROUGE (C.-Y. Lin, 2004): how much of a reference summary a predicted one repeats, in words, pairs of words and common
// subsequences. The numbers are those of the Python package rouge_score. core/analysis/rouge holds, from the bottom
// up: PorterStemmer, RougeTokens (text → tokens), CommonSubsequence, Rouge (a pair's scores), RougeSummary (the
// means of many pairs with bootstrap intervals), RougePairs (the files).
#pragma once

#include <array>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace sparsight {

struct RougeScore {
    double precision = 0; ///< hits / tokens (or pairs of tokens) of the prediction; 0 where it has none
    double recall = 0;    ///< hits / those of the reference
    double fmeasure = 0;  ///< 2 · precision · recall / (precision + recall)
};

struct RougeScores {
    RougeScore rouge1, rouge2, rougeL, rougeLsum;
};

/// The four scores by the names that rouge_score gives them.
struct RougeKind {
    const char* name;
    RougeScore RougeScores::*score;
};
inline constexpr std::array<RougeKind, 4> rougeKinds{{{"rouge1", &RougeScores::rouge1},
                                                      {"rouge2", &RougeScores::rouge2},
                                                      {"rougeL", &RougeScores::rougeL},
                                                      {"rougeLsum", &RougeScores::rougeLsum}}};

struct RougeOptions {
    bool stem = false; ///< Porter's stemmer for words over three letters
};

/// Of several references each score takes the one with the best F, the first of equals. rougeL passes over line breaks;
/// rougeLsum takes each line as a sentence: the tokens of a reference sentence that are in a longest common subsequence
/// with any sentence of the prediction are hits, no token more often than the prediction has it.
///
/// For texts of m and n tokens rougeL takes at most m · n / 64 steps and rougeLsum twice as many, plus one for each
/// token of a reference sentence and each sentence of the prediction that has it; both usually take far fewer. Memory
/// stays below √m · n / 4 bytes beside about 100 bytes a token and 64 MB (CommonSubsequence.h).
/// Throws Error(BadInput) when there is no reference.
RougeScores rouge(std::string_view prediction, std::span<const std::string> references,
                  const RougeOptions& options = {}, const std::stop_token& stop = {});

} // namespace sparsight

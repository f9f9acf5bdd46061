// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/rouge/Rouge.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace sparsight {

/// A pair of texts and what rouge_score gives for it; make_rouge_goldens.py wrote them.
struct GoldenPair {
    std::string prediction;
    std::vector<std::string> references;
    RougeScores plain, stemmed;
};

inline RougeScore goldenScore(const nlohmann::json& numbers)
{
    return {numbers.at(0), numbers.at(1), numbers.at(2)};
}

inline RougeScores goldenScores(const nlohmann::json& kinds)
{
    RougeScores scores;
    for (const RougeKind& kind : rougeKinds)
        scores.*kind.score = goldenScore(kinds.at(kind.name));
    return scores;
}

inline const std::vector<GoldenPair>& goldenPairs()
{
    static const std::vector<GoldenPair> pairs = [] {
        std::vector<GoldenPair> read;
        std::ifstream file(SPARSIGHT_TEST_DATA "/rouge/pairs.jsonl");
        for (std::string line; std::getline(file, line);) {
            const auto row = nlohmann::json::parse(line);
            read.push_back(
                {row["prediction"], row["references"], goldenScores(row["plain"]), goldenScores(row["stemmed"])});
        }
        return read;
    }();
    return pairs;
}

} // namespace sparsight

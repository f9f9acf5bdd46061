// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rouge/RougeSummary.h"

#include "core/analysis/statistics/Percentile.h"
#include "core/base/Progress.h"

#include <algorithm>
#include <array>
#include <random>
#include <vector>

namespace sparsight {

namespace {

constexpr std::array numbers{&RougeScore::precision, &RougeScore::recall, &RougeScore::fmeasure};

/// All numbers of a pair in a row, so that a sum over pairs is a sum of rows.
using Row = std::array<double, rougeKinds.size() * numbers.size()>;

Row toRow(const RougeScores& scores)
{
    Row row{};
    std::size_t at = 0;
    for (const RougeKind& kind : rougeKinds) {
        for (const auto number : numbers)
            row[at++] = scores.*kind.score.*number;
    }
    return row;
}

RougeScores fromRow(const Row& row)
{
    RougeScores scores;
    std::size_t at = 0;
    for (const RougeKind& kind : rougeKinds) {
        for (const auto number : numbers)
            scores.*kind.score.*number = row[at++];
    }
    return scores;
}

/// The mean of `count` rows, each given by `next()`.
template <class Next>
Row meanOf(std::size_t count, Next next)
{
    Row sum{};
    for (std::size_t i = 0; i < count; ++i) {
        const Row& row = next();
        for (std::size_t k = 0; k < sum.size(); ++k)
            sum[k] += row[k];
    }
    for (double& value : sum)
        value /= static_cast<double>(count);
    return sum;
}

} // namespace

RougeSummary summarize(std::span<const RougeScores> scores, const RougeBootstrap& bootstrap,
                       const std::stop_token& stop)
{
    if (scores.empty()) throw Error(ErrorCode::BadInput, "There is no pair of texts to summarise the ROUGE scores of.");
    if (bootstrap.samples == 0 || !(bootstrap.confidence >= 0 && bootstrap.confidence <= 1))
        throw Error(ErrorCode::BadInput, "A bootstrap needs at least one sample and a confidence between 0 and 1.");
    std::vector<Row> rows(scores.size());
    std::ranges::transform(scores, rows.begin(), toRow);

    std::mt19937_64 random(bootstrap.seed);
    std::vector<Row> means(bootstrap.samples);
    for (Row& mean : means) {
        throwIfStopped(stop);
        mean = meanOf(rows.size(), [&]() -> const Row& { return rows[random() % rows.size()]; });
    }
    Row low{}, high{};
    std::vector<double> sorted(means.size());
    for (std::size_t k = 0; k < low.size(); ++k) {
        std::ranges::transform(means, sorted.begin(), [k](const Row& mean) { return mean[k]; });
        std::ranges::sort(sorted);
        low[k] = percentileOf(sorted, (1 - bootstrap.confidence) / 2);
        high[k] = percentileOf(sorted, (1 + bootstrap.confidence) / 2);
    }
    auto next = rows.begin();
    const Row mean = meanOf(rows.size(), [&next]() -> const Row& { return *next++; });
    return {.pairs = scores.size(),
            .mean = fromRow(mean),
            .low = fromRow(low),
            .high = fromRow(high),
            .bootstrap = bootstrap};
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/CarryOver.h"

#include "core/base/Error.h"

#include <algorithm>

namespace sparsight {

bool CarryOver::baseRatesDiffer() const
{
    if (!baseRates[0] || !baseRates[1]) return false;
    const auto [low, high] = std::minmax(*baseRates[0], *baseRates[1]);
    return high > similarRates * low;
}

bool isTopicNeuron(const KtScore& score)
{
    return score.q && *score.q < CarryOver::q && score.lift && *score.lift >= CarryOver::lift;
}

CarryOver carryOver(std::array<std::span<const KtScore>, 2> scores, std::array<std::uint32_t, 2> sentences,
                    std::array<std::uint32_t, 2> withKeyword)
{
    if (scores[0].size() != scores[1].size())
        throw Error(ErrorCode::BadInput, "Scores of " + std::to_string(scores[0].size()) + " and " +
                                             std::to_string(scores[1].size()) + " neurons are not of one layer.");
    CarryOver result;
    for (const std::size_t side : {0, 1}) {
        if (sentences[side] > 0) result.baseRates[side] = static_cast<double>(withKeyword[side]) / sentences[side];
    }
    for (std::size_t n = 0; n < scores[0].size(); ++n) {
        const std::array follows{isTopicNeuron(scores[0][n]), isTopicNeuron(scores[1][n])};
        const bool isTested = scores[0][n].q && scores[1][n].q;
        result.tested += isTested;
        result.both += follows[0] && follows[1];
        for (const std::size_t side : {0, 1}) {
            result.topicNeurons[side] += follows[side];
            result.testedTopicNeurons[side] += isTested && follows[side];
        }
    }
    if (result.tested == 0) return result;
    const auto [first, second] = result.testedTopicNeurons;
    result.expected = static_cast<double>(first) * second / result.tested;
    result.p =
        hypergeometricUpperTail({.population = result.tested, .marked = first, .sample = second, .hits = result.both});
    return result;
}

} // namespace sparsight

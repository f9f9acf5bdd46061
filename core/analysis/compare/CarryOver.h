// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace sparsight {

/// Do the topic neurons of one data set follow the topic in another one, too? A topic neuron has q < `q` and at least
/// `lift`, as in the census, but over the whole data set.
struct CarryOver {
    static constexpr double q = 0.05, lift = 2;
    static constexpr double similarRates = 1.5; ///< base rates that differ by a larger factor are not alike

    std::array<std::uint32_t, 2> topicNeurons{}; ///< of each data set
    std::uint32_t tested = 0;                    ///< have a q on both, as the following
    std::array<std::uint32_t, 2> testedTopicNeurons{};
    std::uint32_t both = 0;         ///< are topic neurons on both
    std::optional<double> expected; ///< of both, if one data set had nothing to do with the other
    std::optional<double> p;        ///< hypergeometric P(X ≥ both); as expected, nullopt where none is tested
    std::array<std::optional<double>, 2> baseRates; ///< K / N; nullopt of an empty data set

    /// KT differs with the base rate: then a change of KT says little of the neuron.
    bool baseRatesDiffer() const;
};

bool isTopicNeuron(const KtScore& score);
/// Scores [neurons] of one layer of one checkpoint on two data sets; counts of each: N sentences, K with a keyword.
CarryOver carryOver(std::array<std::span<const KtScore>, 2> scores, std::array<std::uint32_t, 2> sentences,
                    std::array<std::uint32_t, 2> withKeyword);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// At which tokens, and where in its sentences, a neuron is strongest. Definitions: docs/definitions.md, "Tokens and
// positions".
#pragma once

#include "core/analysis/statistics/ChiSquare.h"
#include "core/analysis/tokens/RunTokens.h"
#include "core/store/RunReader.h"

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

inline constexpr std::size_t longestNgram = 3;

/// A token, or two or three that follow each other, with the sentences whose maximum is at its last token.
struct NgramMaxima {
    std::vector<std::int32_t> ids;
    std::string text;              ///< pieces with blanks between them
    std::uint32_t maxima = 0;      ///< sentences
    std::uint64_t occurrences = 0; ///< in the run, ending at positions that count
    double share = 0;              ///< maxima / sentences in which the neuron fires
    double base = 0;               ///< occurrences / positions that count
    double lift = 0;               ///< share / base
};

/// Sentences by the position of their maximum, and how many there would be if every position of a sentence were as
/// likely as the others.
struct MaximaBin {
    std::uint32_t first = 0, last = 0; ///< positions from 1, or tenths of the sentence from 1; last 0: and beyond
    Expectation sentences;
};
struct PositionSpread {
    std::vector<MaximaBin> bins;
    std::optional<double> distance; ///< total variation from what is expected
    std::optional<ChiSquareTest> test;
};

/// What makes a neuron a token, an n-gram or a positional neuron.
struct TokenThresholds {
    std::uint32_t minimum = 10; ///< sentences in which it fires
    double share = 0.5;         ///< of the maxima, at one n-gram
    double lift = 2;            ///< of the n-gram, and of a longer one over the one that it ends with
    double distance = 0.5;      ///< of the positions from what is expected
    double p = 0.001;
};
inline constexpr TokenThresholds tokenThresholds;

struct NeuronTokens {
    RunInfo run;
    LayerId layer;
    NeuronId neuron;
    std::uint32_t fires = 0;     ///< sentences in which the neuron fires
    std::uint64_t positions = 0; ///< of the run that count
    /// Those with the most maxima first, at most 1000 of each length. [longestNgram], tokens first
    std::array<std::vector<NgramMaxima>, longestNgram> ngrams;
    PositionSpread tenths, fromStart;
    std::vector<RunDamage> damage;

    /// The longest n-gram that the neuron is a neuron of; none where it is none of any.
    const NgramMaxima* ofNgram() const;
    bool isPositional() const;
};

/// From the stored positions of the maxima and the tokens there. Throws Error, also when the run is not complete.
NeuronTokens computeNeuronTokens(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                                 const RunTokens& tokens, const std::stop_token& stop = {});

} // namespace sparsight

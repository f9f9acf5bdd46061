// SPDX-License-Identifier: GPL-3.0-or-later
// How far a change of KT between two runs over the same sentences could be luck of the draw of these sentences: the
// same sentences are drawn anew, with replacement, for both runs (B. Efron, Annals of Statistics 7, 1979). What belongs
// together, the sentences of a document, is drawn together.
#pragma once

#include "core/analysis/statistics/DrawTable.h"
#include "core/analysis/statistics/Proportion.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

struct BootstrapSettings {
    std::uint32_t draws = 2000;
    std::uint64_t seed = 0;

    void check() const; ///< Throws Error(BadInput) without draws, or with more than 100,000.
};

/// Draws number first … last − 1: each is as many clusters as there are, number CounterRandom(seed,
/// draw).below(clusters, i) for the i-th. Throws Error(Cancelled).
DrawTable drawClusters(std::uint32_t clusters, std::uint64_t seed, std::uint32_t first, std::uint32_t last,
                       const std::stop_token& stop = {});

/// In which of two runs a sentence is captured, and captured with a keyword.
struct PairedSentence {
    std::uint32_t cluster = 0;
    bool capturedFirst = false, keywordFirst = false;
    bool capturedSecond = false, keywordSecond = false; ///< keyword… only where captured
};

/// One neuron's captured sentences of two runs. One object a thread, filled anew for each neuron.
class PairedCounts {
public:
    void clear();
    void add(const PairedSentence& sentence);
    /// KT of the second run minus KT of the first in every draw of the table, in order; where one of them captures
    /// nothing, not a number. [draws]
    void changes(const DrawTable& table, std::span<double> out) const;

private:
    std::array<std::vector<std::uint32_t>, 16> m_clusters; // by the four bits of PairedSentence
};

struct BootstrapInterval {
    Interval interval;           ///< the 2.5th and 97.5th percentile
    std::uint32_t undefined = 0; ///< draws left out because a denominator was 0
};
/// Of draws that may hold not-a-number; sorts them. nullopt when no draw is defined.
std::optional<BootstrapInterval> percentileInterval(std::span<double> draws);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/BlockCodec.h"
#include "core/store/RunReader.h"

#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// What counts as a value in a run's statistics.
struct StatisticsRules {
    bool signedValues = false; ///< rank and count by |A|
    double epsilon = 0;        ///< the neuron fires where |a| > epsilon

    static StatisticsRules of(const RunInfo& run) { return {run.signedValues, run.settings.epsilon}; }
};

/// A neuron's statistics and top sentences, to which blocks are added one after the other. The result depends on the
/// blocks and their order only.
class NeuronAccumulator {
public:
    static constexpr std::size_t topCount = 100;

    NeuronAccumulator() = default;
    NeuronAccumulator(NeuronStatistics statistics, std::vector<TopSentence> top);

    /// rows are looked up in `sentences`: row → sentence.
    void add(const DecodedColumn& column, std::span<const SentenceId> sentences, const StatisticsRules& rules);

    const NeuronStatistics& statistics() const { return m_statistics; }
    /// By value, then sentence id. The values keep their sign; where it matters they are ranked by |A|.
    const std::vector<TopSentence>& top() const { return m_top; }

private:
    void mergeIntoTop(std::vector<TopSentence>& candidates, const StatisticsRules& rules);

    NeuronStatistics m_statistics;
    std::vector<TopSentence> m_top;
};

/// True when `left` comes before `right`: the larger value, then the smaller sentence id.
bool ranksBefore(const TopSentence& left, const TopSentence& right, bool signedValues);

/// Bin of NeuronStatistics::histogram. magnitude > 0
int histogramBin(float magnitude);

} // namespace sparsight

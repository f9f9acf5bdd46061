// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"
#include "core/store/RunReader.h"

#include <QString>
#include <vector>

namespace sparsight {

/// What the project knows of one layer of a run. Immutable once made; shared by every view.
struct LayerData {
    struct TopicScores {
        QString topic;
        KtColumn column; ///< rule threshold:0, without ranking
    };
    RunInfo run;
    LayerId layer;
    std::vector<NeuronStatistics> statistics; ///< [neurons]
    std::vector<TopicScores> topics;          ///< in the project's order
    std::vector<RunDamage> damage;            ///< of the run, as far as it was read for this; none where all is well

    std::uint64_t tokens() const;                  ///< positions at which the layer's neurons could fire
    double density(NeuronId neuron) const;         ///< share of tokens where it fires
    double sentenceDensity(NeuronId neuron) const; ///< share of sentences
    double mean(NeuronId neuron) const;            ///< of A over all sentences
    bool has(NeuronId neuron) const { return neuron.value < statistics.size(); }
};

bool hasLayer(const RunInfo& run, LayerId layer);

/// A neuron is marked with a topic where q < 0.05 and lift ≥ 2.
bool isTopicNeuron(const KtScore& score);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/RuleScores.h"

#include "core/analysis/NeuronRanges.h"

#include <algorithm>

namespace sparsight {

std::vector<CaptureRule> rulesToCompare(const Project& project, const RunInfo& run, LayerId layer)
{
    std::vector<CaptureRule> rules;
    for (const char* rule : {"threshold:0", "relative:0.5", "quantile:0.9", "quantile:0.99", "top:100", "winner"})
        rules.push_back(CaptureRule::parse(rule));
    for (const RunInfo& other : project.runs()) {
        const auto& layers = other.settings.layers;
        const bool fits = other.id != run.id && other.complete && other.dataset == run.dataset &&
                          other.neurons == run.neurons && std::ranges::find(layers, layer) != layers.end();
        if (fits) rules.push_back({.kind = CaptureRule::Kind::Matched, .run = other.name, .inner = "threshold:0"});
    }
    return rules;
}

std::vector<RuleScore> scoresUnderRules(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                                        const TopicLabels& labels, const std::stop_token& stop,
                                        const ProgressCallback& progress)
{
    requireNeuron(run, neuron);
    std::vector<RuleScore> scores;
    for (const CaptureRule& rule : rulesToCompare(project, run, layer)) {
        const KtColumn column =
            computeKt(project, run, layer, labels, {.rule = rule, .ranking = false}, stop, progress);
        scores.push_back({rule, column.scores[neuron.value]});
    }
    return scores;
}

} // namespace sparsight

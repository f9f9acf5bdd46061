// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/probe/WeightMatches.h"

namespace sparsight {

NeuronMatching matchNeuronsByWeights(const EngineServices& engine, const Project& project,
                                     const std::array<RunInfo, 2>& runs, LayerId layer, const std::stop_token& stop,
                                     const ProgressCallback& progress)
{
    NeuronMatching result{.runs = runs, .layer = layer, .chance = {}, .neurons = {}, .damage = {}};
    const auto folder = [&](const RunInfo& run) { return project.checkpoint(run.checkpoint).path; };
    for (const WeightMatch& each : engine.matchWeights(folder(runs[0]), folder(runs[1]), layer, stop, progress))
        result.neurons.push_back(
            {.best = each.best, .bestCorrelation = each.bestCosine, .sameCorrelation = each.sameCosine});
    std::vector<std::optional<NeuronId>> bestOfOthers;
    for (const WeightMatch& each : engine.matchWeights(folder(runs[1]), folder(runs[0]), layer, stop, progress))
        bestOfOthers.push_back(each.bestCosine ? std::optional(each.best) : std::nullopt);
    result.candidates = static_cast<std::uint32_t>(bestOfOthers.size());
    markMutual(result.neurons, bestOfOthers);
    return result;
}

} // namespace sparsight

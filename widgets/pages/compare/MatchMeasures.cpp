// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/MatchMeasures.h"

#include <QtGlobal>
#include <array>

namespace sparsight {

namespace {

NeuronMatching byValues(const EngineServices&, const Project& project, const std::array<RunInfo, 2>& runs,
                        LayerId layer, const std::stop_token& stop, const ProgressCallback& progress)
{
    return matchNeurons(project, runs, layer, stop, progress);
}

/// The runs' checkpoints, whatever sentences they were captured over.
NeuronMatching byWeights(const EngineServices& engine, const Project& project, const std::array<RunInfo, 2>& runs,
                         LayerId layer, const std::stop_token& stop, const ProgressCallback& progress)
{
    NeuronMatching result{.runs = runs, .layer = layer, .neurons = {}, .damage = {}};
    const auto folder = [&](const RunInfo& run) { return project.checkpoint(run.checkpoint).path; };
    for (const WeightMatch& each : engine.matchWeights(folder(runs[0]), folder(runs[1]), layer, stop, progress))
        result.neurons.push_back({each.best, each.bestCosine, each.sameCosine});
    return result;
}

} // namespace

std::span<const MatchMeasure> matchMeasures()
{
    static constexpr std::array measures{
        MatchMeasure{
            "correlation", QT_TRANSLATE_NOOP("MatchMeasures", "correlation of values"),
            QT_TRANSLATE_NOOP("MatchMeasures", "r, same number"), QT_TRANSLATE_NOOP("MatchMeasures", "r, best match"),
            QT_TRANSLATE_NOOP("MatchMeasures", "Pearson's correlation of the values in both runs over all sentences"),
            true, &byValues},
        MatchMeasure{"cosine", QT_TRANSLATE_NOOP("MatchMeasures", "cosine of weights"),
                     QT_TRANSLATE_NOOP("MatchMeasures", "cosine, same number"),
                     QT_TRANSLATE_NOOP("MatchMeasures", "cosine, best match"),
                     QT_TRANSLATE_NOOP("MatchMeasures",
                                       "Cosine of what the neuron reads and writes (its rows of W_i and "
                                       "its column of W_o) in both checkpoints"),
                     false, &byWeights},
    };
    return measures;
}

} // namespace sparsight

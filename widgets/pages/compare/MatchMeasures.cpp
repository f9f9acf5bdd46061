// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/MatchMeasures.h"

#include "core/probe/WeightMatches.h"

#include <QtGlobal>
#include <array>

namespace sparsight {

namespace {

NeuronMatching byValues(const EngineServices&, const Project& project, const std::array<RunInfo, 2>& runs,
                        LayerId layer, const std::stop_token& stop, const ProgressCallback& progress)
{
    return matchNeurons(project, runs, layer, stop, progress);
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
                     false, &matchNeuronsByWeights},
    };
    return measures;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/LayerData.h"

#include "core/analysis/MetricTable.h"

#include <algorithm>

namespace sparsight {
namespace {

double share(double part, double whole)
{
    return whole > 0 ? part / whole : 0;
}

} // namespace

std::uint64_t LayerData::tokens() const
{
    return LayerTotals(run, layer).positions;
}

double LayerData::density(NeuronId neuron) const
{
    return share(double(statistics[neuron.value].firings), double(tokens()));
}

double LayerData::sentenceDensity(NeuronId neuron) const
{
    return share(statistics[neuron.value].sentences, run.sentencesDone);
}

double LayerData::mean(NeuronId neuron) const
{
    return share(statistics[neuron.value].sum, run.sentencesDone);
}

bool hasLayer(const RunInfo& run, LayerId layer)
{
    const auto& layers = run.settings.layers;
    return std::find(layers.begin(), layers.end(), layer) != layers.end();
}

bool isTopicNeuron(const KtScore& score)
{
    return score.q && *score.q < 0.05 && score.lift && *score.lift >= 2;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/RunDensity.h"

#include "core/analysis/MetricTable.h"

namespace sparsight {

std::vector<RunDensity> runDensities(const Project& project, const RunInfo& run)
{
    std::vector<RunDensity> densities;
    for (const LayerId layer : run.settings.layers) {
        std::uint64_t firings = 0;
        for (const NeuronStatistics& neuron : RunReader(project, run.id, layer).statistics())
            firings += neuron.firings;
        const double pairs = static_cast<double>(LayerTotals(run, layer).positions) * run.neurons;
        densities.push_back({layer, pairs > 0 ? std::optional(static_cast<double>(firings) / pairs) : std::nullopt});
    }
    return densities;
}

} // namespace sparsight

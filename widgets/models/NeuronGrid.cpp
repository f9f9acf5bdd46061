// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/NeuronGrid.h"

#include <cmath>

namespace sparsight {

NeuronGrid NeuronGrid::forNeurons(int neurons)
{
    if (neurons <= 0) return {};
    constexpr double wanted = 4.0 / 3.0, tolerated = 1.36; // a full rectangle may be this much wider or higher
    NeuronGrid best{neurons, 0, 0};
    double bestFactor = tolerated;
    for (int rows = 1; rows * rows <= 2 * neurons; ++rows) {
        if (neurons % rows != 0) continue;
        const int columns = neurons / rows;
        const double ratio = double(columns) / rows / wanted;
        const double factor = ratio > 1 ? ratio : 1 / ratio;
        if (factor >= bestFactor) continue;
        bestFactor = factor;
        best.columns = columns;
        best.rows = rows;
    }
    if (best.columns > 0) return best;
    best.columns = int(std::ceil(std::sqrt(neurons * wanted)));
    best.rows = (neurons + best.columns - 1) / best.columns;
    return best;
}

std::optional<NeuronId> NeuronGrid::neuronAt(QPoint cell) const
{
    if (cell.x() < 0 || cell.y() < 0 || cell.x() >= columns) return std::nullopt;
    const int neuron = cell.y() * columns + cell.x();
    return neuron < neurons ? std::optional(NeuronId(std::uint32_t(neuron))) : std::nullopt;
}

} // namespace sparsight

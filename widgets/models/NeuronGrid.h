// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <QPoint>
#include <optional>

namespace sparsight {

/// Where each neuron of a layer has its cell: 64 × 48 for 3072, near 4 : 3 otherwise, row by row from the top left.
struct NeuronGrid {
    int neurons = 0, columns = 0, rows = 0;

    static NeuronGrid forNeurons(int neurons);
    QPoint cellOf(NeuronId neuron) const { return {int(neuron.value) % columns, int(neuron.value) / columns}; }
    std::optional<NeuronId> neuronAt(QPoint cell) const; ///< nullopt outside, and in the unused rest of the last row
};

} // namespace sparsight

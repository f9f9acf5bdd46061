// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QAbstractTableModel>
#include <optional>
#include <vector>

namespace sparsight {

/// The densities of the captured layers in several runs, the reference first.
struct LayerDensities {
    std::vector<RunInfo> runs;
    std::vector<LayerId> layers;                             ///< of any of the runs, encoder first
    std::vector<std::vector<std::optional<double>>> density; ///< [runs][layers]
};

/// A row a layer: its density in every run, and what that is more than in the reference.
class LayerTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setDensities(LayerDensities densities);
    const LayerDensities& densities() const { return m_densities; }

    static int columnOf(std::size_t run) { return run == 0 ? 1 : int(2 * run); }
    static int changeColumnOf(std::size_t run) { return int(2 * run) + 1; } ///< not of the reference

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static std::size_t runOf(int column) { return std::size_t(column) / 2; }
    static bool isChange(int column) { return column > 2 && column % 2 == 1; }
    std::optional<double> number(int row, int column) const;

    LayerDensities m_densities;
};

} // namespace sparsight

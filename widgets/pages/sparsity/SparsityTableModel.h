// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/SparsityMetrics.h"

#include <QAbstractTableModel>
#include <QString>
#include <optional>
#include <vector>

namespace sparsight {

/// A row a layer of every profile, one for the mean of each stack, and at the end the published densities.
class SparsityTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Checkpoint, Data, Layer, FirstMetric };

    using QAbstractTableModel::QAbstractTableModel;

    void setProfiles(std::vector<SparsityProfile> profiles);
    const std::vector<SparsityProfile>& profiles() const { return m_profiles; }
    /// The layer that a row is of, none for means and published rows; and the first row of a layer.
    std::optional<LayerId> layerOf(int row) const;
    int rowOf(LayerId layer) const; ///< −1: none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        int profile = -1; ///< −1: published
        int layer = -1;   ///< −1: the mean
        Stack stack = Stack::Encoder;
        int published = 0;
    };
    std::optional<double> number(const Row& row, int metric) const;
    QString text(const Row& row, int column) const;
    QString hint(const Row& row, int column) const;
    QVariant publishedDensity(const Row& row, int role) const;

    std::vector<SparsityProfile> m_profiles;
    std::vector<Row> m_rows;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/compare/CoFiring.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// The other neurons of a layer, and how each goes along with one of them; by correlation at first.
class CoFiringModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Correlation, Jaccard, Both, Fires, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const CoFiring> result); ///< null: empty
    const std::shared_ptr<const CoFiring>& result() const { return m_result; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const CoFiring> m_result;
    std::vector<NeuronId> m_neurons; ///< row → neuron
};

} // namespace sparsight

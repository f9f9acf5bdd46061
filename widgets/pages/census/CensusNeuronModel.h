// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/census/Census.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// The neurons of one census: number, class, and the topics that it follows.
class CensusNeuronModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Class, Topics };

    using QAbstractTableModel::QAbstractTableModel;

    void setCensus(std::shared_ptr<const Census> census); ///< null: empty
    const std::shared_ptr<const Census>& census() const { return m_census; }
    NeuronClass classOf(int row) const { return m_census->neurons[std::size_t(row)].kind; }

    int rowCount(const QModelIndex& parent = {}) const override; ///< row = neuron
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString topics(int row) const;

    std::shared_ptr<const Census> m_census;
};

} // namespace sparsight

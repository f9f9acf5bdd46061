// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/MatchMeasures.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace sparsight {

/// The neurons of the reference and their best matches in the other run, those that moved farthest first.
class MatchTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Same, Best, BestScore, Mutual, Gain, Moved, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setMatching(std::shared_ptr<const NeuronMatching> matching, const MatchMeasure& measure); ///< null: empty
    const std::shared_ptr<const NeuronMatching>& matching() const { return m_matching; }
    NeuronId neuronOf(int row) const { return m_order[std::size_t(row)]; }
    const NeuronMatch& matchOf(int row) const { return m_matching->neurons[neuronOf(row).value]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<double> number(int row, int column) const;
    QString mutualText(int row) const;
    QString movedText(int row) const;

    std::shared_ptr<const NeuronMatching> m_matching;
    const MatchMeasure* m_measure = nullptr;
    std::vector<NeuronId> m_order;
};

} // namespace sparsight

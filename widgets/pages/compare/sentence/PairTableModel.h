// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/LivePair.h"

#include <QAbstractTableModel>
#include <array>

namespace sparsight {

/// The neurons that differ between two sides, those with the largest change at a token first.
class PairTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, First, Second, Change, TokenChange, Word, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// `words` by the pair's alignment, `names` of the sides; both pairs without anything: an empty table.
    void setPair(const LivePair& pair, QStringList words, const std::array<QString, 2>& names);
    void clear() { setPair({}, {}, {}); }

    const LivePair& pair() const { return m_pair; }
    NeuronId neuronAt(int row) const { return m_neurons[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(NeuronId neuron, int column) const; ///< invalid where undefined
    QString title(int section) const;

    LivePair m_pair;
    std::vector<NeuronId> m_neurons;
    QStringList m_words;
    std::array<QString, 2> m_names;
};

} // namespace sparsight

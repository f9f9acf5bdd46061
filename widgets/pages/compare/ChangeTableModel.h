// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/compare/PairColumns.h"

#include <QAbstractTableModel>
#include <memory>
#include <vector>

namespace sparsight {

struct KtCell;

/// The neurons of two runs, clear changes first: what became of each, and a column a number.
class ChangeTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Fate, FirstNumber };

    using QAbstractTableModel::QAbstractTableModel;

    void setPair(std::shared_ptr<const PairComparison> pair); ///< null: empty
    const std::shared_ptr<const PairComparison>& pair() const { return m_pair; }
    NeuronId neuronOf(int row) const { return m_pair->order[std::size_t(row)]; }
    const PairColumn& columnAt(int column) const { return m_columns[std::size_t(column - FirstNumber)]; }
    /// The column of a number, by its id, and by its run where each has one; −1 where this pair has none.
    int columnOf(std::string_view id, std::optional<std::size_t> side = std::nullopt) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString runName(std::size_t side) const;
    QString fate(NeuronId neuron) const;
    KtCell ktCell(NeuronId neuron, std::size_t side) const;
    QVariant changeCell(NeuronId neuron, int column) const;
    QString hint(NeuronId neuron, const PairColumn& column) const;
    QVariant exportedNeuron(NeuronId neuron) const;
    QVariant exported(NeuronId neuron,
                      const PairColumn& column) const; ///< a number, or a list of those that go together
    QVariant exportedTitle(const PairColumn& column) const;
    QString headerHint(const PairColumn& column) const;
    void findMaxima();

    std::shared_ptr<const PairComparison> m_pair;
    std::vector<PairColumn> m_columns;
    std::vector<double> m_maxima; ///< [columns] of changes: what fills a cell
};

} // namespace sparsight

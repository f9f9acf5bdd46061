// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/census/Census.h"

#include <QAbstractTableModel>
#include <QString>
#include <memory>
#include <optional>

namespace sparsight {

/// The neurons of one census: number, class, the topics that it follows, and how strongly.
class CensusNeuronModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Class, Topics, Kt, Lift, Q, Density, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// null: empty. `source`: run, checkpoint and data set, for tool tips.
    void setCensus(std::shared_ptr<const Census> census, const QString& source);
    const std::shared_ptr<const Census>& census() const { return m_census; }
    NeuronClass classOf(int row) const { return m_census->neurons[std::size_t(row)].kind; }

    int rowCount(const QModelIndex& parent = {}) const override; ///< row = neuron
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const CensusNeuron& neuron(int row) const { return m_census->neurons[std::size_t(row)]; }
    QString topics(int row) const;
    /// Of the topic that it follows most; nothing where it follows none.
    std::optional<double> number(int row, int column) const;
    QString text(int row, int column) const;
    QVariant exported(int row, int column) const;
    QString hint(int row, int column) const;

    std::shared_ptr<const Census> m_census;
    QString m_source;
};

} // namespace sparsight

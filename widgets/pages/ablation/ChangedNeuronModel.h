// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"
#include "core/probe/Ablation.h"

#include <QAbstractTableModel>
#include <QString>
#include <memory>

namespace sparsight {

/// The neurons of later layers that an intervention changes most.
class ChangedNeuronModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Before, After, Change, AtToken, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setAblation(std::shared_ptr<const Ablation> ablation); ///< null: empty
    void setSource(const QString& source);                      ///< which checkpoint, for tool tips
    NeuronName nameAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(const ChangedNeuron& neuron, int column) const;
    QString tokenText(const ChangedNeuron& neuron) const;
    QString hint(const ChangedNeuron& neuron, int column) const;

    std::shared_ptr<const Ablation> m_ablation;
    QString m_source;
};

} // namespace sparsight

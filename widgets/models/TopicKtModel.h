// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/KtCell.h"
#include "widgets/session/LayerData.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// The KT-scores of one neuron, a row a topic.
class TopicKtModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Topic, Kt, Interval, Lift, Q, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setNeuron(std::shared_ptr<const LayerData> facts, std::optional<NeuronId> neuron);

    static QString ruleNote(); ///< the rule of these scores, to be printed beside them

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    KtCell cell(int row) const;
    QString display(int row, int column) const;

    std::shared_ptr<const LayerData> m_facts;
    NeuronId m_neuron;
};

} // namespace sparsight

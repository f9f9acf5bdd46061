// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/KtCell.h"
#include "widgets/session/LayerData.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// Every neuron of a layer with the run's statistics and its KT for each topic of the project.
class NeuronTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Density, SentenceDensity, Maximum, Mean, Sentences, FirstTopic };
    using QAbstractTableModel::QAbstractTableModel;

    void setFacts(std::shared_ptr<const LayerData> facts); ///< null: empty
    const std::shared_ptr<const LayerData>& facts() const { return m_facts; }

    int rowCount(const QModelIndex& parent = {}) const override; ///< row = neuron
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(NeuronId neuron, int column) const;
    QString display(NeuronId neuron, int column) const;
    KtCell ktCell(NeuronId neuron, int column) const;

    std::shared_ptr<const LayerData> m_facts;
};

} // namespace sparsight

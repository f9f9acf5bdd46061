// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/LiveSummary.h"
#include "widgets/models/TokenWords.h"
#include "widgets/session/LayerData.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// The neurons that fire on the live sentence, the strongest first.
class FiringModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Neuron, Value, Word, Density, Topics, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setLive(const LiveSummary& summary, std::vector<TokenWord> words);
    /// Of the same layer, or null: then density and topics are unknown.
    void setFacts(std::shared_ptr<const LayerData> facts);
    void clear();

    NeuronId neuronAt(int row) const { return m_summary.firing[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant value(NeuronId neuron, int column) const;
    QString display(NeuronId neuron, int column) const;
    QString topicsOf(NeuronId neuron) const;
    bool known(NeuronId neuron) const { return m_facts && m_facts->has(neuron); }

    LiveSummary m_summary;
    std::vector<TokenWord> m_words;
    std::shared_ptr<const LayerData> m_facts;
};

} // namespace sparsight

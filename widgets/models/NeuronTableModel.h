// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MetricTable.h"
#include "widgets/models/KtCell.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/RunSource.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// Every neuron of a layer: its number, a column a row of neuronMetrics(), and its KT for each topic of the project.
class NeuronTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    /// Null: empty. `source` goes with what is copied and exported.
    void setFacts(std::shared_ptr<const LayerData> facts, RunSource source = {});
    const std::shared_ptr<const LayerData>& facts() const { return m_facts; }

    /// The column of a metric, by its id in neuronMetrics(). Throws Error(NotFound).
    static int columnOf(std::string_view metric);
    static int firstTopicColumn() { return 1 + int(neuronMetrics().size()); }

    int rowCount(const QModelIndex& parent = {}) const override; ///< row = neuron
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static const NeuronMetric& metricAt(int column) { return neuronMetrics()[std::size_t(column - 1)]; }
    std::optional<double> number(NeuronId neuron, int column) const;
    KtCell ktCell(NeuronId neuron, int column) const;
    QVariant metricData(NeuronId neuron, int column, int role) const;
    QVariant topicData(NeuronId neuron, int column, int role) const;

    std::shared_ptr<const LayerData> m_facts;
    RunSource m_source;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/SparseProbe.h"

#include <QAbstractTableModel>
#include <QString>
#include <memory>

namespace sparsight {

/// The neurons of a sparse probe in their order, with how well the first so many tell the topic.
class ProbeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Place, Neuron, Precision, Recall, F1, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setProbe(std::shared_ptr<const SparseProbe> probe, const QString& topic); ///< null: empty

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<double> numberAt(int row, int column) const;

    std::shared_ptr<const SparseProbe> m_probe;
    QString m_topic;
};

} // namespace sparsight

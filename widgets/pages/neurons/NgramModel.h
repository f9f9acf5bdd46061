// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tokens/NeuronTokens.h"

#include <QAbstractTableModel>
#include <memory>

namespace sparsight {

/// The tokens, bigrams and trigrams at whose end a neuron is strongest.
class NgramModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Text, Length, Maxima, Share, Occurrences, Lift, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const NeuronTokens> result); ///< null: empty

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const NeuronTokens> m_result;
    std::vector<const NgramMaxima*> m_rows;
};

} // namespace sparsight

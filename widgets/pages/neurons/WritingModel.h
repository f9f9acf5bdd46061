// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QAbstractTableModel>
#include <QString>
#include <optional>

namespace sparsight {

/// Pieces of the vocabulary that a neuron makes more and less likely, the most extreme first: a row a rank.
class WritingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Rank, Top, TopScore, Bottom, BottomScore, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setWriting(std::optional<NeuronWriting> writing); ///< nullopt: empty
    /// What a score is, what it is of and whose, for tool tips.
    void setFormula(const QString& formula);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const NeuronWriting::Piece* piece(int row, bool top) const; ///< nullptr: there is none
    QVariant value(int row, int column) const;

    std::optional<NeuronWriting> m_writing;
    QString m_formula;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/RougeAblation.h"

#include <QAbstractTableModel>
#include <QString>
#include <memory>

namespace sparsight {

/// ROUGE before and after, a row a score: the change of the chosen neurons, and of each control beside it.
class RougeChangeModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Score, Before, After, Change, FirstControl };
    using QAbstractTableModel::QAbstractTableModel;

    void setResult(std::shared_ptr<const RougeAblation> result); ///< null: empty

    void setSource(const QString& source); ///< which checkpoint and data set, for tool tips

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr int HintRole = Qt::UserRole + 100; ///< a header's tool tip as plain text
    const RougeChange& changeOf(int column) const;
    QString hint(int column) const;

    std::shared_ptr<const RougeAblation> m_result;
    QString m_source;
};

} // namespace sparsight

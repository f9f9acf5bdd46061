// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/census/Census.h"

#include <QColor>
#include <QStyledItemDelegate>

namespace sparsight {

/// The colour of a class in bars and legends, on surfaces of this palette.
QColor classColor(NeuronClass kind, const QPalette& palette);

/// One bar, of parts as wide as the shares in the order of shownClasses.
void paintShares(QPainter& painter, const QRect& bar, const QVariantList& shares, const QPalette& palette);

/// Paints CensusTableModel::SharesRole as one bar, its parts in the order of the columns.
class CensusBarDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sparsight {

struct KtCell;

/// Paints a KT cell: k/n as text, the score as a bar, its Wilson interval as a thin line over it, and the base rate as
/// a tick. Undefined is a dash.
class KtDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The bar alone, for widgets that are no tables.
    static void paintBar(QPainter& painter, const QRect& rect, const KtCell& cell, const QPalette& palette);
};

} // namespace sparsight

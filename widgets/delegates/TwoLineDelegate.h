// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sparsight {

/// Two lines: the item's text, and below it a small muted line. An item that is out of order is muted as a whole.
class TwoLineDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    enum Role { SecondLineRole = Qt::UserRole + 100, ProblemRole };

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace sparsight

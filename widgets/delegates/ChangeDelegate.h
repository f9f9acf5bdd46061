// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace sparsight {

/// Paints a ChangeCell: the change as text, and as a bar to the left or the right of zero in the diverging map, grey
/// where it is not clear, with its interval as a thin line over it.
class ChangeDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace sparsight

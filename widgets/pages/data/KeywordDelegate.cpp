// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/KeywordDelegate.h"

#include <QLineEdit>

namespace sparsight {

QWidget* KeywordDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                       const QModelIndex& index) const
{
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (auto* field = qobject_cast<QLineEdit*>(editor)) Q_EMIT opened(field, QPersistentModelIndex(index));
    return editor;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPersistentModelIndex>
#include <QStyledItemDelegate>

class QLineEdit;

namespace sparsight {

/// Hands out the field in which a keyword is written, so that what is typed there counts before it is committed.
class KeywordDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

Q_SIGNALS:
    void opened(QLineEdit* field, const QPersistentModelIndex& cell) const;
};

} // namespace sparsight

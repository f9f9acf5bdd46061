// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/Confirmation.h"

#include <QMessageBox>
#include <QPushButton>

namespace sparsight {

void askBeforeRemoval(QWidget* parent, const QString& title, const QString& question, const QString& action,
                      std::function<void()> act)
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, title, question, QMessageBox::Cancel, parent);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* remove = box->addButton(action, QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    box->setEscapeButton(QMessageBox::Cancel);
    QObject::connect(remove, &QPushButton::clicked, parent, std::move(act));
    box->open();
}

} // namespace sparsight

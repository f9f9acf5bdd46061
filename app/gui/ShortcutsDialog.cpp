// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/ShortcutsDialog.h"

#include "widgets/theme/Theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>

namespace sparsight {

namespace {

QString plainText(const QAction* action)
{
    QString text = action->text();
    return text.remove(QLatin1Char('&'));
}

QString keysOf(const QAction* action)
{
    QStringList keys;
    for (const QKeySequence& shortcut : action->shortcuts())
        keys << shortcut.toString(QKeySequence::NativeText);
    return keys.join(QStringLiteral(", "));
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar* menus, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(24, 16, 24, 16);
    grid->setHorizontalSpacing(32);
    grid->setVerticalSpacing(4);
    int row = 0;
    for (const QAction* menu : menus->actions()) {
        bool first = true;
        for (const QAction* action : menu->menu()->actions()) {
            if (action->shortcuts().isEmpty()) continue;
            if (first) grid->addWidget(roleLabel(plainText(menu), "heading", this), row++, 0, 1, 2);
            first = false;
            grid->addWidget(roleLabel(plainText(action), "body", this), row, 0);
            grid->addWidget(roleLabel(keysOf(action), "muted", this), row++, 1);
        }
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    grid->addWidget(buttons, row, 0, 1, 2);
}

} // namespace sparsight

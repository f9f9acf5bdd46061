// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/ButtonKeys.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>

namespace sparsight {

bool ButtonKeys::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::KeyRelease) return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter) return false;
    if (!qobject_cast<QPushButton*>(object) && !qobject_cast<QToolButton*>(object)) return false;
    QKeyEvent space(event->type(), Qt::Key_Space, key->modifiers(), QStringLiteral(" "), key->isAutoRepeat());
    QCoreApplication::sendEvent(object, &space);
    return true;
}

} // namespace sparsight

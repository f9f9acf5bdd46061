// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/IconButton.h"

#include "widgets/common/Format.h"
#include "widgets/theme/ThemeIcon.h"

#include <QToolButton>

namespace sparsight {

QToolButton* iconButton(const char* icon, const QString& hint, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(themeIcon(QString::fromLatin1(icon)));
    button->setAccessibleName(hint);
    button->setToolTip(plainToolTip(hint));
    return button;
}

void setUnavailable(QToolButton* button, const QString& reason)
{
    button->setEnabled(reason.isEmpty());
    button->setToolTip(plainToolTip(reason.isEmpty() ? button->accessibleName() : reason));
}

} // namespace sparsight

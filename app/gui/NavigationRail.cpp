// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/NavigationRail.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

namespace sparsight {

NavigationRail::NavigationRail(QWidget* parent)
    : QFrame(parent)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(84);
    setAccessibleName(tr("Pages"));
    m_layout->setContentsMargins(6, 4, 6, 4);
    m_layout->setSpacing(1); // all pages in a window of 700 pixels
    m_layout->addStretch(1);
}

void NavigationRail::addPage(QAction* action)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize(QSize(24, 24));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setAccessibleName(action->text());
    m_layout->insertWidget(m_layout->count() - 1, button);
}

} // namespace sparsight

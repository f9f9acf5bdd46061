// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/sparsity/CheckedMenu.h"

#include "widgets/common/Format.h"

#include <QMenu>

namespace sparsight {

CheckedMenu::CheckedMenu(const QString& title, const QString& hint, QWidget* parent)
    : QToolButton(parent)
    , m_title(title)
{
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    menu()->setToolTipsVisible(true);
    setToolTip(plainToolTip(hint));
    showChoice();
}

void CheckedMenu::setEntries(const QList<Entry>& entries)
{
    QVariantList before;
    for (const int place : chosen())
        before << m_entries[place].value;
    m_entries = entries;
    menu()->clear();
    bool any = false;
    for (const Entry& entry : entries) {
        QAction* action = menu()->addAction(QString(entry.name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setToolTip(plainToolTip(entry.hint));
        action->setCheckable(true);
        action->setChecked(before.contains(entry.value));
        any |= action->isChecked();
        connect(action, &QAction::triggered, this, [this, action] {
            if (chosen().isEmpty()) action->setChecked(true); // one at least
            showChoice();
            Q_EMIT changed();
        });
    }
    if (!any && !entries.isEmpty()) menu()->actions().constFirst()->setChecked(true);
    showChoice();
}

void CheckedMenu::choose(const QVariant& value, bool chosen)
{
    for (int place = 0; place < m_entries.size(); ++place) {
        QAction* action = menu()->actions().at(place);
        if (m_entries[place].value == value && action->isChecked() != chosen) action->trigger();
    }
}

QList<int> CheckedMenu::chosen() const
{
    QList<int> places;
    for (int place = 0; place < m_entries.size(); ++place) {
        if (menu()->actions().at(place)->isChecked()) places << place;
    }
    return places;
}

void CheckedMenu::showChoice()
{
    const QList<int> places = chosen();
    const QString name =
        places.size() == 1 ? fontMetrics().elidedText(m_entries[places[0]].name, Qt::ElideMiddle, 160) : QString();
    setText(name.isEmpty() ? tr("%1: %L2 ▾").arg(m_title).arg(places.size()) : tr("%1: %2 ▾").arg(m_title, name));
    setEnabled(!m_entries.isEmpty());
}

} // namespace sparsight

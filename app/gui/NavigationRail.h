// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

class QAction;
class QActionGroup;
class QVBoxLayout;

namespace sparsight {

/// The strip of pages at the left: an icon and a word each.
class NavigationRail : public QFrame {
    Q_OBJECT
public:
    explicit NavigationRail(QWidget* parent);
    void addPage(QAction* action);

private:
    QVBoxLayout* m_layout;
};

} // namespace sparsight

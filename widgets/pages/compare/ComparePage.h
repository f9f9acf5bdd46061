// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QWidget>
#include <vector>

class QPushButton;
class QStackedWidget;
class QTabBar;

namespace sparsight {

class ComparisonBar;
class EmptyState;
class StoredTab;
struct PageContext;

/// Checkpoints side by side, a tab for each way of looking at them.
class ComparePage : public QWidget {
    Q_OBJECT
public:
    ComparePage(PageContext& context, QWidget* parent);

    QTabBar& tabs() const { return *m_tabs; }
    ComparisonBar& bar() const { return *m_bar; }

private:
    void buildTabs();
    void addTab(const QString& title, QWidget* tab);
    void addTab(const QString& title, StoredTab* tab); ///< below the choice of runs
    QWidget* buildEmpty();
    void showTab();
    std::vector<CheckpointInfo> trainedFrom(CheckpointId parent) const;
    void captureTrained(); ///< as the one run that there is

    PageContext& m_context;
    QTabBar* m_tabs;
    ComparisonBar* m_bar;
    QStackedWidget* m_stack; ///< the tabs in their order, and the empty state last
    EmptyState* m_empty;
    QPushButton *m_sweep, *m_train;
    std::vector<StoredTab*> m_stored; ///< by tab, null where it makes choices of its own
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFrame;
class QLabel;
class QListView;

namespace sparsight {

class RecentProjectsModel;
struct PageContext;

/// The first thing a person sees: what the program does in a sentence, recent projects, the demo and a drop target.
class WelcomePage : public QWidget {
    Q_OBJECT
public:
    WelcomePage(PageContext& context, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* createIntroduction();
    QWidget* createActions();
    QWidget* createRecent();
    void readRecent();
    void markDrop(bool active);

    PageContext& m_context;
    RecentProjectsModel* m_recent;
    QListView* m_list = nullptr;
    QLabel* m_noRecent = nullptr;
    QFrame* m_drop = nullptr;
};

} // namespace sparsight

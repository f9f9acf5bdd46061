// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <QFrame>

class QLabel;
class QTableView;
class QToolButton;

namespace sparsight {

class RunTableModel;
struct PageContext;

/// The project's captures: look at one, resume one that was cut off, rename, delete.
class RunsCard : public QFrame {
    Q_OBJECT
public:
    RunsCard(PageContext& context, QWidget* parent);

private:
    void createTable();
    const RunInfo* current() const;
    void updateState();
    void selectUnfinished();
    void showResume(const RunInfo* run, QString missing);
    void resume();
    void remove();
    void showProblem(const QString& sentence);

    PageContext& m_context;
    RunTableModel* m_model;
    QTableView* m_table;
    QLabel* m_empty;
    QLabel* m_problem;
    QToolButton* m_resume = nullptr;
    QToolButton* m_rename = nullptr;
    QToolButton* m_delete = nullptr;
};

} // namespace sparsight

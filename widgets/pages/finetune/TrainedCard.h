// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/pages/finetune/TrainingTrace.h"

#include <QFrame>
#include <vector>

class QAction;
class QLabel;
class QMenu;
class QPushButton;

namespace sparsight {

class FilterTableView;
class TrainingTableModel;
struct CaptureSweep;
struct PageContext;
struct SweepChoice;

/// The project's trained checkpoints, and what can be done with them. "Capture with all" takes the selected ones, or
/// all that were trained from the parent of the one that is selected, or of the newest, and the parent.
class TrainedCard : public QFrame {
    Q_OBJECT
public:
    TrainedCard(PageContext& context, QWidget* parent);

    bool hasSelection() const { return !selected().empty(); }
    std::vector<TrainingTrace> traces() const; ///< of what is selected, or of all from the newest's parent and data
    void clearSelection();
    FilterTableView& table() const { return *m_table; }

Q_SIGNALS:
    void selectionChanged();
    void settingsWanted(const sparsight::TrainingRequest& request); ///< to be shown in the form

private:
    void createTable();
    void createActions();
    QLayout* createHead();
    QLayout* createTools();
    QAction* addAction(const char* icon, const QString& text, void (TrainedCard::*slot)());
    const TrainingInfo* current() const;
    std::vector<const TrainingInfo*> selected() const;
    const TrainingInfo* newest() const; ///< null when there is none
    std::vector<const TrainingInfo*> captured() const;
    std::vector<const TrainingInfo*> drawn() const;
    void updateState();
    void loadInLive();
    void openFolder();
    void showSettings();
    void takeSettings();
    void captureAll();
    void capture(const SweepChoice& choice);
    void showRuns(const std::vector<RunId>& runs);

    PageContext& m_context;
    TrainingTableModel* m_model;
    FilterTableView* m_table;
    QPushButton* m_captureAll = nullptr;
    QMenu* m_choices;
    QList<QAction*> m_actions; ///< for one row
};

} // namespace sparsight

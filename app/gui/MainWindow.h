// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Services.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/Pins.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"

#include <QMainWindow>
#include <memory>
#include <vector>

class QAction;
class QActionGroup;
class QDockWidget;
class QStackedWidget;

namespace sparsight {

class ExperimentCommands;
class NavigationRail;
class NoticeBar;
class ProjectCommands;
class StatusPanel;
class Theme;

/// The window: a rail, the pages of the table in a stack, the inspector at the right, jobs below, and the status bar.
/// Pages are made when they are first shown.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    MainWindow(Services services, Theme& theme);
    ~MainWindow() override;

    /// A page of the table by its id; an unknown one is ignored.
    void showPage(const QString& id);
    QString currentPage() const;
    ProjectSession& session() { return m_session; }
    Selection& selection() { return m_selection; }
    JobRunner& jobs() { return m_jobs; }
    ProjectCommands& commands() { return *m_commands; }
    ExperimentCommands& experiments() { return *m_experiments; }
    NoticeBar& notice() { return *m_notice; }

    /// Loads the checkpoint of the run that is shown, or the one used last, or the demo's. Called once the
    /// window has been painted: loading takes the processor.
    void loadUsualCheckpoint();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    struct Page {
        const PageEntry* entry;
        QAction* action;
        QWidget* widget = nullptr; ///< null until first shown
    };

    void createCentre();
    void createDocks();
    void createPages();
    void createMenus();
    void createFileMenu();
    void createEditMenu();
    void createViewMenu();
    void createGoMenu();
    void createExperimentsMenu();
    void createHelpMenu();
    void createAppearanceMenu(QMenu* view);
    void createLanguageMenu(QMenu* view);
    void connectSession();

    QWidget* ensurePage(Page& page);
    void projectOpened();
    void showCaptured(RunId captured);
    void jobFinished(const JobState& job);
    void restoreLayout();
    void bringIntoSight();
    void resetLayout();
    void showShortcuts();
    void showAbout();
    void fillRecentMenu(QMenu* menu);

    Theme& m_theme;
    ProjectSession m_session;
    Selection m_selection;
    JobRunner m_jobs;
    LayerFacts m_facts;
    ViewOptions m_view;
    Pins m_pins;
    NeuronBook m_book;
    ComparedRuns m_compared;
    NoticeBar* m_notice = nullptr;
    QString m_takenBack; ///< what the notice says after an undo
    std::unique_ptr<ProjectCommands> m_commands;
    std::unique_ptr<ExperimentCommands> m_experiments;
    PageContext m_context;
    NavigationRail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    StatusPanel* m_status = nullptr;
    QDockWidget* m_jobsDock = nullptr;
    std::vector<Page> m_pages;
    QByteArray m_defaultState;
};

} // namespace sparsight

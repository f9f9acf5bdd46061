// SPDX-License-Identifier: GPL-3.0-or-later
// The menus of MainWindow: every page of the table has its place in View.
#include "app/gui/MainWindow.h"

#include "app/gui/ExperimentCommands.h"
#include "app/gui/NoticeBar.h"
#include "app/gui/ProjectCommands.h"
#include "app/gui/ShortcutsDialog.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QActionGroup>
#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QSettings>

namespace sparsight {

void MainWindow::createMenus()
{
    createFileMenu();
    createEditMenu();
    createViewMenu();
    createGoMenu();
    createExperimentsMenu();
    createHelpMenu();
}

void MainWindow::createFileMenu()
{
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file->addAction(themeIcon(QStringLiteral("add")), tr("&New project…"), QKeySequence::New, m_commands.get(),
                    [this] { m_commands->newProject(); });
    file->addAction(themeIcon(QStringLiteral("open")), tr("&Open…"), QKeySequence::Open, m_commands.get(),
                    [this] { m_commands->openProject(); });
    QMenu* recent = file->addMenu(tr("Open &recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecentMenu(recent); });
    file->addAction(tr("Open the &demo"), m_commands.get(), [this] { m_commands->openDemo(); });
    file->addSeparator();
    QAction* import = file->addAction(themeIcon(QStringLiteral("import")), tr("&Import sentences…"), m_commands.get(),
                                      [this] { m_commands->importData({}); });
    import->setShortcut(QKeySequence(QStringLiteral("Ctrl+I")));
    QAction* papers =
        file->addAction(tr("Import a folder of &papers…"), m_commands.get(), [this] { m_commands->importPapers(); });
    file->addSeparator();
    QAction* close = file->addAction(tr("&Close project"), QKeySequence::Close, m_commands.get(),
                                     [this] { m_commands->closeProject(); });
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    const auto enable = [this, import, papers, close] {
        close->setEnabled(m_session.isOpen());
        import->setEnabled(!m_session.isReadOnly());
        papers->setEnabled(!m_session.isReadOnly());
    };
    connect(&m_session, &ProjectSession::opened, this, enable);
    enable();
}

void MainWindow::createEditMenu()
{
    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QUndoStack& history = m_book.history();
    QAction* undo = history.createUndoAction(edit, tr("&Undo"));
    undo->setShortcuts(QKeySequence::Undo);
    QAction* redo = history.createRedoAction(edit, tr("&Redo"));
    redo->setShortcuts(QKeySequence::Redo);
    edit->addActions({undo, redo});
    // What is taken back may be of another page, and be meant for something else: it is said, and can be had again.
    const auto takenBack = [&history] { return tr("Taken back: %1.").arg(history.redoText()); };
    connect(undo, &QAction::triggered, this, [this, &history, takenBack] {
        m_notice->offer(takenBack(), tr("Redo"), [&history] { history.redo(); });
        m_takenBack = m_notice->text();
    });
    // Once it is done again, or something new is done, there is nothing to be had back.
    connect(&history, &QUndoStack::indexChanged, m_notice, [this, &history, takenBack] {
        if (!history.canRedo() || takenBack() != m_takenBack) m_notice->withdraw(m_takenBack);
    });
}

void MainWindow::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    for (const QString& file : m_commands->recentProjects())
        menu->addAction(QDir::toNativeSeparators(file), this, [this, file] { m_commands->openProject(file); });
    if (menu->isEmpty()) menu->addAction(tr("Nothing yet"))->setEnabled(false);
}

void MainWindow::createViewMenu()
{
    QMenu* view = menuBar()->addMenu(tr("&View"));
    for (const Page& page : m_pages)
        view->addAction(page.action);
    view->addSeparator();
    for (QDockWidget* dock : findChildren<QDockWidget*>())
        view->addAction(dock->toggleViewAction());
    m_jobsDock->toggleViewAction()->setShortcut(QKeySequence(QStringLiteral("Ctrl+J")));
    view->addSeparator();
    createAppearanceMenu(view);
    createLanguageMenu(view);
    view->addAction(tr("&Reset layout"), this, &MainWindow::resetLayout);
}

void MainWindow::createAppearanceMenu(QMenu* view)
{
    QMenu* menu = view->addMenu(tr("&Appearance"));
    auto* group = new QActionGroup(menu);
    const auto add = [&](const QString& text, Appearance appearance) {
        QAction* action = menu->addAction(text, this, [this, appearance] {
            m_theme.apply(appearance);
            QSettings().setValue(QStringLiteral("appearance"), int(appearance));
        });
        action->setCheckable(true);
        action->setChecked(m_theme.appearance() == appearance);
        group->addAction(action);
    };
    add(tr("As the &system"), Appearance::System);
    add(tr("&Light"), Appearance::Light);
    add(tr("&Dark"), Appearance::Dark);
}

void MainWindow::createLanguageMenu(QMenu* view)
{
    QMenu* menu = view->addMenu(tr("&Language"));
    auto* group = new QActionGroup(menu);
    const QString chosen = QSettings().value(QStringLiteral("language")).toString();
    const auto add = [&](const QString& text, const QString& code) {
        QAction* action = menu->addAction(text, this, [this, code] {
            QSettings().setValue(QStringLiteral("language"), code);
            m_notice->offer(tr("The language changes when Sparsight starts the next time."), tr("All right"), {});
        });
        action->setCheckable(true);
        action->setChecked(chosen == code);
        group->addAction(action);
    };
    add(tr("As the s&ystem"), QString());
    add(QStringLiteral("English"), QStringLiteral("en"));
    add(QStringLiteral("Deutsch"), QStringLiteral("de"));
}

void MainWindow::createGoMenu()
{
    QMenu* go = menuBar()->addMenu(tr("&Go"));
    QAction* back = go->addAction(themeIcon(QStringLiteral("back")), tr("&Back"), &m_selection, &Selection::back);
    QAction* forward =
        go->addAction(themeIcon(QStringLiteral("forward")), tr("&Forward"), &m_selection, &Selection::forward);
    back->setShortcut(QKeySequence(QStringLiteral("Alt+Left")));
    forward->setShortcut(QKeySequence(QStringLiteral("Alt+Right")));
    auto* escape = new QAction(this); // never leaves the page
    escape->setShortcut(QKeySequence(Qt::Key_Escape));
    connect(escape, &QAction::triggered, &m_selection, &Selection::back);
    addAction(escape);
    const auto enable = [this, back, forward, escape] {
        back->setEnabled(m_selection.canGoBack());
        forward->setEnabled(m_selection.canGoForward());
        escape->setEnabled(m_selection.canGoBackHere());
    };
    connect(&m_selection, &Selection::changed, this, enable);
    enable();
}

void MainWindow::createExperimentsMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Experiments"));
    menu->addAction(tr("The &publication's experiment…"), m_experiments.get(),
                    [this] { m_experiments->askForPoster(); });
    QAction* report = menu->addAction(tr("Last &report"), m_experiments.get(), [this] { m_experiments->showReport(); });
    const auto enable = [this, report] { report->setEnabled(m_experiments->hasReport()); };
    connect(m_experiments.get(), &ExperimentCommands::reportChanged, report, enable);
    enable();
}

void MainWindow::createHelpMenu()
{
    QMenu* help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1), this, &MainWindow::showShortcuts);
    help->addAction(tr("&About Sparsight"), this, &MainWindow::showAbout);
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutsDialog(menuBar(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(
        QMessageBox::NoIcon, tr("About Sparsight"),
        tr("Sparsight %1\n\nShows which feed-forward neurons of a T5 model fire on a sentence, and what they answer to "
           "over a data set.\n\nFree software under the GNU General Public License, version 3 or later. Built with Qt "
           "%2, LibTorch, SentencePiece, SQLite and QCustomPlot.")
            .arg(QApplication::applicationVersion(), QString::fromLatin1(qVersion())),
        QMessageBox::Close, this);
    box->setTextFormat(Qt::PlainText);
    box->setModal(false);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->show();
}

} // namespace sparsight

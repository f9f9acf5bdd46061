// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "app/gui/ExperimentCommands.h"
#include "app/gui/NoticeBar.h"
#include "app/gui/ShortcutsDialog.h"
#include "widgets/experiment/PosterDialog.h"
#include "widgets/experiment/ReportWindow.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/neurons/NeuronsPage.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDebug>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <initializer_list>

using namespace sparsight;

namespace {

QStringList g_warnings;

void collectWarnings(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    // What the offscreen platform says of itself is not about us.
    if (type != QtDebugMsg && type != QtInfoMsg && !text.contains(QStringLiteral("plugin does not support")))
        g_warnings << text;
}

} // namespace

class TestMainWindow : public QObject, WindowFixture {
    Q_OBJECT

    /// Pairs to train on, and a checkpoint that was trained.
    void addTraining()
    {
        Project& project = m_window->session().project();
        project.importDataset("pairs", "pairs.csv", [](const Project::SentenceSink& sink) {
            sink({"An article.", "", "", "A summary."});
            return 0U;
        });
        TrainedCheckpoint trained{.checkpoint = {.name = "fake-lr0.001", .path = "/models/fake-lr0.001"},
                                  .parent = project.checkpoints().front(),
                                  .dataName = "pairs"};
        trained.checkpoint.weightsSha256 = fakeWeightsSha256("fake-lr0.001");
        for (int epoch = 1; epoch <= 5; ++epoch)
            trained.history.push_back({.epoch = epoch, .trainingLoss = 3.0 / epoch, .kept = epoch == 5});
        recordTraining(project, trained);
        m_window->session().refresh();
    }

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void everyPage_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("dark");
        for (const PageEntry& entry : pageTable()) {
            QTest::addRow("%s, light", entry.id) << QString::fromLatin1(entry.id) << false;
            QTest::addRow("%s, dark", entry.id) << QString::fromLatin1(entry.id) << true;
        }
    }

    /// Each row of the table is shown with data at the smallest supported size, silently and with nothing cut off.
    void everyPage()
    {
        QFETCH(QString, page);
        QFETCH(bool, dark);
        g_warnings.clear();
        const auto before = qInstallMessageHandler(collectWarnings);
        m_theme->apply(dark ? Appearance::Dark : Appearance::Light);
        openWithRun();
        addTraining();
        m_window->jobs().loadModel(QStringLiteral("/models/fake"), {});
        m_window->selection().selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        m_window->showPage(page);
        const bool settled = settle();
        const QPixmap picture = m_window->grab();
        qInstallMessageHandler(before);
        QVERIFY(settled);
        QCOMPARE(m_window->currentPage(), page);
        QVERIFY2(g_warnings.isEmpty(), qPrintable(g_warnings.join(QLatin1Char('\n'))));
        QCOMPARE(picture.size() / picture.devicePixelRatio(), m_window->size());
        // A page that does not fit makes the window larger than it was asked to be.
        QVERIFY2(m_window->width() <= 1024 && m_window->height() <= 700,
                 qPrintable(QStringLiteral("%1 × %2").arg(m_window->width()).arg(m_window->height())));
        QVERIFY(m_window->findChild<QDockWidget*>(QStringLiteral("inspectorDock"))->isVisible());
        const QWidget* shown = m_window->findChild<QWidget*>(page);
        for (const char* name :
             {"captures", "sentences", "neurons.table", "kt.table", "census.table", "trained.table"}) {
            if (const auto* table = shown->findChild<QTableView*>(QLatin1String(name)))
                QCOMPARE(table->horizontalScrollBar()->maximum(), 0);
        }
        for (const auto* button : shown->findChildren<QAbstractButton*>()) {
            if (!button->isVisible() || button->text().isEmpty()) continue;
            QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
    }

    void aNeuronIsOpenedAlsoWhereItsPageWasNeverSeen()
    {
        openWithRun();
        QVERIFY(settle());
        m_window->showPage(QStringLiteral("kt"));
        m_window->selection().openNeuron({Stack::Encoder, 6}, NeuronId(3));
        QCOMPARE(m_window->currentPage(), QStringLiteral("neurons"));
        m_window->selection().wantIntervention({{{Stack::Encoder, 6}, NeuronId(3)}});
        QCOMPARE(m_window->currentPage(), QStringLiteral("ablation"));
        auto* page = m_window->findChild<NeuronsPage*>();
        QVERIFY(page && page->showsNeuron());
        QCOMPARE(m_window->selection().focus().neuron, std::optional(NeuronId(3)));
        QVERIFY(settle());
    }

    void escapeInAnOpenListIsNoStepBack()
    {
        openWithRun();
        m_window->showPage(QStringLiteral("kt"));
        QVERIFY(settle());
        m_window->selection().selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        m_window->selection().selectNeuron({Stack::Encoder, 6}, NeuronId(5));
        auto* list = m_window->findChild<QWidget*>(QStringLiteral("kt"))->findChild<QComboBox*>();
        list->showPopup();
        QTRY_VERIFY(QApplication::activePopupWidget());
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!QApplication::activePopupWidget());
        QCOMPARE(m_window->selection().focus().neuron, std::optional(NeuronId(5)));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QCOMPARE(m_window->selection().focus().neuron, std::optional(NeuronId(3)));
        QVERIFY(settle());
    }

    /// It may be of a page that is not in sight.
    void whatIsTakenBackIsSaid()
    {
        openWithRun();
        QVERIFY(settle());
        m_window->selection().selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        auto* field = m_window->findChild<QPlainTextEdit*>(QStringLiteral("neuronNote"));
        QTRY_VERIFY(field && field->isVisible());
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("light"));
        QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
        m_window->showPage(QStringLiteral("data"));
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->shortcuts() == QKeySequence::keyBindings(QKeySequence::Undo)) action->trigger();
        }
        QCOMPARE(m_window->notice().text(), QStringLiteral("Taken back: note on enc6/3."));
        QVERIFY(field->toPlainText().isEmpty());
        QVERIFY(m_window->notice().isVisible());
        for (QAction* action : m_window->findChildren<QAction*>()) {
            if (action->shortcuts() == QKeySequence::keyBindings(QKeySequence::Redo)) action->trigger();
        }
        QCOMPARE(field->toPlainText(), QStringLiteral("light"));
        QVERIFY(!m_window->notice().isVisible()); // there is nothing to take back any more
        QVERIFY(settle());
    }

    /// Figures must not become another run's without a word.
    void theRunThatIsLookedAtStaysWhenAnotherIsCaptured()
    {
        openWithRun();
        QVERIFY(settle());
        const auto shown = m_window->selection().focus().run;
        QVERIFY(shown);
        captureTestRun(m_window->session().file().toStdString(), "another");
        m_window->session().refresh();
        const RunId another = m_window->session().runs().back().id;
        QVERIFY(*shown != another);
        CaptureSummary summary;
        summary.run = another;
        Q_EMIT m_window->jobs().captureFinished(summary);
        QCOMPARE(m_window->selection().focus().run, shown);
        QVERIFY2(m_window->notice().text().contains(QStringLiteral("“another” is captured")),
                 qPrintable(m_window->notice().text()));
        m_window->findChild<QPushButton*>(QStringLiteral("noticeAction"))->click();
        QCOMPARE(m_window->selection().focus().run, std::optional(another));
        QVERIFY(settle());
    }

    void escapeOnANeuronsPageGoesBackToTheTable()
    {
        openWithRun();
        m_window->showPage(QStringLiteral("neurons"));
        QVERIFY(settle());
        m_window->selection().selectNeuron({Stack::Encoder, 6}, NeuronId(3));
        m_window->selection().openNeuron({Stack::Encoder, 6}, NeuronId(5)); // so that there is a step back
        auto* page = m_window->findChild<NeuronsPage*>();
        QTRY_VERIFY(page->showsNeuron() && QApplication::focusWidget());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!page->showsNeuron());
        QCOMPARE(m_window->selection().focus().neuron, std::optional(NeuronId(5)));
        QVERIFY(settle());
    }

    void everyPageHasItsShortcut()
    {
        openWithRun();
        for (const PageEntry& entry : pageTable()) {
            QVERIFY(!entry.shortcut.isEmpty());
            const auto key = entry.shortcut[0];
            QTest::keyClick(m_window.get(), key.key(), key.keyboardModifiers());
            QCOMPARE(m_window->currentPage(), QString::fromLatin1(entry.id));
        }
        QVERIFY(settle());
    }

    void controlsHaveNames()
    {
        openWithRun();
        addTraining();
        for (const PageEntry& entry : pageTable())
            m_window->showPage(QString::fromLatin1(entry.id));
        QVERIFY(settle());
        for (const auto* button : m_window->findChildren<QAbstractButton*>()) {
            if (button->isHidden()) continue;
            if (button->objectName().startsWith(QLatin1String("qt_")) || button->inherits("QTableCornerButton"))
                continue;
            if (button->parentWidget() && button->parentWidget()->inherits("QDockWidget")) continue;
            if (button->parentWidget() && button->parentWidget()->inherits("QLineEdit")) continue; // its clear button
            if (button->inherits("QMenuBarExtension") || button->inherits("QToolBarExtension")) continue;
            QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty() || !button->toolTip().isEmpty(),
                     qPrintable(QLatin1String(button->metaObject()->className()) + QLatin1String(" in ") +
                                QLatin1String(button->parent()->metaObject()->className())));
        }
    }

    void experimentsNeedAProject()
    {
        m_window->experiments().askForPoster();
        QVERIFY(m_window->notice().isVisible());
        QVERIFY(m_window->notice().text().contains(QStringLiteral("project")));
        QVERIFY(!m_window->experiments().hasReport());
    }

    void theExperimentEndsOnTheKtPageWithItsReport()
    {
        openWithRun();
        addTraining(); // and with it pairs to train on
        const QString folder = m_folder->filePath(QStringLiteral("fake"));
        QVERIFY(QDir().mkpath(folder));
        m_window->jobs().loadModel(folder, {});
        QTRY_VERIFY(m_window->jobs().model());
        QTRY_COMPARE(m_window->jobs().model()->directory.string(), folder.toStdString());
        m_window->experiments().askForPoster();
        auto* dialog = m_window->findChild<PosterDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QComboBox*>(QStringLiteral("topic"))->setCurrentText(QStringLiteral("STEM"));
        auto* start = dialog->findChild<QPushButton*>(QStringLiteral("start"));
        QVERIFY(start->isEnabled());
        start->click();
        QTRY_VERIFY(m_window->experiments().hasReport());
        QTRY_COMPARE(m_window->currentPage(), QStringLiteral("kt"));
        auto* report = m_window->findChild<ReportWindow*>();
        QVERIFY(report && report->isVisible() && !report->isModal());
        QVERIFY(report->text().contains(QStringLiteral("lr 0.0001")));
        QVERIFY(m_window->session().trainings().size() >= 3);
        QCOMPARE(m_window->selection().focus().topic, QStringLiteral("STEM"));
        const RunInfo* run = m_window->session().run(*m_window->selection().focus().run);
        QVERIFY(run);
        QCOMPARE(m_window->session().checkpoint(run->checkpoint)->path, folder.toStdString()); // the parent's
    }

    void returnPressesAButton()
    {
        m_window->showPage(QStringLiteral("models"));
        QPushButton button(m_window.get());
        QToolButton tool(m_window.get());
        for (QAbstractButton* each : std::initializer_list<QAbstractButton*>{&button, &tool}) {
            each->setFocusPolicy(Qt::StrongFocus);
            each->show();
            each->setFocus();
            const QSignalSpy clicked(each, &QAbstractButton::clicked);
            QTest::keyClick(each, Qt::Key_Return);
            QTest::keyClick(each, Qt::Key_Enter);
            QCOMPARE(clicked.count(), 2);
            QTest::keyClick(each, Qt::Key_Space);
            QCOMPARE(clicked.count(), 3);
        }
        QVERIFY(settle());
    }

    void aPlaceOnAnotherScreenIsBroughtIntoSight()
    {
        const QRect room = m_window->screen()->availableGeometry();
        m_window->setGeometry(room.right() - 40, room.bottom() - 30, room.width() + 900, room.height() + 700);
        m_window->close(); // which writes it down
        restart();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QTRY_VERIFY2(room.contains(m_window->pos()), qPrintable(QDebug::toString(m_window->pos())));
        const QSize most = room.size().expandedTo(m_window->minimumSizeHint());
        QCOMPARE(m_window->size().boundedTo(most), m_window->size());
        const QPoint end = m_window->geometry().bottomRight();
        QVERIFY2(m_window->width() > room.width() || end.x() <= room.right(),
                 qPrintable(QDebug::toString(m_window->geometry())));
        QVERIFY(m_window->height() > room.height() || end.y() <= room.bottom());
    }

    void backAndForwardGoThroughNeurons()
    {
        openWithRun();
        Selection& selection = m_window->selection();
        selection.selectNeuron({Stack::Encoder, 6}, NeuronId(1));
        selection.selectNeuron({Stack::Encoder, 6}, NeuronId(2));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(selection.focus().neuron, NeuronId(1));
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(selection.focus().neuron, NeuronId(2));
    }

    void backGoesToThePageOneCameFromAndEscapeStays()
    {
        openWithRun();
        m_window->showPage(QStringLiteral("kt"));
        m_window->selection().selectNeuron({Stack::Encoder, 6}, NeuronId(1));
        m_window->showPage(QStringLiteral("census"));
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QCOMPARE(m_window->currentPage(), QStringLiteral("census"));
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->currentPage(), QStringLiteral("kt"));
        QCOMPARE(m_window->selection().focus().neuron, NeuronId(1));
        QVERIFY(settle());
    }

    void aFailedJobOpensThePanelAndStays()
    {
        m_window->jobs().loadModel(QStringLiteral("/models/broken"), {});
        QVERIFY(settle());
        const auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("jobsDock"));
        QTRY_VERIFY(dock->isVisible());
        bool told = false;
        for (const auto* label : dock->findChildren<QLabel*>())
            told |= label->text().contains(QStringLiteral("model.safetensors"));
        QVERIFY(told);
    }

    void aRefusalThatThePageTellsOpensNoPanel()
    {
        m_window->showPage(QStringLiteral("models"));
        QVERIFY(settle());
        QSignalSpy finished(&m_window->jobs(), &JobRunner::jobFinished);
        m_window->jobs().loadModel(QStringLiteral("/models/broken"), {}, QStringLiteral("models"));
        QTRY_COMPARE(finished.count(), 1);
        const auto* dock = m_window->findChild<QDockWidget*>(QStringLiteral("jobsDock"));
        QVERIFY(!dock->isVisible());
        m_window->jobs().loadModel(QStringLiteral("/models/broken"), {}, QStringLiteral("models"));
        m_window->showPage(QStringLiteral("data")); // it would not be seen there
        QTRY_COMPARE(finished.count(), 2);
        QVERIFY(dock->isVisible());
    }

    void shortcutsAreListedWithThoseOfTheViews()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        const auto* dialog = m_window->findChild<ShortcutsDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY(dialog->isVisible());
        QStringList texts;
        for (const auto* label : dialog->findChildren<QLabel*>())
            texts << label->text();
        for (const char* expected : {"Ctrl+N", "Heatmaps", "Ctrl+C", "Shift+click", "+, -", "Ctrl+Up, Ctrl+Down"})
            QVERIFY2(texts.contains(QString::fromLatin1(expected)), expected);
        for (const auto* button : dialog->findChildren<QPushButton*>())
            QVERIFY(button->icon().isNull());
        QVERIFY(dialog->height() < 700);
    }
};

int main(int argc, char** argv)
{
    return runWindowTest<TestMainWindow>(argc, argv);
}
#include "tst_mainwindow.moc"

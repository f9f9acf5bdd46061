// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeEngine.h"
#include "app/gui/DropHint.h"
#include "app/gui/ExperimentCommands.h"
#include "app/gui/JobText.h"
#include "app/gui/MainWindow.h"
#include "app/gui/NoticeBar.h"
#include "app/gui/ProjectCommands.h"
#include "app/gui/RecentProjects.h"
#include "app/gui/ShortcutsDialog.h"
#include "widgets/common/Format.h"
#include "widgets/experiment/PosterDialog.h"
#include "widgets/experiment/ReportWindow.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/data/ImportDialog.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"
#include "widgets/pages/neurons/NeuronsPage.h"
#include "widgets/pages/welcome/RecentProjectsModel.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <cmath>
#include <sys/stat.h>

using namespace sparsight;

namespace {

QStringList g_warnings;

void collectWarnings(QtMsgType type, const QMessageLogContext&, const QString& text)
{
    // What the offscreen platform says of itself is not about us.
    if (type != QtDebugMsg && type != QtInfoMsg && !text.contains(QStringLiteral("plugin does not support")))
        g_warnings << text;
}

/// WCAG 2: relative luminance.
double luminance(const QColor& colour)
{
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeEngineControl> m_control;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    QString project(const char* name, int sentences = 100)
    {
        const QString file = m_folder->filePath(QString::fromLatin1(name));
        makeTestProject(file.toStdString(), sentences);
        return file;
    }

    void openWithRun()
    {
        const QString file = project("p.sparsight");
        captureTestRun(file.toStdString(), "base");
        m_window->commands().openProject(file);
    }

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

    bool settle()
    {
        return QTest::qWaitFor([this] { return m_window->jobs().isIdle(); }, 20'000);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder->path());
        QSettings().clear();
        m_control = std::make_shared<FakeEngineControl>();
        m_theme = std::make_unique<Theme>(*qApp);
        m_theme->apply(Appearance::Light);
        m_window = std::make_unique<MainWindow>(fakeServices(m_control), *m_theme);
        m_window->resize(1024, 700);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get())); // shortcuts go to the active window
    }

    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
    }

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
        for (const char* name : {"captures", "sentences"}) {
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

    void aCaptureThatWasCutOffIsOffered()
    {
        const QString file = project("cut.sparsight", 300);
        captureTestRunHalfway(file.toStdString(), "base");
        m_window->commands().openProject(file);
        QVERIFY(m_window->notice().isVisible());
        QVERIFY(m_window->notice().text().contains(QStringLiteral("base")));
        QTest::mouseClick(m_window->notice().findChild<QPushButton*>(QStringLiteral("noticeAction")), Qt::LeftButton);
        QTRY_VERIFY(m_window->session().runs().front().complete);
        QVERIFY(settle());
    }

    void aCutOffTrainingIsToldBesideACapture()
    {
        const QString file = project("both.sparsight", 300);
        captureTestRunHalfway(file.toStdString(), "base");
        rememberTraining(file, {.parent = "/models/t5", .dataName = "pairs", .learningRates = {0.001}});
        m_window->commands().openProject(file);
        for (const char* part : {"“base” stopped", "training of t5 on “pairs”"})
            QVERIFY2(m_window->notice().text().contains(QString::fromUtf8(part)),
                     qPrintable(m_window->notice().text()));
        auto* button = m_window->notice().findChild<QPushButton*>(QStringLiteral("noticeAction"));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(m_window->notice().text().startsWith(QStringLiteral("The training of t5")));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(m_window->currentPage(), QStringLiteral("finetune"));
        QTRY_VERIFY(m_window->session().runs().front().complete);
        QVERIFY(settle());
        forgetTraining(file);
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

    void anOpenedProjectIsRemembered()
    {
        const QString file = project("a.sparsight");
        m_window->commands().openProject(file);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("a ")));
        QCOMPARE(m_window->commands().recentProjects(), QStringList{file});
        m_window->commands().closeProject();
        QCOMPARE(m_window->currentPage(), QStringLiteral("welcome"));
        m_window = std::make_unique<MainWindow>(fakeServices(m_control), *m_theme);
        QCOMPARE(m_window->commands().recentProjects(), QStringList{file});
    }

    void aMissingRecentProjectIsTakenFromTheList()
    {
        const QString file = project("gone.sparsight");
        m_window->commands().openProject(file);
        m_window->commands().closeProject();
        QVERIFY(QFile::remove(file));
        m_window->commands().openProject(file);
        QVERIFY(m_window->notice().isVisible());
        QTest::mouseClick(m_window->notice().findChild<QPushButton*>(QStringLiteral("noticeAction")), Qt::LeftButton);
        QVERIFY(m_window->commands().recentProjects().isEmpty());
    }

    void aNewProjectDoesNotOverwrite()
    {
        const QString file = project("there.sparsight", 10);
        m_window->commands().createProject(file);
        QVERIFY(m_window->notice().isVisible());
        QVERIFY(!m_window->session().isOpen());
        m_window->commands().createProject(m_folder->filePath(QStringLiteral("new.sparsight")));
        QVERIFY(m_window->session().isOpen());
        QCOMPARE(m_window->currentPage(), QStringLiteral("data")); // it is empty: sentences come first
    }

    void nonsenseIsRefusedInWords()
    {
        const QString file = m_folder->filePath(QStringLiteral("x.sparsight"));
        QFile bad(file);
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("no project");
        bad.close();
        QVERIFY(m_window->commands().openAnything({file}));
        QVERIFY(m_window->notice().isVisible());
        QVERIFY(m_window->notice().text().contains(QStringLiteral("x.sparsight")));
        QVERIFY(!m_window->commands().openAnything({QStringLiteral("/nowhere/picture.png")}));
    }

    void aFolderOfPapersIsDropped()
    {
        m_window->commands().createProject(m_folder->filePath(QStringLiteral("papers.sparsight")));
        QVERIFY(m_window->commands().openAnything({QStringLiteral(SPARSIGHT_TEST_DATA "/scisumm")}));
        const auto* dialog = m_window->findChild<ImportDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QVERIFY(!m_window->commands().openAnything({QStringLiteral(SPARSIGHT_TEST_DATA "/tokenizer")}));
    }

    void aProjectIsDropped()
    {
        const QString file = project("dropped.sparsight");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(500, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(500, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &drop);
        QVERIFY(m_window->session().isOpen());
    }

    void filesThatHangOverTheWindowAreWelcomed()
    {
        const auto* hint = m_window->findChild<DropHint*>();
        QVERIFY(!hint->isVisible());
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(project("hanging.sparsight"))});
        QDragEnterEvent enter(QPoint(500, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(hint->isVisible());
        QCOMPARE(hint->geometry(), m_window->rect());
        QDragLeaveEvent leave;
        QApplication::sendEvent(m_window.get(), &leave);
        QVERIFY(!hint->isVisible());

        m_window->showPage(QStringLiteral("live")); // a field that takes drops itself
        auto* text = m_window->findChild<QPlainTextEdit*>();
        QApplication::sendEvent(text->viewport(), &enter);
        QVERIFY(hint->isVisible());
        QDropEvent drop(QPointF(20, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(text->viewport(), &drop);
        QVERIFY(!hint->isVisible());

        QMimeData words;
        words.setText(QStringLiteral("no file"));
        QDragEnterEvent other(QPoint(500, 300), Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_window.get(), &other);
        QVERIFY(!hint->isVisible());
    }

    void aFifoIsToldApartByTheImport()
    {
        const QString file = m_folder->filePath(QStringLiteral("pipe.txt"));
        QCOMPARE(mkfifo(file.toUtf8().constData(), 0600), 0);
        m_window->commands().createProject(m_folder->filePath(QStringLiteral("n.sparsight")));
        QVERIFY(m_window->commands().openAnything({file}));
        const auto* dialog = m_window->findChild<ImportDialog*>();
        QVERIFY(dialog);
        const auto* problem = dialog->findChild<QLabel*>(QStringLiteral("problem"));
        QTRY_VERIFY2(problem->text().contains(QStringLiteral("not a regular file")), qPrintable(problem->text()));
    }

    void aProjectDroppedOnATextIsOpenedAsWell()
    {
        const QString file = project("ontext.sparsight");
        m_window->showPage(QStringLiteral("live"));
        const auto* text = m_window->findChild<QPlainTextEdit*>();
        QVERIFY(text);
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(20, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(text->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(20, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(text->viewport(), &drop);
        QVERIFY(m_window->session().isOpen());
        QVERIFY(text->toPlainText().isEmpty());
    }

    void droppedSentencesWaitForAProject()
    {
        const QString file = m_folder->filePath(QStringLiteral("s.txt"));
        QFile text(file);
        QVERIFY(text.open(QIODevice::WriteOnly));
        text.write("One.\nTwo.\n");
        text.close();
        QVERIFY(m_window->commands().openAnything({file}));
        QVERIFY(m_window->notice().isVisible());
        m_window->commands().createProject(m_folder->filePath(QStringLiteral("n.sparsight")));
        QTRY_VERIFY(m_window->findChild<QDialog*>());
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

    void recentProjectsAreAModel()
    {
        RecentProjectsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setFiles({QStringLiteral("/a/b.sparsight"), QStringLiteral("/c/d.sparsight")});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("b"));
        model.setFiles({});
    }

    void textIsReadable_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::newRow("light") << ThemeColors::lightPalette();
        QTest::newRow("dark") << ThemeColors::darkPalette();
    }

    void textIsReadable()
    {
        QFETCH(QPalette, palette);
        const ThemeColors colors(palette);
        for (const QColor& ground : {colors.window, colors.surface, colors.sunken})
            for (const QColor& ink :
                 {colors.text, colors.muted, colors.accent, colors.error, colors.warning, colors.good})
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + QStringLiteral(" on ") + ground.name()));
        for (const QColor& ground : {colors.window, colors.surface})
            for (const QColor& ink : colors.series)
                QVERIFY2(contrast(ink, ground) >= 3, qPrintable(ink.name() + QStringLiteral(" on ") + ground.name()));
        QVERIFY(contrast(colors.onAccent, colors.accent) >= 4.5);
        QVERIFY(contrast(colors.text, colors.accentSoft) >= 4.5);
        QVERIFY(contrast(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase)) >= 4.5);
    }

    void durationsAreWords()
    {
        using std::chrono::seconds;
        QCOMPARE(durationText(seconds(0)), QStringLiteral("1 s"));
        QCOMPARE(durationText(seconds(59)), QStringLiteral("59 s"));
        QCOMPARE(durationText(seconds(120)), QStringLiteral("2 min"));
        QCOMPARE(durationText(seconds(4800)), QStringLiteral("1 h 20 min"));
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("sparsight-test"));
    QCoreApplication::setApplicationName(QStringLiteral("sparsight-test"));
    TestMainWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_mainwindow.moc"

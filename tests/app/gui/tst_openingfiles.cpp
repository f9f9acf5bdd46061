// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowFixture.h"
#include "app/gui/DropHint.h"
#include "app/gui/NoticeBar.h"
#include "app/gui/ProjectCommands.h"
#include "widgets/pages/data/ImportDialog.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"
#include "widgets/pages/welcome/RecentProjectsModel.h"

#include <QAbstractItemModelTester>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QUrl>
#include <algorithm>
#include <sys/stat.h>

using namespace sparsight;

/// Projects, data and checkpoints on their way into the window.
class TestOpeningFiles : public QObject, WindowFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

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

    void aTrainingThatGoesOnIsNoLongerOffered()
    {
        const QString file = project("on.sparsight");
        rememberTraining(file, {.parent = "/models/t5", .dataName = "pairs", .learningRates = {0.001}});
        m_window->commands().openProject(file);
        QVERIFY(m_window->notice().isVisible());
        m_window->commands().trainingBegun();
        QVERIFY(!m_window->notice().isVisible());
        m_window->notice().showError(QStringLiteral("Something else."));
        m_window->commands().trainingBegun();
        QVERIFY(m_window->notice().isVisible());
        forgetTraining(file);
    }

    void anOpenedProjectIsRemembered()
    {
        const QString file = project("a.sparsight");
        m_window->commands().openProject(file);
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("a ")));
        QCOMPARE(m_window->commands().recentProjects(), QStringList{file});
        m_window->commands().closeProject();
        QCOMPARE(m_window->currentPage(), QStringLiteral("welcome"));
        restart();
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

    void whatToImportIsAskedOnce()
    {
        m_window->commands().createProject(m_folder->filePath(QStringLiteral("n.sparsight")));
        const auto open = [this] {
            const auto dialogs = m_window->findChildren<QFileDialog*>();
            return std::count_if(dialogs.begin(), dialogs.end(), [](auto* dialog) { return dialog->isVisible(); });
        };
        m_window->commands().importData({});
        m_window->commands().importPapers();
        QCOMPARE(open(), 1);
        m_window->commands().importData({});
        QCOMPARE(open(), 1);
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

    void recentProjectsAreAModel()
    {
        RecentProjectsModel model;
        const QAbstractItemModelTester tester(&model);
        model.setFiles({QStringLiteral("/a/b.sparsight"), QStringLiteral("/c/d.sparsight")});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("b"));
        model.setFiles({});
    }

    void theDemoComesWithItsOwnCheckpoint()
    {
        m_window->commands().setDemoFile(m_folder->filePath(QStringLiteral("demo.sparsight")));
        m_control->loadDelayMs = 200;
        m_window->jobs().loadModel(QStringLiteral("/models/other"), {}); // the one that was used last
        m_window->commands().openDemo();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->jobs().model() && m_window->jobs().model()->name == "base", 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().runs().empty() && m_window->session().runs().front().complete,
                                 60'000);
        QCOMPARE(m_window->session().runs().front().name, std::string("base"));
        QVERIFY(settle());

        m_window->jobs().loadModel(QStringLiteral("/models/other"), {});
        QTRY_COMPARE(m_window->jobs().model()->name, std::string("other"));
        m_window->commands().openDemo();
        QTRY_COMPARE(m_window->jobs().model()->name, std::string("base"));
        QVERIFY(settle());
        QCOMPARE(m_window->session().runs().size(), std::size_t(1)); // it was captured already
    }

    void theCheckpointOfTheRunThatIsShownIsLoaded()
    {
        const QString file = project("two.sparsight", 40);
        for (const char* name : {"first", "second"}) {
            const QString folder = m_folder->filePath(QString::fromLatin1(name));
            QVERIFY(QDir().mkpath(folder));
            Project captured = Project::open(file.toStdString(), Project::Mode::ReadWrite);
            CaptureRequest request{.runName = name, .dataset = captured.datasets().front().id};
            request.settings.layers = {{Stack::Encoder, 6}};
            FakeEngine(folder.toStdString(), m_control).capture(captured, request, {}, {});
        }
        m_window->commands().openProject(file);
        m_window->loadUsualCheckpoint();
        QTRY_VERIFY(m_window->jobs().model());
        QCOMPARE(m_window->jobs().model()->name, std::string("first"));
        m_window->selection().setRun(m_window->session().runs()[1].id); // a choice, which stays
        QVERIFY(settle());
        restart();
        m_window->commands().openProject(file);
        m_window->loadUsualCheckpoint();
        QTRY_VERIFY(m_window->jobs().model());
        QCOMPARE(m_window->jobs().model()->name, std::string("second"));
        QVERIFY(settle());
    }
};

int main(int argc, char** argv)
{
    return runWindowTest<TestOpeningFiles>(argc, argv);
}
#include "tst_openingfiles.moc"

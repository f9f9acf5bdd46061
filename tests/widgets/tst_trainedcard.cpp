// SPDX-License-Identifier: GPL-3.0-or-later
#include "FinetuneFixture.h"
#include "widgets/pages/finetune/SettingsDialog.h"

#include <QAbstractItemModelTester>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>

using namespace sparsight;

/// The trained checkpoints of a project, and the capture with all of them.
class TestTrainedCard : public QObject, FinetuneFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void aTrainedCheckpointIsUsed()
    {
        prepare();
        train();
        QVERIFY(waitForEnd());
        for (const QAction* action : table().actions())
            QVERIFY(!action->isEnabled()); // no row is chosen
        selectRow("fake-lr0.0001");
        trigger(QStringLiteral("Show the training settings"));
        auto* dialog = m_page->findChild<SettingsDialog*>();
        QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
        QVERIFY(dialog->findChild<QPlainTextEdit*>()->toPlainText().contains(QStringLiteral("learning rate: 0.0001")));
        find<QSpinBox>("epochs")->setValue(1);
        trigger(QStringLiteral("Take these settings"));
        QCOMPARE(find<QSpinBox>("epochs")->value(), 5);
        QCOMPARE(find<QLineEdit>("rates")->text(), QStringLiteral("0.0001"));
        QSignalSpy loaded(&m_fixture->jobs, &JobRunner::modelChanged);
        trigger(QStringLiteral("Use in Live"));
        QTRY_COMPARE(loaded.count(), 1);
        QCOMPARE(m_fixture->jobs.model()->name, std::string("fake-lr0.0001"));
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("live")});
    }

    void allAreCapturedLikeTheirParent()
    {
        prepare({QStringLiteral("base")});
        train(QStringLiteral("0.01, 0.001"));
        QVERIFY(waitForEnd());
        click("captureAll"); // the parent has one run: nothing is asked
        QTRY_COMPARE(m_fixture->shownPages, QStringList{QStringLiteral("kt")});
        const auto& runs = session().runs();
        QCOMPARE(runs.size(), std::size_t(3));
        for (const RunInfo& run : runs) {
            QVERIFY(run.complete);
            QVERIFY(differences(run.settings, runs.front().settings).empty());
            QCOMPARE(run.dataset, session().project().dataset("sentences").id);
            QCOMPARE(m_fixture->compared.choice(run.id), std::optional(true));
        }
        QCOMPARE(m_fixture->jobs.model()->name, std::string("fake")); // what is loaded stays loaded
        const int batches = m_fixture->control->batches;
        click("captureAll");
        QTRY_COMPARE(m_fixture->shownPages.size(), qsizetype(2));
        QCOMPARE(int(m_fixture->control->batches), batches); // all are there
        QCOMPARE(session().runs().size(), std::size_t(3));
    }

    void captureTakesAllThatWereTrainedFromTheParent()
    {
        prepare({QStringLiteral("base")});
        train(QStringLiteral("0.01"));
        QVERIFY(waitForEnd());
        find<QSpinBox>("epochs")->setValue(2); // another sweep
        train(QStringLiteral("0.002, 0.003"));
        QVERIFY(waitForEnd());
        QCOMPARE(find<QPushButton>("captureAll")->text(), QStringLiteral("Capture with 4 checkpoint(s)"));
        selectRow("fake-lr0.002");
        QCOMPARE(find<QPushButton>("captureAll")->text(), QStringLiteral("Capture with 4 checkpoint(s)"));
        table().clearSelection();
        click("captureAll");
        QTRY_COMPARE(m_fixture->shownPages, QStringList{QStringLiteral("kt")});
        QCOMPARE(session().runs().size(), std::size_t(4));
    }

    void capturesAreChosenWhenThereAreSeveral()
    {
        prepare({QStringLiteral("base")});
        session().project().renameRun(session().runs().front().id, "first");
        train(QStringLiteral("0.01"));
        QVERIFY(waitForEnd());
        CaptureRequest request{.runName = "on pairs", .dataset = session().project().dataset("pairs").id};
        request.settings.layers = {{Stack::Encoder, 2}};
        QSignalSpy captured(&m_fixture->jobs, &JobRunner::captureFinished);
        m_fixture->jobs.capture(session().file(), request);
        QTRY_COMPARE(captured.count(), 1);
        session().refresh();
        click("captureAll");
        QMenu* menu = nullptr;
        for (QMenu* candidate : m_page->findChildren<QMenu*>())
            if (candidate->isVisible()) menu = candidate;
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), qsizetype(2));
        QAction* wanted = nullptr;
        for (QAction* action : menu->actions())
            if (action->text().contains(QStringLiteral("on pairs"))) wanted = action;
        QVERIFY(wanted && wanted->text().contains(QStringLiteral("enc2")));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(wanted).center());
        QTRY_COMPARE(m_fixture->shownPages, QStringList{QStringLiteral("kt")});
        QCOMPARE(session().runs().size(), std::size_t(3));
        const RunInfo& made = session().runs().back();
        QCOMPARE(made.settings.layers, (std::vector<LayerId>{{Stack::Encoder, 2}}));
        QCOMPARE(m_fixture->selection.focus().layer, (LayerId{Stack::Encoder, 2}));
        for (const RunInfo& run : session().runs())
            QCOMPARE(m_fixture->compared.choice(run.id), std::optional(run.dataset == made.dataset));
    }

    void captureWithAllIsCancelledAndGoneOnWith()
    {
        prepare({QStringLiteral("base")});
        train(QStringLiteral("0.01, 0.001"));
        QVERIFY(waitForEnd());
        m_fixture->control->captureDelayMs = 40;
        const int before = m_fixture->control->batches;
        click("captureAll");
        QTRY_VERIFY(m_fixture->control->batches > before + 16); // in the second checkpoint
        m_fixture->jobs.cancel(m_fixture->jobs.jobs().front().id);
        QTRY_VERIFY(m_fixture->jobs.isIdle());
        QVERIFY(m_fixture->jobs.jobs().front().phase == JobState::Phase::Cancelled);
        QVERIFY(m_fixture->shownPages.isEmpty());
        m_fixture->control->captureDelayMs = 0;
        click("captureAll");
        QTRY_COMPARE(m_fixture->shownPages, QStringList{QStringLiteral("kt")});
        QCOMPARE(session().runs().size(), std::size_t(3));
        for (const RunInfo& run : session().runs())
            QVERIFY(run.complete);
    }

    void aParentWithoutARunIsCapturedToo()
    {
        m_fixture->openProject(60, {});
        session().project().removeDataset(session().datasets().front().id);
        importPairs();
        m_fixture->loadModel();
        QTRY_VERIFY(m_fixture->jobs.isIdle());
        train(QStringLiteral("0.01"));
        QVERIFY(waitForEnd());
        click("captureAll");
        QTRY_COMPARE(m_fixture->shownPages, QStringList{QStringLiteral("kt")});
        QCOMPARE(session().runs().size(), std::size_t(2)); // of parent and child
        QCOMPARE(session().runs().front().settings.layers, (std::vector<LayerId>{{Stack::Encoder, 6}}));
    }

    void theTableIsAModel()
    {
        prepare();
        TrainingTableModel model(session());
        const QAbstractItemModelTester tester(&model);
        train(QStringLiteral("0.01"));
        QVERIFY(waitForEnd());
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, TrainingTableModel::LearningRate).data().toString(), QStringLiteral("0.01"));
        QCOMPARE(model.index(0, TrainingTableModel::Weights).data().toString().size(), qsizetype(12));
        QCOMPARE(model.index(0, TrainingTableModel::Weights).data(ExportRole).toString().size(), qsizetype(64));
        QVERIFY(table().csv().contains(QStringLiteral("fake-lr0.01")));
        session().close();
        QCOMPARE(model.rowCount(), 0);
    }
};

QTEST_MAIN(TestTrainedCard)
#include "tst_trainedcard.moc"

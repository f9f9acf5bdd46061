// SPDX-License-Identifier: GPL-3.0-or-later
#include "FinetuneFixture.h"
#include "widgets/pages/finetune/TrainingCurves.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"
#include "widgets/views/CurveLegend.h"
#include "widgets/views/CurveView.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QSpinBox>
#include <algorithm>

using namespace sparsight;

/// A training from its start to its curves, also when it is cut off.
class TestFinetunePage : public QObject, FinetuneFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void withoutAProjectThePageSaysWhatToDo()
    {
        QVERIFY(!find<QPushButton>("train")->isVisible());
        click("remedy");
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("welcome")});
    }

    void withoutPairsThePageSaysHowToGetThem()
    {
        m_fixture->openProject(20, {}); // sentences without targets
        QVERIFY(!find<QPushButton>("train")->isVisible());
        click("remedy");
        click("importPapers");
        QCOMPARE(m_commands.asked, (QStringList{QStringLiteral("data"), QStringLiteral("papers")}));
        importPairs();
        QVERIFY(find<QPushButton>("train")->isVisible());
        auto* data = find<QComboBox>("trainingData");
        QCOMPARE(data->count(), 1); // the sentences are not offered
        QCOMPARE(data->currentText(), QStringLiteral("pairs"));
    }

    void theDemosPapersAreOneClickAway()
    {
        m_fixture->openProject(20, {});
        m_fixture->loadModel();
        click("importDemoPapers");
        QVERIFY(!find<QPushButton>("importDemoPapers")->isEnabled());
        QTRY_VERIFY(find<QPushButton>("train")->isVisible());
        QCOMPARE(find<QComboBox>("trainingData")->currentText(), QStringLiteral("papers"));
        QVERIFY(find<QPushButton>("train")->isEnabled());
        QCOMPARE(session().project().dataset("papers").sentences, 240U);
        QVERIFY(session().project().dataset("papers-sentences").sentences > 240U);
    }

    void aSweepIsTrainedAndRecorded()
    {
        prepare();
        trainer().holdsAt = 27;
        train();
        QVERIFY(!find<QPushButton>("train")->isEnabled());
        QVERIFY(find<QPushButton>("cancelTraining")->isVisible());
        QTRY_VERIFY(text("trainingTitle").contains(QStringLiteral("learning rate 0.001 (2 of 3), epoch 2 of 5")));
        QTRY_VERIFY(text("trainingDetail").contains(QStringLiteral("step 7 of 20")));
        const QString figures = text("trainingDetail");
        for (const char* part : {"loss", "tokens/s", "1 min left"})
            QVERIFY2(figures.contains(QLatin1String(part)), qPrintable(figures));
        QCOMPARE(session().trainings().size(), std::size_t(1)); // the first one is there already
        QVERIFY(figures.contains(QStringLiteral("ROUGE-L")));
        QTRY_COMPARE(m_page->curves().trainingLoss().curves()[1].points.size(), std::size_t(7)); // live
        QCOMPARE(m_page->curves().validationLoss().curves()[1].points.size(), std::size_t(2));   // with the parent
        trainer().holdsAt = 0;
        QVERIFY(waitForEnd());

        QVERIFY(m_page->runner().outcome() == TrainingRunner::Outcome::Done);
        QCOMPARE(session().trainings().size(), std::size_t(3));
        QCOMPARE(table().proxy().rowCount(), 3);
        QCOMPARE(cell("fake-lr0.001", TrainingTableModel::Parent).toString(), QStringLiteral("fake"));
        QCOMPARE(cell("fake-lr0.001", TrainingTableModel::Data).toString(), QStringLiteral("pairs"));
        QCOMPARE(cell("fake-lr0.001", TrainingTableModel::Kept).toInt(), 5);
        QCOMPARE(cell("fake-lr0.001", TrainingTableModel::RougeL).toDouble(), fakeRouge(0.001, 5));
        QCOMPARE(cell("fake-lr0.001", TrainingTableModel::ValidationLoss).toDouble(), fakeLoss(0.001, 20) + 0.1);
        QVERIFY(find<QPushButton>("train")->isEnabled());
        QVERIFY(!find<QPushButton>("goOn")->isVisible());
        QVERIFY(!unfinishedTraining(session().file()));
        const JobState& job = m_fixture->jobs.jobs().front();
        QVERIFY(job.phase == JobState::Phase::Done);
        QVERIFY2(job.message.contains(QStringLiteral("3 checkpoint")), qPrintable(job.message));
    }

    void curvesAreOneForEachLearningRate()
    {
        prepare();
        train();
        QVERIFY(waitForEnd());
        const TrainingCurves& curves = m_page->curves();
        QCOMPARE(curves.legend().entries().size(), std::size_t(3));
        QCOMPARE(curves.legend().entries()[1].name, QStringLiteral("0.001"));
        const auto& losses = curves.trainingLoss().curves();
        QCOMPARE(losses.size(), std::size_t(3));
        for (std::size_t i = 0; i < 3; ++i) {
            const double rate = m_page->runner().request().learningRates[i];
            QCOMPARE(losses[i].points.size(), std::size_t(20)); // every step
            QCOMPARE(losses[i].points[6].x, 7.0);
            QCOMPARE(losses[i].points[6].y, fakeLoss(rate, 7));
            const auto& validation = curves.validationLoss().curves()[i].points;
            QCOMPARE(validation.size(), std::size_t(6));
            QCOMPARE(validation[0].x, 0.0); // the parent
            QCOMPARE(validation[0].y, 3.1);
            QVERIFY(validation[0].note.contains(QStringLiteral("before training")));
            QCOMPARE(validation[3].y, fakeLoss(rate, 12) + 0.1);
            QCOMPARE(curves.measure().curves()[i].points[0].y, 0.1);
            QCOMPARE(curves.measure().curves()[i].points[5].y, fakeRouge(rate, 5));
        }
        QCOMPARE(find<QComboBox>("measure")->currentText(), QStringLiteral("ROUGE-L"));
        QCOMPARE(find<QComboBox>("measure")->count(), 4);
    }

    void pointsAreReadOut()
    {
        prepare();
        train();
        QVERIFY(waitForEnd());
        CurveView& view = m_page->curves().validationLoss();
        QTRY_VERIFY(!view.isEmpty());
        view.replot();
        const auto& point = view.curves()[0].points[3];
        const QPoint place(qRound(view.xAxis->coordToPixel(point.x)), qRound(view.yAxis->coordToPixel(point.y)));
        QSignalSpy pointed(&view, &CurveView::pointed);
        QTest::mouseMove(&view, place);
        QTRY_VERIFY(!pointed.empty());
        QVERIFY2(view.textAt(place).contains(QStringLiteral("epoch 3")), qPrintable(view.textAt(place)));
        QVERIFY(view.textAt(place).startsWith(QStringLiteral("0.01")));
        QVERIFY(view.textAt(QPoint(-200, -200)).isEmpty());
        pointed.clear();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Down);
        QVERIFY(pointed.last().first().toString().contains(QStringLiteral("epoch 4")));
        QVERIFY(pointed.last().first().toString().startsWith(QStringLiteral("0.001")));
    }

    void aCancelledTrainingGoesOnWhereItStopped()
    {
        prepare();
        trainer().holdsAt = 27; // in the second of three
        train();
        QTRY_COMPARE(int(trainer().steps), 27);
        click("cancelTraining");
        QVERIFY(waitForEnd());
        QVERIFY(m_page->runner().outcome() == TrainingRunner::Outcome::Cancelled);
        QCOMPARE(session().trainings().size(), std::size_t(1)); // what was complete is in the project
        QVERIFY(text("trainingTitle").contains(QStringLiteral("was cut off")));
        const TrainingRequest before = m_page->runner().request();

        trainer().holdsAt = 0;
        click("goOn");
        QVERIFY(waitForEnd());
        QVERIFY(isSameTraining(m_page->runner().request(), before));
        QCOMPARE(int(trainer().steps), 60); // none twice
        QCOMPARE(session().trainings().size(), std::size_t(3));
        for (const Curve& curve : m_page->curves().trainingLoss().curves())
            QCOMPARE(curve.points.size(), std::size_t(20)); // the curves have no gap
        QVERIFY(!find<QPushButton>("goOn")->isVisible());
    }

    void trainingsOfOneParentAreDrawnTogether()
    {
        prepare();
        for (const char* rate : {"0.001", "0.002", "0.003"}) { // one by one, and not all alike
            find<QSpinBox>("epochs")->setValue(qstrcmp(rate, "0.002") == 0 ? 1 : 3);
            train(QString::fromLatin1(rate));
            QVERIFY(waitForEnd());
        }
        importPairs("others");
        train(QStringLiteral("0.004"));
        QVERIFY(waitForEnd());
        openPage();
        QCOMPARE(m_page->curves().validationLoss().curves().size(), std::size_t(1)); // on other data
        find<QComboBox>("trainingData")->setCurrentText(QStringLiteral("pairs"));
        train(QStringLiteral("0.005"));
        QVERIFY(waitForEnd());
        openPage();
        const auto& curves = m_page->curves().validationLoss().curves();
        QCOMPARE(curves.size(), std::size_t(4));
        const auto isShort = [](const Curve& curve) { return curve.points.size() == 2; }; // the parent, and one epoch
        QCOMPARE(std::count_if(curves.begin(), curves.end(), isShort), 1);
    }

    void anotherStartOfTheProgramOffersToGoOn()
    {
        prepare();
        trainer().holdsAt = 5;
        click("more");
        type("frozen", QStringLiteral("embedding"));
        find<QSpinBox>("epochs")->setValue(3);
        train(QStringLiteral("0.002"));
        QTRY_COMPARE(int(trainer().steps), 5);
        click("cancelTraining");
        QVERIFY(waitForEnd());
        openPage();
        QVERIFY(find<QPushButton>("goOn")->isVisible());
        m_commands.asked.clear();
        click("goOn");
        QCOMPARE(m_commands.asked, QStringList{QStringLiteral("training begun")});
        QTRY_VERIFY(text("trainingDetail").startsWith(QStringLiteral("step 5 of 12")));
        QVERIFY2(!text("trainingDetail").contains(QStringLiteral("· loss")), // of the step before the cut
                 qPrintable(text("trainingDetail")));
        trainer().holdsAt = 0;
        QVERIFY(waitForEnd());
        QCOMPARE(int(trainer().steps), 12);
        QCOMPARE(m_page->runner().request().settings.frozen, std::vector<std::string>{"embedding"});
        QCOMPARE(m_page->curves().validationLoss().curves()[0].points.size(),
                 std::size_t(4)); // with those before, and the parent
    }

    void whatIsForgottenIsNotOfferedAgain()
    {
        prepare();
        trainer().holdsAt = 2;
        train();
        QTRY_COMPARE(int(trainer().steps), 2);
        click("cancelTraining");
        QVERIFY(waitForEnd());
        click("forgetTraining");
        QVERIFY(!find<QPushButton>("goOn")->isVisible());
        QVERIFY(!unfinishedTraining(session().file()));
    }

    void closingTheWindowStopsAndRemembers()
    {
        prepare();
        trainer().holdsAt = 23;
        const QString file = session().file();
        {
            JobRunner jobs(fakeServices(m_fixture->control, m_fixture->training));
            TrainingRunner runner(jobs);
            TrainingRequest request{.parent = "/models/fake",
                                    .dataName = "pairs",
                                    .learningRates = {0.01, 0.001},
                                    .output = m_fixture->directory.path().toStdString()};
            runner.start(file, request);
            QTRY_COMPARE(int(trainer().steps), 23);
        }
        trainer().holdsAt = 0;
        QVERIFY(unfinishedTraining(file));
        session().refresh();
        QCOMPARE(session().trainings().size(), std::size_t(1));
        QTest::qWait(20);
        QCOMPARE(int(trainer().steps), 23); // nothing runs on
    }

    void anErrorStaysReadable()
    {
        prepare();
        trainer().fails = true;
        train();
        QVERIFY(waitForEnd());
        QVERIFY(m_page->runner().outcome() == TrainingRunner::Outcome::Failed);
        QVERIFY(text("trainingDetail").contains(QStringLiteral("no space left")));
        QCOMPARE(find<QLabel>("trainingDetail")->property("role").toString(), QStringLiteral("error"));
        QVERIFY(m_fixture->jobs.jobs().front().phase == JobState::Phase::Failed);
        QVERIFY(!find<QPushButton>("goOn")->isVisible()); // it never began
        QVERIFY(m_page->curves().legend().entries().empty());
        QVERIFY(!unfinishedTraining(session().file()));
        click("train");
        QVERIFY(waitForEnd());
        QCOMPARE(session().trainings().size(), std::size_t(3));
    }

    void aLossThatIsNoNumberIsToldAsSuch()
    {
        prepare();
        trainer().divergesAt = 0.01;
        train();
        QVERIFY(waitForEnd());
        QVERIFY2(text("trainingRemarks").contains(QStringLiteral("fake-lr0.01: the loss was no longer a number (NaN)")),
                 qPrintable(text("trainingRemarks")));
        QVERIFY(text("trainingRemarks").contains(QStringLiteral("epoch 1 is kept")));
        QCOMPARE(find<QLabel>("trainingRemarks")->property("role").toString(), QStringLiteral("error"));
        QCOMPARE(cell("fake-lr0.01", TrainingTableModel::End).toString(), QStringLiteral("not a number"));
        QCOMPARE(cell("fake-lr0.01", TrainingTableModel::Kept).toInt(), 1);
        QCOMPARE(cell("fake-lr0.001", TrainingTableModel::End).toString(), QStringLiteral("all epochs"));
        QVERIFY(m_fixture->jobs.jobs().front().message.contains(QStringLiteral("no longer a number")));
    }

    void nothingIsRecordedWithoutACheckpoint()
    {
        prepare();
        trainer().divergesAt = 0.01;
        trainer().divergesAtOnce = true;
        train();
        QVERIFY(waitForEnd());
        QCOMPARE(session().trainings().size(), std::size_t(2));
        QVERIFY(text("trainingRemarks").contains(QStringLiteral("there is no checkpoint")));
        QVERIFY(text("trainingTitle").startsWith(QStringLiteral("Training is over")));
        train(QStringLiteral("0.02"));
        QVERIFY(waitForEnd());
        QVERIFY2(text("trainingTitle").startsWith(QStringLiteral("No checkpoint came out")),
                 qPrintable(text("trainingTitle")));
    }

    void earlierTrainingsShowTheirCurves()
    {
        prepare();
        train();
        QVERIFY(waitForEnd());
        openPage();
        const TrainingCurves& curves = m_page->curves();
        QCOMPARE(curves.validationLoss().curves().size(), std::size_t(3));           // the newest sweep
        QCOMPARE(curves.validationLoss().curves()[2].points.size(), std::size_t(6)); // the parent too
        selectRow("fake-lr0.001");
        QCOMPARE(curves.validationLoss().curves().size(), std::size_t(1));
        QCOMPARE(curves.trainingLoss().curves()[0].points.size(), std::size_t(5)); // of epochs
        QCOMPARE(curves.trainingLoss().xAxis->label(), QStringLiteral("epoch"));
        QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(curves.measure().curves().size(), std::size_t(3));
    }

    void unfinishedTrainingsAreReadAgain()
    {
        m_fixture->openProject(5, {});
        TrainingRequest request{
            .parent = "/models/größer", .dataName = "päirs", .learningRates = {0.1, 1.0 / 3}, .output = "/tmp/o"};
        request.settings.epochs = 9;
        request.settings.dropout = 0.25;
        rememberTraining(session().file(), request);
        const auto read = unfinishedTraining(session().file());
        QVERIFY(read && isSameTraining(*read, request));
        TrainingRequest other = request;
        other.settings.epochs = 8;
        QVERIFY(!isSameTraining(*read, other));
        QVERIFY(!unfinishedTraining(QStringLiteral("/elsewhere.sparsight")));
        forgetTraining(session().file());
        QVERIFY(!unfinishedTraining(session().file()));
    }
};

QTEST_MAIN(TestFinetunePage)
#include "tst_finetunepage.moc"

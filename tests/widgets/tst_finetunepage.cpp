// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/WindowCommands.h"
#include "widgets/pages/finetune/FinetunePage.h"
#include "widgets/pages/finetune/SettingsDialog.h"
#include "widgets/pages/finetune/TrainingCurves.h"
#include "widgets/pages/finetune/TrainingRunner.h"
#include "widgets/pages/finetune/TrainingTableModel.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"
#include "widgets/views/CurveLegend.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace sparsight;

namespace {

/// Writes down what the page asked of the window.
class FakeCommands : public WindowCommands {
public:
    void newProject() override {}
    void openProject() override {}
    void openProject(const QString&) override {}
    void openDemo() override {}
    void importData(const QStringList&) override { asked << QStringLiteral("data"); }
    void importPapers() override { asked << QStringLiteral("papers"); }
    bool openAnything(const QStringList&) override { return false; }
    QStringList recentProjects() const override { return {}; }
    void forgetRecent(const QString&) override {}

    QStringList asked;
};

} // namespace

/// The Fine-tune page over a fake trainer that really stops, goes on and records.
class TestFinetunePage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<FinetunePage> m_page;
    FakeCommands m_commands;

    ProjectSession& session() const { return m_fixture->session; }
    FakeTrainerControl& trainer() const { return *m_fixture->training; }

    template <class Widget>
    Widget* find(const char* name) const
    {
        return m_page->findChild<Widget*>(QString::fromLatin1(name));
    }
    void click(const char* name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    FilterTableView& table() const { return *find<FilterTableView>("trained.table"); }
    QString text(const char* label) const { return find<QLabel>(label)->text(); }

    void importPairs(const char* name = "pairs", int count = 30)
    {
        session().project().importDataset(name, "pairs.csv", [count](const Project::SentenceSink& sink) {
            for (int i = 0; i < count; ++i)
                sink({"An article about a kite " + std::to_string(i) + ".", "", "", "Kite " + std::to_string(i) + "."});
            return 0U;
        });
        session().refresh();
    }

    /// A project with pairs, and the fake checkpoint loaded.
    void prepare(const QStringList& runs = {})
    {
        m_fixture->openProject(100, runs);
        importPairs();
        m_fixture->loadModel();
        QTRY_VERIFY(m_fixture->jobs.isIdle());
    }

    void type(const char* field, const QString& text) const
    {
        auto* edit = find<QLineEdit>(field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }

    void train(const QString& rates = QStringLiteral("0.01, 0.001, 0.0001"))
    {
        type("rates", rates);
        click("train");
        QVERIFY(m_page->runner().isRunning());
    }

    bool waitForEnd() const
    {
        return QTest::qWaitFor([this] { return !m_page->runner().isRunning(); }, 20'000);
    }

    void selectRow(const char* name)
    {
        for (int row = 0; row < table().proxy().rowCount(); ++row) {
            const QModelIndex index = table().proxy().index(row, TrainingTableModel::Name);
            if (index.data().toString() != QLatin1String(name)) continue;
            QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(index).center());
        }
    }

    QVariant cell(const char* name, int column) const
    {
        for (int row = 0; row < table().proxy().rowCount(); ++row) {
            if (table().proxy().index(row, TrainingTableModel::Name).data().toString() == QLatin1String(name))
                return table().proxy().index(row, column).data(ValueRole);
        }
        return {};
    }

    void trigger(const QString& text)
    {
        for (QAction* action : table().actions())
            if (action->text() == text && action->isEnabled()) return action->trigger();
        QFAIL("there is no such action, or it is off");
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->context.commands = &m_commands;
        m_commands.asked.clear();
        m_page = std::make_unique<FinetunePage>(m_fixture->context, nullptr);
        m_page->resize(1000, 680);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

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

    void whatIsImportedIsChosen()
    {
        prepare();
        auto* data = find<QComboBox>("trainingData");
        importPairs("more pairs");
        QCOMPARE(data->currentText(), QStringLiteral("more pairs"));
        data->setCurrentText(QStringLiteral("pairs"));
        session().refresh(); // nothing new
        QCOMPARE(data->currentText(), QStringLiteral("pairs"));
    }

    void withoutACheckpointThereIsNothingToTrain()
    {
        m_fixture->openProject(20, {});
        importPairs();
        if (find<QComboBox>("parent")->count() == 0) QVERIFY(!find<QPushButton>("train")->isEnabled());
        m_fixture->loadModel();
        QCOMPARE(find<QComboBox>("parent")->itemText(0), QStringLiteral("fake"));
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void badInputIsSaidBesideItsField_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("bad");
        QTest::addColumn<QString>("good");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* name, const char* field, const char* bad, const char* good, const char* said) {
            QTest::newRow(name) << QString::fromLatin1(field) << QString::fromUtf8(bad) << QString::fromLatin1(good)
                                << QString::fromLatin1(said);
        };
        row("no number", "rates", "0.01, fast", "0.01", "fast");
        row("no rate", "rates", "", "0.01", "at least one");
        row("out of range", "rates", "0.01, 2000", "0.01", "above 0 and at most 1000, not 2000");
        row("as typed", "rates", "-1", "0.01", "not -1.");
        row("too small", "rates", "1e-400", "0.01", "not 1e-400.");
        row("decimal comma", "rates", "1,5", "0.01,0.001", "write 1.5 or 1, 5");
        row("gap", "rates", "0.01,,0.1", "0.01, 1", "between two commas");
        row("everything frozen", "frozen", "encoder,decoder,embedding,head", "encoder,decoder,embedding",
            "Every weight");
        row("twice", "rates", "0.1, 0.1", "0.1", "twice");
        row("dropout out of range", "dropout", "1.5", "0.1", "from 0 to 0.99");
        row("dropout no number", "dropout", "much", "", "not a number");
        row("seed", "seed", "-1", "0", "whole number");
        row("frozen", "frozen", "encoder, everything", "encoder, dec1", "everything");
    }

    void badInputIsSaidBesideItsField()
    {
        QFETCH(QString, field);
        QFETCH(QString, bad);
        QFETCH(QString, good);
        QFETCH(QString, sentence);
        prepare();
        click("more");
        const QByteArray name = field.toUtf8();
        auto* complaint = m_page->findChild<QLabel*>(field + QStringLiteral(".error"));
        QVERIFY(!complaint->isVisible());
        type(name.constData(), bad);
        QVERIFY(complaint->isVisible());
        QVERIFY2(complaint->text().contains(sentence), qPrintable(complaint->text()));
        QVERIFY(!find<QPushButton>("train")->isEnabled());
        type(name.constData(), good);
        QVERIFY(!complaint->isVisible());
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void accumulationMustFitTheBatch()
    {
        prepare();
        find<QSpinBox>("accumulation")->setValue(17);
        QVERIFY(m_page->findChild<QLabel*>(QStringLiteral("accumulation.error"))
                    ->text()
                    .contains(QStringLiteral("to the batch size")));
        QVERIFY(text("trainingHint").contains(QStringLiteral("More")));
        find<QSpinBox>("batch")->setValue(17);
        QVERIFY(find<QPushButton>("train")->isEnabled());
    }

    void theUsualSettingsAreThoseOfThePublication()
    {
        prepare();
        QCOMPARE(find<QLineEdit>("rates")->text(), QStringLiteral("0.01, 0.001, 0.0001"));
        click("train");
        const TrainingRequest& request = m_page->runner().request();
        TrainingSettings expected;
        expected.learningRate = request.settings.learningRate;
        QCOMPARE(toJson(request.settings), toJson(expected));
        QCOMPARE(request.learningRates, (std::vector<double>{0.01, 0.001, 0.0001}));
        QCOMPARE(request.output,
                 std::filesystem::path(m_fixture->directory.filePath(QStringLiteral("test-trained")).toStdString()));
        QVERIFY(waitForEnd());
        QCOMPARE(int(trainer().pairs), 30);
    }

    void adafactorIsNotClipped()
    {
        prepare();
        auto* optimizer = find<QComboBox>("optimizer");
        optimizer->setFocus();
        QTest::keyClick(optimizer, Qt::Key_End);
        QCOMPARE(optimizer->currentText(), QStringLiteral("Adafactor"));
        click("train");
        QVERIFY(m_page->runner().request().settings.optimizer == OptimizerKind::Adafactor);
        QCOMPARE(m_page->runner().request().settings.clip, 0.0);
        QVERIFY(waitForEnd());
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
        QCOMPARE(m_page->curves().validationLoss().curves()[1].points.size(), std::size_t(1));
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
            QCOMPARE(validation.size(), std::size_t(5));
            QCOMPARE(validation[2].y, fakeLoss(rate, 12) + 0.1);
            QCOMPARE(curves.measure().curves()[i].points[4].y, fakeRouge(rate, 5));
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
        const auto& point = view.curves()[0].points[2];
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
        m_page = std::make_unique<FinetunePage>(m_fixture->context, nullptr);
        m_page->show();
        QVERIFY(find<QPushButton>("goOn")->isVisible());
        trainer().holdsAt = 0;
        click("goOn");
        QVERIFY(waitForEnd());
        QCOMPARE(int(trainer().steps), 12);
        QCOMPARE(m_page->runner().request().settings.frozen, std::vector<std::string>{"embedding"});
        QCOMPARE(m_page->curves().validationLoss().curves()[0].points.size(), std::size_t(3)); // with those before
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
    }

    void earlierTrainingsShowTheirCurves()
    {
        prepare();
        train();
        QVERIFY(waitForEnd());
        m_page = std::make_unique<FinetunePage>(m_fixture->context, nullptr); // as after a new start
        m_page->resize(1000, 680);
        m_page->show();
        const TrainingCurves& curves = m_page->curves();
        QCOMPARE(curves.validationLoss().curves().size(), std::size_t(3)); // the newest sweep
        selectRow("fake-lr0.001");
        QCOMPARE(curves.validationLoss().curves().size(), std::size_t(1));
        QCOMPARE(curves.trainingLoss().curves()[0].points.size(), std::size_t(5)); // of epochs
        QCOMPARE(curves.trainingLoss().xAxis->label(), QStringLiteral("epoch"));
        QTest::keyClick(&table(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(curves.measure().curves().size(), std::size_t(3));
    }

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

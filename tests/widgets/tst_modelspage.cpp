// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/delegates/TwoLineDelegate.h"
#include "widgets/pages/models/FoundCheckpointModel.h"
#include "widgets/pages/models/MissingCheckpoints.h"
#include "widgets/pages/models/ModelsPage.h"
#include "widgets/pages/models/ReasonView.h"
#include "widgets/pages/models/RunTableModel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <algorithm>

using namespace sparsight;

class TestModelsPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    QTemporaryDir m_settings;

    std::unique_ptr<ModelsPage> openPage()
    {
        auto page = std::make_unique<ModelsPage>(m_fixture->context, nullptr);
        page->resize(1000, 800);
        page->show();
        return page;
    }

    /// Looks in a folder with one good and one broken checkpoint.
    void look(ModelsPage& page)
    {
        const QDir folder(m_fixture->directory.path());
        QVERIFY(folder.mkpath(QStringLiteral("models/fine")));
        QVERIFY(folder.mkpath(QStringLiteral("models/broken-one")));
        auto* field = page.findChild<QLineEdit*>(QStringLiteral("folder"));
        field->setText(folder.filePath(QStringLiteral("models")));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(rowOf(page, "broken-one") >= 0);
    }

    static int rowOf(ModelsPage& page, const char* name)
    {
        const auto* model = page.findChild<FoundCheckpointModel*>();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row).data().toString() == QLatin1String(name)) return row;
        return -1;
    }

    static QListView* listOf(ModelsPage& page)
    {
        for (auto* list : page.findChildren<QListView*>())
            if (qobject_cast<FoundCheckpointModel*>(list->model())) return list;
        return nullptr;
    }

    static void choose(ModelsPage& page, const char* name)
    {
        auto* list = listOf(page);
        list->setCurrentIndex(list->model()->index(rowOf(page, name), 0));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_settings.path());
    }
    void init() { m_fixture = std::make_unique<PageFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aRefusalIsReadable()
    {
        const auto page = openPage();
        look(*page);
        choose(*page, "broken-one");
        auto* refusal = page->findChild<QLabel*>(QStringLiteral("refusal"));
        QVERIFY(refusal->isVisible());
        QVERIFY(refusal->text().contains(QStringLiteral("d_ff is -3072")));
        QVERIFY(refusal->wordWrap());
        choose(*page, "fine");
        QVERIFY(!refusal->isVisible());
    }

    void loadsACheckpoint()
    {
        const auto page = openPage();
        look(*page);
        choose(*page, "fine");
        QSignalSpy loaded(&m_fixture->jobs, &JobRunner::modelChanged);
        QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("load")), Qt::LeftButton);
        QTRY_COMPARE(loaded.count(), 1);
        bool shown = false;
        for (const auto* label : page->findChildren<QLabel*>())
            shown |= label->text().contains(QStringLiteral("6 encoder and 2 decoder layers"));
        QVERIFY(shown);
    }

    void theListStandsAtWhatIsLoaded()
    {
        const QDir folder(m_fixture->directory.path());
        QVERIFY(folder.mkpath(QStringLiteral("models/later")));
        const auto page = openPage();
        look(*page);
        const auto current = [&page] { return listOf(*page)->currentIndex(); };
        const auto spoken = [](const QModelIndex& row) { return row.data(Qt::AccessibleTextRole).toString(); };
        QCOMPARE(current().data().toString(), QStringLiteral("fine")); // the first that can be loaded
        QVERIFY(!spoken(current()).contains(QStringLiteral("loaded")));
        m_fixture->jobs.loadModel(folder.filePath(QStringLiteral("models/later")), {});
        QTRY_COMPARE(current().data().toString(), QStringLiteral("later"));
        QVERIFY(spoken(current()).contains(QStringLiteral("loaded")));
        QVERIFY(!spoken(current().siblingAtRow(rowOf(*page, "fine"))).contains(QStringLiteral("loaded")));
        choose(*page, "fine");
        QTest::keyClick(page->findChild<QLineEdit*>(QStringLiteral("folder")), Qt::Key_Return); // looks again
        QTRY_COMPARE(current().data().toString(), QStringLiteral("later"));
    }

    void aRefusedLoadTellsItsReason()
    {
        const auto page = openPage();
        look(*page);
        choose(*page, "broken-one");
        QSignalSpy finished(&m_fixture->jobs, &JobRunner::jobFinished);
        QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("load")), Qt::LeftButton);
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(
            page->findChild<QLabel*>(QStringLiteral("refusal"))->text().contains(QStringLiteral("model.safetensors")));
    }

    void asksHowMuchToGenerate()
    {
        m_fixture->openProject(20, {});
        const auto page = openPage();
        m_fixture->loadModel();
        auto* decoder = page->findChild<QComboBox*>(QStringLiteral("decoder"));
        auto* newTokens = page->findChild<QSpinBox*>(QStringLiteral("newTokens"));
        QVERIFY(!newTokens->isVisible());
        decoder->setCurrentIndex(decoder->findData(int(DecoderMode::Generate)));
        QVERIFY(newTokens->isVisible());
        QCOMPARE(newTokens->value(), 64);
        newTokens->setValue(7);
        QTest::keyClicks(page->findChild<QLineEdit*>(QStringLiteral("runName")), QStringLiteral("summaries"));
        QSignalSpy captured(&m_fixture->jobs, &JobRunner::captureFinished);
        QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("capture")), Qt::LeftButton);
        QTRY_COMPARE(captured.count(), 1);
        m_fixture->session.refresh();
        QCOMPARE(m_fixture->session.runs().back().settings.maximumNewTokens, 7);
    }

    void capturesADataSet()
    {
        m_fixture->openProject(100, {});
        const auto page = openPage();
        auto* capture = page->findChild<QPushButton*>(QStringLiteral("capture"));
        QVERIFY(!capture->isEnabled()); // no checkpoint yet
        m_fixture->loadModel();
        QVERIFY(capture->isEnabled());
        auto* layers = page->findChild<QComboBox*>(QStringLiteral("layers"));
        QCOMPARE(layers->currentText(), QStringLiteral("enc6"));
        QTest::mouseClick(layers, Qt::LeftButton);
        auto* menu = page->findChild<QMenu*>();
        QVERIFY(menu->isVisible());
        QTest::mouseClick(menu, Qt::LeftButton, Qt::NoModifier, menu->actionGeometry(menu->actions().at(1)).center());
        QVERIFY(menu->isVisible()); // several can be chosen
        QTest::keyClick(menu, Qt::Key_Escape);
        QCOMPARE(layers->currentText(), QStringLiteral("enc2, enc6"));
        auto* name = page->findChild<QLineEdit*>(QStringLiteral("runName"));
        QTest::keyClicks(name, QStringLiteral("first"));
        QSignalSpy captured(&m_fixture->jobs, &JobRunner::captureFinished);
        QTest::mouseClick(capture, Qt::LeftButton);
        QTRY_COMPARE(captured.count(), 1);
        m_fixture->session.refresh();
        const auto& runs = m_fixture->session.runs();
        QCOMPARE(runs.size(), std::size_t(1));
        QCOMPARE(runs.front().name, std::string("first"));
        QCOMPARE(runs.front().settings.layers.size(), std::size_t(2));
        QVERIFY(runs.front().complete);
    }

    void withoutALayerNothingIsCaptured()
    {
        m_fixture->openProject(10, {});
        const auto page = openPage();
        m_fixture->loadModel();
        page->findChild<QMenu*>()->actions().at(5)->trigger();
        QVERIFY(!page->findChild<QPushButton*>(QStringLiteral("capture"))->isEnabled());
    }

    void aRunThatWasCutOffIsResumed()
    {
        m_fixture->openProject(400, {});
        m_fixture->loadModel();
        CaptureRequest request;
        request.runName = "cut";
        request.dataset = m_fixture->session.datasets().front().id;
        request.settings.layers = {{Stack::Encoder, 6}};
        m_fixture->control->captureDelayMs = 5;
        const quint64 job = m_fixture->jobs.capture(m_fixture->session.file(), request);
        QTRY_VERIFY(m_fixture->control->batches > 12);
        QSignalSpy finished(&m_fixture->jobs, &JobRunner::jobFinished);
        m_fixture->jobs.cancel(job);
        QTRY_COMPARE(finished.count(), 1);
        m_fixture->control->captureDelayMs = 0;
        m_fixture->session.refresh();

        const auto page = openPage();
        auto* resume = page->findChild<QToolButton*>(QStringLiteral("resume"));
        QVERIFY(resume->isEnabled()); // it is at hand
        QVERIFY2(resume->text().contains(QStringLiteral("cut")), qPrintable(resume->text()));
        QVERIFY2(resume->toolTip().contains(QStringLiteral("of 400")), qPrintable(resume->toolTip()));
        QSignalSpy captured(&m_fixture->jobs, &JobRunner::captureFinished);
        QTest::mouseClick(resume, Qt::LeftButton);
        QTRY_COMPARE(captured.count(), 1);
        m_fixture->session.refresh();
        QCOMPARE(m_fixture->session.runs().size(), std::size_t(1));
        QVERIFY(m_fixture->session.runs().front().complete);
        QVERIFY(!resume->isEnabled());
    }

    void aCaptureThatRunsIsNotResumed()
    {
        m_fixture->openProject(400, {});
        m_fixture->loadModel();
        const auto page = openPage();
        m_fixture->control->captureDelayMs = 5;
        QTest::mouseClick(page->findChild<QPushButton*>(QStringLiteral("capture")), Qt::LeftButton);
        const auto& jobs = m_fixture->jobs.jobs();
        QVERIFY2(jobs.front().title.contains(QStringLiteral("fake-sentences")), qPrintable(jobs.front().title));
        QTRY_VERIFY(m_fixture->control->batches > 2);
        m_fixture->session.refresh();
        page->findChild<QTableView*>()->selectRow(0);
        QVERIFY(!page->findChild<QToolButton*>(QStringLiteral("resume"))->isEnabled());
        const auto* remove = page->findChild<QToolButton*>(QStringLiteral("delete"));
        QVERIFY(!remove->isEnabled());
        QVERIFY2(remove->toolTip().contains(QStringLiteral("running")), qPrintable(remove->toolTip()));
        m_fixture->control->captureDelayMs = 0;
        QTRY_VERIFY(!m_fixture->jobs.isCapturing());
        QTRY_VERIFY(remove->isEnabled());
    }

    void aCaptureThatIsThereAlreadyIsNamed()
    {
        m_fixture->openProject(40, {});
        const auto page = openPage();
        m_fixture->loadModel();
        auto* start = page->findChild<QPushButton*>(QStringLiteral("capture"));
        auto* show = page->findChild<QPushButton*>(QStringLiteral("showHeld"));
        const auto captureAgain = [&] {
            QSignalSpy finished(&m_fixture->jobs, &JobRunner::captureFinished);
            QTest::mouseClick(start, Qt::LeftButton);
            QVERIFY(finished.wait());
            m_fixture->session.refresh(); // as the window does
        };
        captureAgain();
        QVERIFY(!show->isVisible());
        captureAgain();
        QCOMPARE(m_fixture->session.runs().size(), std::size_t(1));
        QVERIFY(show->isVisible());
        const QString said = QStringLiteral("The capture “fake-sentences” holds this already.");
        QCOMPARE(m_fixture->jobs.jobs().front().message, said);
        const auto labels = page->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == said; }));
        QTest::mouseClick(show, Qt::LeftButton);
        QCOMPARE(m_fixture->selection.focus().run, std::optional(m_fixture->session.runs().front().id));
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("neurons")});
        page->findChild<QDoubleSpinBox*>()->setValue(0.5); // another plan
        QVERIFY(!show->isVisible());
        page->findChild<QDoubleSpinBox*>()->setValue(0);
        captureAgain();
        QVERIFY(show->isVisible());
        m_fixture->loadModel(); // may be another checkpoint
        QVERIFY(!show->isVisible());
    }

    void theButtonNamesTheCheckpoint()
    {
        m_fixture->openProject(40, {});
        const auto page = openPage();
        const auto* start = page->findChild<QPushButton*>(QStringLiteral("capture"));
        QCOMPARE(start->text(), QStringLiteral("Capture"));
        m_fixture->loadModel();
        QCOMPARE(start->text(), QStringLiteral("Capture with fake"));
    }

    void aJobIsCalledAsItsRun()
    {
        m_fixture->openProject(40, {});
        m_fixture->loadModel();
        CaptureRequest request{.dataset = m_fixture->session.datasets().front().id};
        for (const LayerId layer : {LayerId{Stack::Encoder, 6}, LayerId{Stack::Encoder, 2}}) {
            QSignalSpy finished(&m_fixture->jobs, &JobRunner::captureFinished);
            request.settings.layers = {layer};
            m_fixture->jobs.capture(m_fixture->session.file(), request, QStringLiteral("fake-sentences"));
            QVERIFY(finished.wait());
        }
        QCOMPARE(m_fixture->jobs.jobs()[0].title, QStringLiteral("Capture “fake-sentences-2”"));
        QCOMPARE(m_fixture->jobs.jobs()[1].title, QStringLiteral("Capture “fake-sentences”"));
    }

    void aCaptureIsDeletedOnlyOnPurpose()
    {
        m_fixture->openProject(70, {QStringLiteral("base")});
        const auto page = openPage();
        page->findChild<QTableView*>()->selectRow(0);
        QTest::mouseClick(page->findChild<QToolButton*>(QStringLiteral("delete")), Qt::LeftButton);
        const QPointer<QMessageBox> box = page->findChild<QMessageBox*>();
        QVERIFY(box);
        QTest::keyClick(box.data(), Qt::Key_Return);
        QTRY_VERIFY(!box);
        QCOMPARE(m_fixture->session.runs().size(), std::size_t(1));
    }

    void withoutAProjectItSaysWhereCapturesAreKept()
    {
        const auto page = openPage();
        const auto said = [&](const QString& words) {
            const auto labels = page->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
                return label->isVisible() && label->text().contains(words);
            });
        };
        QVERIFY(said(QStringLiteral("Captures are kept in a project")));
        m_fixture->openProject(10, {});
        QVERIFY(said(QStringLiteral("This project has none yet")));
    }

    void aLongRefusalLeavesRoomForTheList()
    {
        const auto page = openPage();
        look(*page);
        choose(*page, "broken-one");
        const QString folder = m_fixture->directory.filePath(QStringLiteral("models/broken-one"));
        page->findChild<FoundCheckpointModel*>()->setRefusal(
            folder, QStringLiteral("The weights do not fit: encoder.block.0.layer.1.wi is wrong. ").repeated(60));
        choose(*page, "fine");
        choose(*page, "broken-one");
        const auto* list = listOf(*page);
        const auto* view = page->findChild<ReasonView*>();
        QVERIFY(view->isVisible());
        QTRY_VERIFY2(list->height() > 300, qPrintable(QString::number(list->height())));
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0); // the rest can be read
        QVERIFY(list->viewport()->rect().contains(list->visualRect(list->currentIndex())));
    }

    void aRunIsRenamedInPlace()
    {
        m_fixture->openProject(70, {QStringLiteral("base"), QStringLiteral("other")});
        RunTableModel model(m_fixture->session);
        const QAbstractItemModelTester tester(&model);
        const int row = model.index(0, 0).data().toString() == QLatin1String("base") ? 0 : 1;
        QSignalSpy refused(&model, &RunTableModel::refused);
        QVERIFY(model.setData(model.index(row, 0), QStringLiteral("renamed"), Qt::EditRole));
        QTRY_COMPARE(model.index(row, 0).data().toString(), QStringLiteral("renamed"));
        QVERIFY(!model.setData(model.index(row, 0), QStringLiteral("other"), Qt::EditRole)); // taken
        QCOMPARE(refused.count(), 1);
    }

    void aRunSaysWhatItIsOf()
    {
        m_fixture->openProject(70, {QStringLiteral("base")});
        const RunTableModel model(m_fixture->session);
        const auto at = [&model](int column, int role) { return model.index(0, column).data(role).toString(); };
        const QString facts = at(RunTableModel::Name, TwoLineDelegate::SecondLineRole);
        for (const QString& part : {QStringLiteral("fake"), QStringLiteral("enc6"), QStringLiteral("max")})
            QVERIFY2(facts.contains(part), qPrintable(facts));
        QVERIFY(at(RunTableModel::Name, Qt::ToolTipRole).contains(facts)); // it may be cut
        QCOMPARE(at(RunTableModel::Sentences, Qt::DisplayRole), QStringLiteral("70"));
        QCOMPARE(at(RunTableModel::Sentences, TwoLineDelegate::SecondLineRole), QString()); // all of them
        QVERIFY(at(RunTableModel::Stored, TwoLineDelegate::SecondLineRole).endsWith(QStringLiteral(" values")));
    }

    void foundCheckpointsListTheRefusedLast()
    {
        FoundCheckpointModel model;
        const QAbstractItemModelTester tester(&model);
        FoundCheckpoint bad, good;
        bad.name = "bad";
        bad.directory = "/m/bad";
        bad.refusal = "config.json is missing.";
        good.name = "good";
        good.family = "t5";
        model.setCheckpoints({bad, good});
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("good"));
        const QModelIndex refused = model.index(1);
        model.setRefusal(QStringLiteral("/m/bad"), QStringLiteral("/m/bad/config.json holds <nothing>."));
        QCOMPARE(refused.data(TwoLineDelegate::SecondLineRole).toString(),
                 QStringLiteral("config.json holds <nothing>."));
        QVERIFY(refused.data(Qt::ToolTipRole).toString().contains(QStringLiteral("/m/bad<br>config.json holds &lt;")));
        model.setRefusal(QStringLiteral("/m/bad"), {});
        QVERIFY(model.at(model.index(1))->refusal.empty());
        QVERIFY(!model.at(QModelIndex()));
    }

    void aCheckpointThatWasMovedIsFoundAgain()
    {
        m_fixture->openProject(20, {QStringLiteral("base")});
        const auto page = openPage();
        auto* missing = page->findChild<MissingCheckpoints*>();
        QVERIFY(missing->isVisible()); // tests capture with a folder that never was
        QVERIFY(missing->findChild<QPushButton*>(QStringLiteral("newFolder"))->isEnabled());
        const CheckpointInfo checkpoint = m_fixture->session.checkpoints().front();
        const QDir folder(m_fixture->directory.path());
        QVERIFY(folder.mkpath(QStringLiteral("moved/fake")) && folder.mkpath(QStringLiteral("moved/other")));
        missing->point(checkpoint, folder.filePath(QStringLiteral("moved/other")));
        QTRY_VERIFY2(missing->problemText().contains(QStringLiteral("holds another checkpoint")),
                     qPrintable(missing->problemText()));
        QCOMPARE(m_fixture->session.checkpoints().front().path, checkpoint.path);
        missing->point(checkpoint, folder.filePath(QStringLiteral("moved/fake")));
        QTRY_VERIFY(!missing->isVisible());
        QCOMPARE(m_fixture->session.checkpoints().size(), std::size_t(1));
        QCOMPARE(QString::fromStdString(m_fixture->session.checkpoints().front().path),
                 folder.filePath(QStringLiteral("moved/fake")));
        QTRY_VERIFY(m_fixture->jobs.isIdle());
    }
};

QTEST_MAIN(TestModelsPage)
#include "tst_modelspage.moc"

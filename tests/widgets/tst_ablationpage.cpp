// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/training/TrainingSettings.h"
#include "widgets/inspector/Inspector.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/ablation/AblationForm.h"
#include "widgets/pages/ablation/AblationPage.h"
#include "widgets/pages/ablation/ChangedNeuronModel.h"
#include "widgets/pages/ablation/DatasetAblation.h"
#include "widgets/pages/ablation/MarkedText.h"
#include "widgets/pages/ablation/RougeChangeModel.h"
#include "widgets/pages/ablation/SentenceAblation.h"
#include "widgets/pages/neurons/WritesPanel.h"
#include "widgets/pages/neurons/WritingModel.h"
#include "widgets/views/CheckpointPicker.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/LayerStrip.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <memory>

using namespace sparsight;

/// The Ablation page with a fake engine, held against ablate() itself.
class TestAblationPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<AblationPage> m_page;

    SentenceAblation& sentence() const { return m_page->sentence(); }
    DatasetAblation& dataset() const { return m_page->dataset(); }
    AblationForm& form() const { return m_page->form(); }
    void type(QWidget& field, const QString& text) const
    {
        field.setFocus();
        QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&field, text);
    }
    void click(QAbstractButton& button) const { QTest::mouseClick(&button, Qt::LeftButton); }
    void compare(const QString& neurons = QStringLiteral("enc2/17, dec1/3"),
                 const QString& text = QStringLiteral("The light measures"))
    {
        type(form().names(), neurons);
        type(sentence().sentence(), text);
        click(sentence().button());
        QTRY_VERIFY(!sentence().isComputing());
    }
    /// With a data set of pairs beside the sentences.
    void openProjectWithPairs()
    {
        m_fixture->openProject(60, {QStringLiteral("base")});
        m_fixture->session.project().importDataset("pairs", "test", [](const Project::SentenceSink& sink) {
            for (int i = 0; i < 12; ++i) {
                const std::string number = std::to_string(i);
                sink({"text " + number, "", "", i % 2 == 0 ? "about text " + number : "without text " + number});
            }
            return 0U;
        });
        m_fixture->session.refresh();
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<AblationPage>(m_fixture->context, nullptr);
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void withoutACheckpointItSaysWhatIsMissing()
    {
        QVERIFY(m_page->isEmpty());
        for (QPushButton* button : m_page->findChildren<QPushButton*>()) {
            if (button->isVisible()) click(*button);
        }
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("models")});
        m_fixture->loadModel();
        QVERIFY(!m_page->isEmpty());
        QVERIFY(m_page->findChild<QLabel*>(QStringLiteral("meaning"))->text().contains(QLatin1String("cause")));
    }

    void comparesASentence()
    {
        m_fixture->loadModel();
        QVERIFY(!sentence().button().isEnabled());
        compare();
        const auto result = sentence().result();
        QVERIFY(result);
        const auto control = std::make_shared<FakeEngineControl>();
        const auto engine = fakeEngineServices(control).load("base", {}, {}, {});
        AblationRequest request{.text = "The light measures"};
        request.interventions = {{{Stack::Encoder, 2}, NeuronId(17), 0}, {{Stack::Decoder, 1}, NeuronId(3), 0}};
        const Ablation wanted = ablate(*engine, request);
        QCOMPARE(result->neurons.size(), wanted.neurons.size());
        QVERIFY(!wanted.neurons.empty());
        QCOMPARE(sentence().table().proxy().rowCount(), int(wanted.neurons.size()));
        QCOMPARE(result->after.sum, wanted.after.sum);
        QVERIFY(sentence().probabilityText().contains(QLatin1String("log p")));
        QVERIFY(sentence().probabilityText().contains(QStringLiteral("−")));
        QCOMPARE(result->changedNeurons, wanted.changedNeurons);
        QVERIFY(result->changedNeurons >= result->neurons.size());
        QVERIFY(m_page->findChild<QLabel*>(QStringLiteral("ablation.count"))
                    ->text()
                    .contains(QStringLiteral("%L1 neurons of later layers change").arg(wanted.changedNeurons)));
        const QString tip =
            sentence().table().proxy().index(0, ChangedNeuronModel::Change).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QLatin1String("after")) && tip.contains(QLatin1String("fake")), qPrintable(tip));
        QVERIFY(sentence().before().toPlainText().startsWith(QLatin1String("about")));
        QVERIFY(sentence().before().words().front().changed);
        QVERIFY(sentence().after().words().front().changed);
        QVERIFY(!sentence().after().words().back().changed);
        QCOMPARE(m_fixture->control->liveRuns.load(), 0); // nothing enters the live view
    }

    void theLayersAreCopiedAsAFigureWithWhatTheyWereMadeWith()
    {
        m_fixture->loadModel();
        compare();
        QVERIFY(sentence().strip().full() > 0);
        const QRect first = sentence().strip().layerRect({Stack::Encoder, 1});
        QVERIFY(first.left() > 0); // the scale stands before it
        auto* button = m_page->findChild<QToolButton*>(QStringLiteral("ablation.figure"));
        click(*button);
        auto* menu = button->findChild<QMenu*>();
        QVERIFY(menu);
        menu->actions().constFirst()->trigger();
        menu->close();
        const QByteArray svg = QGuiApplication::clipboard()->mimeData()->data(QStringLiteral("image/svg+xml"));
        QVERIFY(svg.contains("enc2/17, dec1/3 switched off"));
        QVERIFY(svg.contains("The light measures"));
        QVERIFY(svg.contains("norm of"));
    }

    void anotherCheckpointOfTheProjectCanBeChosen()
    {
        m_fixture->openProject(30, {QStringLiteral("base")});
        m_fixture->loadModel();
        CheckpointInfo tuned;
        tuned.name = "tuned";
        tuned.path = "/models/tuned";
        tuned.weightsSha256 = fakeWeightsSha256("tuned");
        m_fixture->session.project().putCheckpoint(tuned);
        m_fixture->session.refresh();
        auto* picker = form().findChild<CheckpointPicker*>();
        const int at = picker->findText(QStringLiteral("tuned"));
        QVERIFY(at > 0);
        Q_EMIT picker->activated(at);
        QTRY_COMPARE(m_fixture->jobs.model()->name, std::string("tuned"));
        QCOMPARE(picker->currentText(), QStringLiteral("tuned"));
    }

    void anExampleIsOffered()
    {
        m_fixture->loadModel();
        auto* example = m_page->findChild<QPushButton*>(QStringLiteral("example"));
        QVERIFY(example->isVisible());
        click(*example);
        QTRY_VERIFY(sentence().result());
        QCOMPARE(form().names().text(), QStringLiteral("enc6/0"));
        QVERIFY(!sentence().sentence().toPlainText().isEmpty());
        QVERIFY(!example->isVisible());
    }

    void returnComparesToo()
    {
        m_fixture->loadModel();
        type(sentence().sentence(), QStringLiteral("The light"));
        type(form().names(), QStringLiteral("enc1/1"));
        QTest::keyClick(&form().names(), Qt::Key_Return);
        QTRY_VERIFY(sentence().result());
    }

    void theDecoderTextIsUsed()
    {
        m_fixture->loadModel();
        type(sentence().decoderText(), QStringLiteral("a green river"));
        compare();
        QVERIFY(!sentence().result()->ofWritten);
        QCOMPARE(sentence().result()->before.tokens.size(), std::size_t(4)); // with </s>
        QVERIFY(sentence().probabilityText().startsWith(QLatin1String("The decoder text")));
    }

    void complaints_data()
    {
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("part");
        QTest::newRow("fine") << "enc1/1, dec2/5"
                              << "";
        QTest::newRow("no layer") << "17"
                                  << "named by its layer";
        QTest::newRow("not there") << "enc9/1"
                                   << "has no neuron enc9/1";
        QTest::newRow("number too high") << "enc1/192"
                                         << "has no neuron enc1/192";
    }
    void complaints()
    {
        QFETCH(QString, names);
        QFETCH(QString, part);
        m_fixture->loadModel();
        type(sentence().sentence(), QStringLiteral("The light"));
        type(form().names(), names);
        QCOMPARE(form().complaint().isEmpty(), part.isEmpty());
        QVERIFY2(form().complaint().contains(part), qPrintable(form().complaint()));
        QCOMPARE(sentence().button().isEnabled(), part.isEmpty());
    }

    void valueAndMean()
    {
        m_fixture->loadModel();
        type(form().names(), QStringLiteral("enc6/3"));
        QVERIFY(!form().value().isVisible());
        form().level().setCurrentIndex(2);
        QVERIFY(form().value().isVisible());
        form().value().setValue(2.5);
        QCOMPARE(form().choice()->level.value, 2.5F);
        form().level().setCurrentIndex(1);
        QVERIFY(form().complaint().contains(QLatin1String("captured run")));
        m_fixture->openProject(60, {QStringLiteral("base")});
        m_fixture->loadModel();
        QVERIFY2(form().complaint().isEmpty(), qPrintable(form().complaint()));
        compare(QStringLiteral("enc5/3"));
        QVERIFY2(sentence().noticeText().contains(QLatin1String("has not captured enc5")),
                 qPrintable(sentence().noticeText()));
        compare(QStringLiteral("enc4/3, enc6/3").section(QLatin1String(", "), 1));
        QVERIFY(sentence().result());
    }

    void neuronsComeFromSelectionPinsAndLists()
    {
        m_fixture->openProject(30, {QStringLiteral("base")});
        m_fixture->loadModel();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(7));
        m_fixture->pins.toggle(NeuronName{{Stack::Encoder, 2}, NeuronId(9)});
        const NeuronName listed{{Stack::Decoder, 1}, NeuronId(4)};
        m_fixture->book.addToList(QStringLiteral("mine"), std::span(&listed, 1));
        form().names().clear();
        QMenu menu;
        form().fillMenu(menu);
        for (QAction* action : menu.actions()) {
            if (!action->isSeparator()) action->trigger();
        }
        QCOMPARE(form().names().text(), QStringLiteral("enc6/7, enc2/9, dec1/4"));
    }

    void othersAskForIt()
    {
        m_fixture->openProject(30, {QStringLiteral("base")});
        m_fixture->loadModel();
        Inspector inspector(m_fixture->context, nullptr);
        inspector.resize(300, 600);
        inspector.show();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(11));
        click(*inspector.findChild<QToolButton*>(QStringLiteral("switchOff")));
        QCOMPARE(form().names().text(), QStringLiteral("enc6/11"));
        const AblationPage later(m_fixture->context, nullptr); // a page is made when it is first shown
        QCOMPARE(later.form().names().text(), QStringLiteral("enc6/11"));
    }

    void theLiveSentenceIsTaken()
    {
        m_fixture->loadModel();
        m_page->hide();
        m_fixture->selection.setText(QStringLiteral("What is looked at"));
        m_page->show();
        QCOMPARE(sentence().sentence().toPlainText(), QStringLiteral("What is looked at"));
        type(sentence().sentence(), QStringLiteral("another"));
        m_page->hide();
        m_page->show();
        QCOMPARE(sentence().sentence().toPlainText(), QStringLiteral("another"));
    }

    void aLayerShowsItsOwnNeurons()
    {
        m_fixture->loadModel();
        compare();
        const int all = sentence().table().proxy().rowCount();
        LayerStrip& strip = sentence().strip();
        const LayerId layer{Stack::Encoder, 4};
        const QPoint place = strip.layerRect(layer).center();
        QTest::mouseClick(&strip, Qt::LeftButton, {}, place);
        const TableProxyModel& rows = sentence().table().proxy();
        QVERIFY(rows.rowCount() > 0 && rows.rowCount() < all);
        for (int row = 0; row < rows.rowCount(); ++row)
            QVERIFY(rows.index(row, 0).data().toString().startsWith(QLatin1String("enc4/")));
        QTest::mouseClick(&strip, Qt::LeftButton, {}, place);
        QCOMPARE(rows.rowCount(), all);
    }

    void aRowSelectsItsNeuron()
    {
        m_fixture->loadModel();
        compare();
        sentence().table().selectRow(2);
        const ChangedNeuron& neuron = sentence().result()->neurons[2];
        QCOMPARE(m_fixture->selection.focus().layer, neuron.layer);
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(neuron.neuron));
    }

    void stopsAndFailsInASentence()
    {
        m_fixture->loadModel();
        m_fixture->control->liveDelayMs = 5000;
        type(form().names(), QStringLiteral("enc1/1"));
        type(sentence().sentence(), QStringLiteral("The light"));
        click(sentence().button());
        QVERIFY(sentence().isComputing());
        QCOMPARE(sentence().button().text(), QStringLiteral("Stop"));
        click(sentence().button());
        QVERIFY(!sentence().isComputing());
        QTRY_VERIFY(m_fixture->jobs.isIdle());
        QVERIFY(!sentence().result());
        m_fixture->control->liveDelayMs = 0;
        compare();
        QVERIFY(sentence().result());
    }

    void measuresRougeOverADataSet()
    {
        openProjectWithPairs();
        m_fixture->loadModel();
        m_page->tabs().setCurrentIndex(1);
        QCOMPARE(dataset().dataset().count(), 1); // the one with targets
        QVERIFY(!dataset().button().isEnabled());
        type(form().names(), QStringLiteral("enc6/3, enc6/4"));
        dataset().controls().setValue(2);
        click(dataset().button());
        QVERIFY(dataset().isComputing());
        QTRY_VERIFY(!dataset().isComputing());
        QVERIFY2(dataset().result(), qPrintable(dataset().noteText()));
        const RougeAblation& result = *dataset().result();
        QCOMPARE(result.before.pairs, std::uint64_t(12));
        QCOMPARE(result.switched.differ, std::uint64_t(12));
        QCOMPARE(result.controls.size(), std::size_t(2));
        TableProxyModel& rows = dataset().table().proxy();
        const QAbstractItemModelTester tester(rows.sourceModel(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(rows.rowCount(), 4);
        QCOMPARE(rows.columnCount(), 6);
        const double change = rows.index(0, RougeChangeModel::Change).data(ValueRole).toDouble();
        QCOMPARE(change, result.switched.change.mean.rouge1.fmeasure);
        QVERIFY(dataset().noteText().contains(QLatin1String("not the same as before: 12 of 12")));
        QVERIFY(dataset().noteText().contains(QLatin1String("Control 2")));
        const QString tip = rows.index(0, RougeChangeModel::Change).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QLatin1String("n = 12 pairs")) && tip.contains(QLatin1String("pairs.")), qPrintable(tip));
    }

    void aTrainedCheckpointKeepsItsPrefix()
    {
        m_fixture->openProject(30, {QStringLiteral("base")});
        m_fixture->loadModel();
        QVERIFY(dataset().prefix().text().isEmpty());
        const CheckpointId checkpoint = m_fixture->session.checkpoints().front().id;
        TrainingSettings settings;
        settings.sourcePrefix = "sum up: ";
        m_fixture->session.project().putTraining({.checkpoint = checkpoint,
                                                  .parent = checkpoint,
                                                  .dataset = "pairs",
                                                  .learningRate = 0.1,
                                                  .settings = toJson(settings),
                                                  .history = "[]",
                                                  .end = "finished"});
        m_fixture->session.refresh();
        m_fixture->loadModel();
        QCOMPARE(dataset().prefix().text(), QStringLiteral("sum up: "));
    }

    void aDataSetJobIsCancelled()
    {
        openProjectWithPairs();
        m_fixture->loadModel();
        m_page->tabs().setCurrentIndex(1);
        type(form().names(), QStringLiteral("enc6/3"));
        m_fixture->control->captureDelayMs = 300;
        click(dataset().button());
        QTRY_VERIFY(!m_fixture->jobs.jobs().empty());
        QTRY_COMPARE(m_fixture->jobs.jobs().front().phase, JobState::Phase::Running);
        click(dataset().button());
        QTRY_COMPARE(m_fixture->jobs.jobs().front().phase, JobState::Phase::Cancelled);
        QVERIFY(!dataset().isComputing());
        QVERIFY(!dataset().result());
    }

    void aDataSetJobIsCancelledWhereJobsAreListed()
    {
        openProjectWithPairs();
        m_fixture->loadModel();
        m_page->tabs().setCurrentIndex(1);
        type(form().names(), QStringLiteral("enc6/3"));
        m_fixture->control->captureDelayMs = 300;
        click(dataset().button());
        QTRY_COMPARE(m_fixture->jobs.jobs().front().phase, JobState::Phase::Running);
        m_fixture->jobs.cancel(m_fixture->jobs.jobs().front().id);
        QTRY_VERIFY(!dataset().isComputing());
        QCOMPARE(dataset().button().text(), QStringLiteral("Measure ROUGE"));
        QCOMPARE(dataset().noteText(), QStringLiteral("Cancelled."));
        m_fixture->control->captureDelayMs = 0;
        click(dataset().button());
        QTRY_VERIFY(!dataset().isComputing());
        QVERIFY(dataset().result());
    }

    void withoutPairsItSaysSo()
    {
        m_fixture->openProject(30, {QStringLiteral("base")});
        m_fixture->loadModel();
        type(form().names(), QStringLiteral("enc6/3"));
        m_page->tabs().setCurrentIndex(1);
        QVERIFY(!dataset().button().isEnabled());
        QVERIFY(dataset().noteText().contains(QLatin1String("import a data set of pairs")));
    }

    void anotherCheckpointClearsTheResult()
    {
        m_fixture->loadModel();
        compare();
        QVERIFY(sentence().result());
        m_fixture->loadModel();
        QVERIFY(!sentence().result());
    }

    void changedNeuronsModel()
    {
        m_fixture->loadModel();
        ChangedNeuronModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        compare();
        model.setAblation(sentence().result());
        QVERIFY(model.rowCount() > 0);
        QCOMPARE(model.index(0, ChangedNeuronModel::Change).data(ValueRole).toDouble(),
                 double(sentence().result()->neurons[0].change()));
        model.setAblation(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void wordsThatChanged_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("marks"); // of each text, x where changed
        QTest::newRow("same") << "a b c"
                              << "a b c"
                              << "... ...";
        QTest::newRow("one replaced") << "a b c"
                                      << "a x c"
                                      << ".x. .x.";
        QTest::newRow("one gone") << "a b c"
                                  << "a c"
                                  << ".x. ..";
        QTest::newRow("moved") << "a b c d"
                               << "b c d a"
                               << "x... ...x";
        QTest::newRow("empty") << ""
                               << "a  b"
                               << " xx";
    }
    void wordsThatChanged()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, marks);
        const auto marksOf = [](const std::vector<MarkedWord>& words) {
            QString text;
            for (const MarkedWord& word : words)
                text += word.changed ? QLatin1Char('x') : QLatin1Char('.');
            return text;
        };
        const auto [a, b] = changedWords(before, after);
        QCOMPARE(marksOf(a) + QLatin1Char(' ') + marksOf(b), marks);
    }

    void markupStaysText()
    {
        MarkedText text(MarkedText::Mark::New, QStringLiteral("text"));
        text.setWords({{QStringLiteral("<b>bold</b>"), true}, {QStringLiteral("&amp;"), false}});
        QCOMPARE(text.toPlainText(), QStringLiteral("<b>bold</b> &amp;"));
    }

    void whatANeuronWrites()
    {
        WritesPanel panel(m_fixture->context);
        panel.show();
        m_fixture->selection.selectNeuron({Stack::Encoder, 6}, NeuronId(5));
        QVERIFY(panel.noteText().contains(QLatin1String("Load the checkpoint")));
        m_fixture->loadModel();
        QTRY_COMPARE(panel.pieceAt(0, true), QStringLiteral("▁piece5_0"));
        QVERIFY(panel.noteText().contains(QLatin1String("no head")));
        m_fixture->selection.selectNeuron({Stack::Decoder, 2}, NeuronId(6));
        QTRY_COMPARE(panel.pieceAt(1, false), QStringLiteral("▁piece6_1_low"));
        QVERIFY(panel.noteText().isEmpty());
        QCOMPARE(panel.table().proxy().rowCount(), panel.count().value());
        panel.count().setValue(3);
        QTRY_COMPARE(panel.table().proxy().rowCount(), 3);
        QCOMPARE(panel.table().csv().section(QStringLiteral("\r\n"), 0, 1),
                 QStringLiteral("rank,more likely,score,less likely,score\r\n1,▁piece6_0,5,▁piece6_0_low,-5"));
        const QString tip = panel.table().proxy().index(0, WritingModel::TopScore).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.contains(QLatin1String("standard deviation")) && tip.contains(QLatin1String("/models/")),
                 qPrintable(tip));
    }
};

QTEST_MAIN(TestAblationPage)
#include "tst_ablationpage.moc"

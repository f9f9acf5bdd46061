// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/analysis/compare/CarryOver.h"
#include "core/analysis/compare/ChangeTable.h"
#include "core/analysis/compare/RunDensity.h"
#include "core/analysis/compare/SampleComparison.h"
#include "widgets/models/ChangeCell.h"
#include "widgets/models/TableRoles.h"
#include "widgets/models/TableText.h"
#include "widgets/pages/compare/ChangeTableModel.h"
#include "widgets/pages/compare/ComparePage.h"
#include "widgets/pages/compare/ComparisonBar.h"
#include "widgets/pages/compare/LayerTableModel.h"
#include "widgets/pages/compare/LayersTab.h"
#include "widgets/pages/compare/MatchTableModel.h"
#include "widgets/pages/compare/MovedTab.h"
#include "widgets/pages/compare/NeuronsTab.h"
#include "widgets/pages/compare/RunFactsModel.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/ScatterLegend.h"
#include "widgets/views/ScatterView.h"

#include <QAbstractItemModelTester>
#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <memory>

using namespace sparsight;

/// The Compare page and its tabs of stored runs, held against the analysis itself.
class TestComparePage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<ComparePage> m_page;

    const ComparisonBar& bar() const { return m_page->bar(); }
    LayersTab& layers() const { return *m_page->findChild<LayersTab*>(); }
    QComboBox& combo(const char* name) const { return *m_page->findChild<QComboBox*>(QLatin1String(name)); }
    QStringList runs() const
    {
        QStringList names;
        for (const RunInfo& run : bar().choice().runs)
            names << QString::fromStdString(run.name);
        return names;
    }
    NeuronsTab& neurons() const { return *m_page->findChild<NeuronsTab*>(); }
    MovedTab& moved() const { return *m_page->findChild<MovedTab*>(); }
    ChangeTableModel& changes() const { return neurons().model(); }

    /// A run of another checkpoint beside "base": see FakeEngine.
    void openTuned()
    {
        const QString file = m_fixture->directory.filePath(QStringLiteral("tuned.sparsight"));
        makeTestProject(file.toStdString(), 300);
        captureTestRun(file.toStdString(), "base");
        captureTestRun(file.toStdString(), "tuned", "/models/tuned");
        m_fixture->session.open(file, Project::Mode::ReadWrite);
        openTab(&neurons());
        QTRY_VERIFY(changes().pair() && !neurons().isComputing());
    }
    RunComparison expected(const char* topic) const
    {
        const Project& project = m_fixture->session.project();
        const auto& runs = m_fixture->session.runs();
        const TopicLabels labels = labelSentences(project, runs[0].dataset, project.topic(topic));
        return compareRuns(project, {runs[0], runs[1]}, {Stack::Encoder, 6}, std::array{labels, labels}, {});
    }
    /// The column's own number: what else is exported with it comes behind it.
    QVariant exported(int row, int column) const
    {
        const PairColumn& its = changes().columnAt(column);
        if (its.is("kt_change_low") || its.is("kt_change_high"))
            return changes()
                .index(row, changes().columnOf("kt_change"))
                .data(ExportRole)
                .toList()
                .value(its.is("kt_change_low") ? 1 : 2);
        const QVariant all = changes().index(row, column).data(ExportRole);
        return all.typeId() == QMetaType::QVariantList ? all.toList().value(0) : all;
    }
    int rowOf(NeuronId neuron) const
    {
        const auto& order = changes().pair()->order;
        return int(std::ranges::find(order, neuron) - order.begin());
    }
    void choose(QComboBox& combo, const char* id)
    {
        combo.setCurrentIndex(combo.findData(QLatin1String(id)));
        QVERIFY(combo.currentIndex() >= 0);
        Q_EMIT combo.activated(combo.currentIndex());
    }
    void click(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }

    void openTab(QWidget* tab)
    {
        for (int i = 0; i < m_page->tabs().count() && !tab->isVisible(); ++i)
            QTest::mouseClick(&m_page->tabs(), Qt::LeftButton, {}, m_page->tabs().tabRect(i).center());
        QVERIFY(tab->isVisible());
    }
    void openProject(const QStringList& runs = {QStringLiteral("base"), QStringLiteral("tuned")})
    {
        m_fixture->openProject(300, runs);
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<ComparePage>(m_fixture->context, nullptr);
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void whatIsMissingHasARemedy_data()
    {
        QTest::addColumn<QStringList>("captured");
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("canTrain");
        QTest::newRow("no project") << QStringList() << "welcome" << false;
        QTest::newRow("one run") << QStringList{QStringLiteral("base")} << "models" << true;
    }
    void whatIsMissingHasARemedy()
    {
        QFETCH(QStringList, captured);
        QFETCH(QString, page);
        QFETCH(bool, canTrain);
        if (!captured.isEmpty()) openProject(captured);
        m_page->tabs().setCurrentIndex(m_page->tabs().count() - 1); // one of stored runs
        const auto remedies = m_page->findChildren<QPushButton*>(QStringLiteral("remedy"));
        QPushButton* remedy = nullptr;
        for (QPushButton* button : remedies) {
            if (button->isVisible()) remedy = button;
        }
        QVERIFY(remedy);
        QTest::mouseClick(remedy, Qt::LeftButton);
        QCOMPARE(m_fixture->shownPages, QStringList{page});
        for (QPushButton* button : m_page->findChildren<QPushButton*>()) {
            if (button == remedy || !button->isVisible()) continue;
            QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(m_fixture->shownPages.contains(QStringLiteral("finetune")), canTrain);
    }

    void whatWasTrainedFromTheOneRunIsCapturedLikeIt()
    {
        m_page->tabs().setCurrentIndex(1); // the neurons
        openProject({QStringLiteral("base")});
        // The tab of sentences has examples of its own.
        auto* sweep = m_page->findChildren<QPushButton*>(QStringLiteral("example")).constLast();
        QVERIFY(!sweep->isVisible()); // nothing was trained yet
        Project& project = m_fixture->session.project();
        CheckpointInfo tuned = m_fixture->session.checkpoints().front();
        const CheckpointId parent = tuned.id;
        tuned.name = "tuned";
        tuned.path = "/models/tuned";
        tuned.weightsSha256 = fakeWeightsSha256("tuned");
        TrainingInfo training;
        training.checkpoint = project.putCheckpoint(tuned);
        training.parent = parent;
        training.dataset = "sentences";
        training.learningRate = 0.01;
        training.settings = "{}";
        training.history = "[]";
        training.end = "finished";
        project.putTraining(training);
        m_fixture->session.refresh();
        QVERIFY(sweep->isVisible());
        click(sweep);
        QTRY_COMPARE(runs().size(), 2);
        QTRY_VERIFY(changes().pair());
        QCOMPARE(ChangeCounts(changes().pair()->changes).died, 1U);
    }

    void aRunSwitchedOffLeavesOneAndSaysSo()
    {
        openProject();
        openTab(&layers());
        m_page->findChild<QMenu*>()->actions().at(1)->trigger();
        QVERIFY(!layers().isVisible());
        m_page->findChild<QMenu*>()->actions().at(1)->trigger();
        QVERIFY(layers().isVisible());
    }

    void theReferenceComesFirst()
    {
        openProject({QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")});
        combo("reference").setFocus();
        QTest::keyClick(&combo("reference"), Qt::Key_Down);
        QCOMPARE(runs(), (QStringList{QStringLiteral("one"), QStringLiteral("base"), QStringLiteral("two")}));
        QCOMPARE(bar().choice().pair()[1].name, std::string("base"));
        combo("other").setCurrentText(QStringLiteral("two"));
        QCOMPARE(bar().choice().pair()[1].name, std::string("two"));
        m_page->bar().swap();
        QCOMPARE(bar().choice().pair()[0].name, std::string("two"));
        QCOMPARE(bar().choice().pair()[1].name, std::string("one"));
    }

    void layersHaveTheDensitiesOfTheAnalysis()
    {
        openProject();
        openTab(&layers());
        QTRY_VERIFY(layers().isVisible() && !layers().isComputing());
        const LayerTableModel& model = layers().model();
        QAbstractItemModelTester tester(const_cast<LayerTableModel*>(&model),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1);
        for (std::size_t run = 0; run < 2; ++run) {
            const auto wanted =
                runDensities(m_fixture->session.project(), m_fixture->session.runs()[run]).front().density;
            QVERIFY(wanted && *wanted > 0);
            QCOMPARE(model.index(0, LayerTableModel::columnOf(run)).data(ExportRole).toDouble(), *wanted);
        }
        QCOMPARE(model.index(0, LayerTableModel::changeColumnOf(1)).data(ExportRole).toDouble(), 0.0); // one engine
        QCOMPARE(layers().curves().curves().size(), std::size_t(2));
        // Shares: from 0, and the chart reads out what the table says.
        QCOMPARE(layers().curves().yAxis->range().lower, 0.0);
        QVERIFY(!layers().curves().yAxis->label().isEmpty());
        QCOMPARE(layers().curves().curves().front().points.front().text,
                 model.index(0, LayerTableModel::columnOf(0)).data().toString());
        QCOMPARE(layers().facts().rowCount(), 2);
    }

    void theRunsAreThoseOfTheOtherPages()
    {
        openProject({QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")});
        QCOMPARE(runs(), (QStringList{QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")}));
        m_page->findChild<QMenu*>()->actions().at(1)->trigger();
        QCOMPARE(runs(), (QStringList{QStringLiteral("base"), QStringLiteral("two")}));
        QCOMPARE(m_fixture->compared.choice(m_fixture->session.runs()[1].id), std::optional(false));
    }

    void changesAreThoseOfTheAnalysis()
    {
        openTuned();
        QAbstractItemModelTester tester(&changes(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const RunComparison wanted = expected(changes().pair()->topic.toUtf8().constData());
        QCOMPARE(changes().rowCount(), 192);
        const std::vector<NeuronId> order = neuronsByChange(wanted);
        for (int row = 0; row < 192; ++row) {
            const NeuronId neuron = order[std::size_t(row)];
            QCOMPARE(changes().neuronOf(row), neuron);
            for (const ChangeMetric& metric : changeMetrics()) {
                const int column = changes().columnOf(metric.info.id);
                if (column < 0) continue; // said in words, or not defined for this rule
                const auto number = metric.value(wanted.neurons[neuron.value]);
                const QVariant shown = exported(row, column);
                if (number)
                    QCOMPARE(shown.toDouble(), *number);
                else
                    QCOMPARE(shown.toString(), QString());
            }
            for (const std::size_t side : {0, 1}) {
                const NeuronSide& its = wanted.neurons[neuron.value].sides[side];
                const auto mean = neuronMetric("mean").value(its.statistics, wanted.totals[side]);
                QCOMPARE(changes().index(row, changes().columnOf("mean", side)).data(ExportRole).toDouble(), *mean);
                QCOMPARE(changes().index(row, changes().columnOf("n", side)).data(ValueRole).toDouble(),
                         double(its.score.captured));
            }
        }
        const ChangeCounts counts(wanted);
        QVERIFY(neurons().summary().contains(QStringLiteral("%1 died").arg(counts.died)));
        QCOMPARE(counts.died, 1U);
    }

    /// A KT-score is copied and exported with its k and n, a change with its interval.
    void ktIsExportedWithWhatItRestsOn()
    {
        openTuned();
        std::vector<int> columns, rows{rowOf(NeuronId(4))};
        for (int column = 0; column < changes().columnCount(); ++column)
            columns.push_back(column);
        const QStringList lines = tableText(changes(), rows, columns, TableFormat::Tabs).split(QLatin1Char('\n'));
        const QStringList titles = lines[0].trimmed().split(QLatin1Char('\t'));
        const QStringList cells = lines[1].split(QLatin1Char('\t'));
        QCOMPARE(QSet<QString>(titles.begin(), titles.end()).size(), titles.size()); // nothing twice
        const NeuronChange& change = changes().pair()->change(NeuronId(4));
        QVERIFY(change.ktInterval);
        const auto cell = [&](const char* title) {
            return cells.value(titles.indexOf(QLatin1String(title))).toDouble();
        };
        QCOMPARE(cell("base k"), double(change.sides[0].score.withKeyword));
        QCOMPARE(cell("tuned n"), double(change.sides[1].score.captured));
        QCOMPARE(cell("kt_change"), *change.kt);
        QCOMPARE(cell("kt_change_low"), change.ktInterval->interval.low);
        QCOMPARE(cell("kt_change_high"), change.ktInterval->interval.high);
    }

    void aChangeIsGreyedWhereItsIntervalHoldsZero()
    {
        openTuned();
        const int column = changes().columnOf("kt_change");
        int clear = 0, grey = 0;
        for (int row = 0; row < changes().rowCount(); ++row) {
            const auto cell = changes().index(row, column).data(ChangeRole).value<ChangeCell>();
            if (!cell.low) continue;
            const bool holdsZero = *cell.low <= 0 && *cell.high >= 0;
            if (holdsZero) QVERIFY(!cell.isClear);
            (cell.isClear ? clear : grey) += 1;
        }
        QVERIFY(grey > 0);
        QCOMPARE(clear > 0, ChangeCounts(expected(changes().pair()->topic.toUtf8().constData())).higher +
                                    ChangeCounts(expected(changes().pair()->topic.toUtf8().constData())).lower >
                                0);
    }

    void chipsFilterWhatDiedAndSwappedWhatWasBorn()
    {
        openTuned();
        const auto rows = [this] { return neurons().table().proxy().rowCount(); };
        QCOMPARE(rows(), 192);
        click(neurons().filters().button(NeuronsTab::Died));
        QCOMPARE(rows(), 1);
        QCOMPARE(neurons().table().proxy().index(0, 0).data(NeuronRole).toInt(), 20);
        click(neurons().filters().button(NeuronsTab::Born));
        QCOMPARE(rows(), 0);
        m_page->bar().swap();
        QTRY_COMPARE(rows(), 1);
        QCOMPARE(neurons().table().proxy().index(0, ChangeTableModel::Fate).data().toString(), QStringLiteral("born"));
        m_page->bar().swap(); // known already: no query
        QVERIFY(!neurons().isComputing());
        QCOMPARE(rows(), 0);
    }

    void aPointSelectsItsNeuronAndTheTableFollows()
    {
        openTuned();
        ScatterView& plot = neurons().scatter();
        neurons().metric().setCurrentIndex(neurons().metric().findData(QStringLiteral("mean")));
        Q_EMIT neurons().metric().activated(0);
        plot.replot();                                                  // its margins are those of other labels now
        const int id = plot.pointAt(plot.positionOf(190)).value_or(-1); // one may lie over it
        QVERIFY(id >= 0);
        QTest::mouseMove(&plot, plot.positionOf(id));
        QTRY_COMPARE(m_fixture->selection.hoveredNeuron(), std::optional(NeuronId(std::uint32_t(id))));
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.positionOf(id));
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(std::uint32_t(id))));
        QCOMPARE(neurons().table().currentIndex().data(NeuronRole).toInt(), id);
    }

    void aLassoFiltersTheTable()
    {
        openTuned();
        ScatterView& plot = neurons().scatter();
        neurons().metric().setCurrentIndex(neurons().metric().findData(QStringLiteral("mean")));
        Q_EMIT neurons().metric().activated(0);
        plot.replot();
        // Around the upper half of the plot: what is strong in the other run.
        const QRect area = plot.axisRect()->rect();
        const QPoint corners[]{area.topLeft() + QPoint(2, 2), area.topRight() + QPoint(-2, 2),
                               QPoint(area.right() - 2, area.center().y()), QPoint(area.left() + 2, area.center().y())};
        QTest::mousePress(&plot, Qt::LeftButton, {}, corners[0]);
        for (const QPoint& corner : corners)
            QTest::mouseMove(&plot, corner);
        QTest::mouseRelease(&plot, Qt::LeftButton, {}, corners[3]);
        std::set<int> inside;
        for (const ScatterPoint& point : plot.points()) {
            if (plot.positionOf(point.id).y() < area.center().y()) inside.insert(point.id);
        }
        QVERIFY(!inside.empty() && inside.size() < 192);
        QCOMPARE(plot.lassoed(), inside);
        QCOMPARE(neurons().table().proxy().rowCount(), int(inside.size()));
        auto* chip = m_page->findChild<QToolButton*>(QStringLiteral("lasso"));
        QVERIFY(chip->isVisible());
        // It stays when another number is looked at, and a figure says how many it holds.
        choose(neurons().metric(), "density");
        QCOMPARE(plot.lassoed(), inside);
        QVERIFY(neurons()
                    .provenance()
                    .join(QLatin1Char('\n'))
                    .contains(QStringLiteral("lasso holds %1 neurons").arg(inside.size())));
        click(chip);
        QVERIFY(!chip->isVisible());
        QCOMPARE(neurons().table().proxy().rowCount(), 192);
    }

    void aNumberIsDrawnAgainstAnother()
    {
        openTuned();
        QCOMPARE(neurons().upMetric().currentData().toString(), QString()); // the same
        choose(neurons().metric(), "kt");
        choose(neurons().upMetric(), "density");
        const PairComparison& pair = *changes().pair();
        QVERIFY(!neurons().scatter().points().empty());
        for (const ScatterPoint& point : neurons().scatter().points()) {
            const NeuronChange& change = pair.change(NeuronId(std::uint32_t(point.id)));
            QCOMPARE(point.x, *change.sides[0].score.kt);
            QCOMPARE(point.y, 100 * *neuronMetric("density").value(change.sides[1].statistics, pair.changes.totals[1]));
        }
        QVERIFY(neurons().scatter().xAxis->range() != neurons().scatter().yAxis->range());
        const QStringList about = neurons().provenance();
        const QString all = about.join(QLatin1Char('\n'));
        const auto& bootstrap = pair.changes.settings.bootstrap;
        QVERIFY2(all.contains(QStringLiteral("seed %1").arg(bootstrap.seed)), qPrintable(all));
        QVERIFY(all.contains(QStringLiteral("%L1 draws").arg(bootstrap.draws)));
        QVERIFY(all.contains(QString::fromStdString(bar().choice().topic->keywords.front())));
        QVERIFY(!neurons().legend().entries().empty());
    }

    void rankingNumbersAreComputedWhenAskedFor()
    {
        openTuned();
        QVERIFY(!changes().pair()->isRanked && changes().columnOf("auroc", 0) < 0);
        choose(neurons().upMetric(), "auroc");
        QVERIFY(neurons().isComputing());
        QTRY_VERIFY(changes().pair()->isRanked);
        const Project& project = m_fixture->session.project();
        const RunInfo& tuned = m_fixture->session.runs()[1];
        const KtColumn wanted =
            computeKt(project, tuned, {Stack::Encoder, 6},
                      labelSentences(project, tuned.dataset, project.topic(changes().pair()->topic.toStdString())), {});
        QVERIFY(!neurons().scatter().points().empty());
        for (const ScatterPoint& point : neurons().scatter().points())
            QCOMPARE(point.y, *wanted.scores[std::size_t(point.id)].auroc);
        // The table has them too, hidden until they are chosen.
        QVERIFY(neurons().table().isColumnHidden(changes().columnOf("auroc", 1)));
        QVERIFY(!neurons().table().isColumnHidden(changes().columnOf("kt", 1)));
    }

    void oneCheckpointOverTwoDataSetsIsNotPaired()
    {
        openProject({QStringLiteral("base")});
        Project& project = m_fixture->session.project();
        const DatasetInfo first = m_fixture->session.datasets().front();
        std::vector<Sentence> half;
        project.forEachSentence(first.id, [&](SentenceId id, const Sentence& sentence) {
            if (id.value % 2 == 0) half.push_back(sentence);
        });
        const DatasetId more = project
                                   .importDataset("more", "more.txt",
                                                  [&half](const Project::SentenceSink& sink) {
                                                      for (const Sentence& sentence : half)
                                                          sink(Sentence(sentence));
                                                      return std::uint32_t(0);
                                                  })
                                   .id;
        FakeEngine engine("/models/fake", m_fixture->control);
        CaptureRequest request;
        request.dataset = more;
        request.runName = "base-more";
        request.settings = m_fixture->session.runs().front().settings;
        engine.capture(project, request, {}, {});
        m_fixture->session.refresh();
        m_page->findChild<QMenu*>()->actions().at(1)->trigger(); // other data sets are not chosen by themselves
        openTab(&neurons());
        QTRY_VERIFY(changes().pair() && changes().pair()->independent);
        QVERIFY(neurons().summary().contains(QLatin1String("independent samples")));
        QCOMPARE(changes().columnOf("correlation"), -1);
        QVERIFY(changes().columnOf("lift_change") >= 0);
        KtOptions options;
        options.ranking = false;
        std::array<KtColumn, 2> columns;
        for (std::size_t side = 0; side < 2; ++side) {
            const RunInfo& run = m_fixture->session.runs()[side];
            columns[side] = computeKt(
                project, run, {Stack::Encoder, 6},
                labelSentences(project, run.dataset, project.topic(changes().pair()->topic.toStdString())), options);
        }
        const std::vector<SampleChange> wanted = compareSamples(columns[0], columns[1], options.minimumCaptured);
        const CarryOver carried =
            carryOver({columns[0].scores, columns[1].scores}, {columns[0].sentences, columns[1].sentences},
                      {columns[0].withKeyword, columns[1].withKeyword});
        QVERIFY(neurons().summary().contains(QStringLiteral("%1 in base, %2 in base-more, %3 in both")
                                                 .arg(carried.topicNeurons[0])
                                                 .arg(carried.topicNeurons[1])
                                                 .arg(carried.both)));
        QVERIFY(carried.expected &&
                neurons().summary().contains(QStringLiteral("of %1 neurons tested").arg(carried.tested)));
        QCOMPARE(neurons().summary().contains(QStringLiteral("compare the lifts")), carried.baseRatesDiffer());
        for (int row = 0; row < changes().rowCount(); ++row) {
            const SampleChange& change = wanted[changes().neuronOf(row).value];
            QCOMPARE(changes().index(row, changes().columnOf("fisher_p")).data(ValueRole).isValid(),
                     change.p.has_value());
            if (change.p)
                QCOMPARE(changes().index(row, changes().columnOf("fisher_p")).data(ExportRole).toDouble(), *change.p);
            if (change.kt) QCOMPARE(exported(row, changes().columnOf("kt_change")).toDouble(), *change.kt);
            if (change.lift) QCOMPARE(exported(row, changes().columnOf("lift_change")).toDouble(), *change.lift);
        }
    }

    void matchesAreThoseOfTheAnalysis()
    {
        openTuned();
        openTab(&moved());
        QVERIFY(!moved().model().matching());
        for (QPushButton* button : moved().findChildren<QPushButton*>(QStringLiteral("remedy"))) {
            if (button->isVisible()) click(button);
        }
        QVERIFY(moved().isComputing());
        // The button that was pressed is gone; the keyboard stays on the page all the same.
        QVERIFY(moved().cancelButton().hasFocus());
        QTRY_VERIFY(moved().model().matching());
        QVERIFY(moved().table().hasFocus());
        QAbstractItemModelTester tester(&moved().model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto& runs = m_fixture->session.runs();
        const NeuronMatching wanted =
            matchNeurons(m_fixture->session.project(), {runs[0], runs[1]}, {Stack::Encoder, 6});
        const MatchCounts counts(wanted);
        QVERIFY(counts.moved > 0 && counts.moved <= counts.mutual && counts.mutual <= counts.matched);
        QCOMPARE(wanted.candidates, 192U);
        QVERIFY(wanted.chance && wanted.chance->best > 0 && wanted.chance->best < 1);
        for (std::uint32_t n = 0; n < 192; ++n) {
            const NeuronMatch& match = wanted.neurons[n];
            if (match.isMutual) QVERIFY(match.bestCorrelation.has_value());
            if (match.moved(NeuronId(n))) QVERIFY(match.isMutual && match.best != NeuronId(n));
        }
        QVERIFY(wanted.neurons[4].isMutual && wanted.neurons[5].isMutual);
        for (int row = 0; row < moved().model().rowCount(); ++row) {
            const NeuronMatch& match = moved().model().matchOf(row);
            const NeuronMatch& same = wanted.neurons[moved().model().neuronOf(row).value];
            QCOMPARE(match.best, same.best);
            QCOMPARE(match.bestCorrelation, same.bestCorrelation);
            QCOMPARE(match.sameCorrelation, same.sameCorrelation);
        }
        QCOMPARE(wanted.neurons[4].best, NeuronId(5)); // the fake checkpoint exchanges them
        click(moved().filters().button(MovedTab::Moved));
        QCOMPARE(moved().table().proxy().rowCount(), int(counts.moved));
        // Known from now on, also after a look at another tab.
        openTab(&layers());
        openTab(&moved());
        QVERIFY(moved().model().matching() && !moved().isComputing());
    }

    void neuronsAreMatchedByWeightsToo()
    {
        openTuned();
        openTab(&moved());
        auto* measure = moved().findChild<QComboBox*>(QStringLiteral("matchedBy"));
        measure->setFocus();
        QTest::keyClick(measure, Qt::Key_Down);
        QCOMPARE(measure->currentIndex(), 1);
        for (QPushButton* button : moved().findChildren<QPushButton*>(QStringLiteral("remedy")))
            click(button);
        QTRY_VERIFY(moved().model().matching());
        const MatchCounts counts(*moved().model().matching());
        QCOMPARE(counts.moved, 40U); // every tenth of the fake checkpoint, and the one after it
        QCOMPARE(moved().model().matchOf(0).sameCorrelation, std::optional(0.25));
    }

    void anotherProjectShowsNothingOfTheOne()
    {
        openTuned();
        QCOMPARE(changes().pair()->changes.runs[1].name, std::string("tuned"));
        openProject({QStringLiteral("base"), QStringLiteral("again")});
        QTRY_VERIFY(changes().pair() && changes().pair()->changes.runs[1].name == "again");
        QCOMPARE(ChangeCounts(changes().pair()->changes).died, 0U);
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_comparepage.moc"

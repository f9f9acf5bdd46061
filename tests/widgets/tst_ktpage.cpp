// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/kt/KtPage.h"
#include "widgets/pages/kt/ProbeModel.h"
#include "widgets/pages/kt/RuleEditor.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTest>
#include <QToolButton>
#include <algorithm>
#include <memory>

using namespace sparsight;

/// The KT page over a small project, held against computeKt itself.
class TestKtPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<KtPage> m_page;

    FilterTableView& table() const { return m_page->table(); }
    TableProxyModel& rows() const { return table().proxy(); }
    QVariant value(int row, const char* metric, std::size_t run = 0) const
    {
        return rows().index(row, KtTableModel::columnOf(run, metric)).data(ValueRole);
    }

    void openProject(const QStringList& runs = {QStringLiteral("base"), QStringLiteral("tuned")})
    {
        m_fixture->openProject(300, runs);
        QTRY_VERIFY(m_page->model().result() && !m_page->isComputing());
    }

    KtColumn expected(const CaptureRule& rule, const char* topic)
    {
        const Project& project = m_fixture->session.project();
        const RunInfo run = m_fixture->session.runs().front();
        KtOptions options;
        options.rule = rule;
        return computeKt(project, run, {Stack::Encoder, 6}, labelSentences(project, run.dataset, project.topic(topic)),
                         options);
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<KtPage>(m_fixture->context, nullptr);
        m_page->resize(1100, 700);
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
        QVERIFY(!table().isVisible());
        for (QPushButton* button : m_page->findChildren<QPushButton*>()) {
            if (button->isVisible()) QTest::mouseClick(button, Qt::LeftButton);
        }
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("welcome")});
    }

    void scoresAreThoseOfTheAnalysis()
    {
        openProject();
        QCOMPARE(m_page->model().result()->runs.size(), std::size_t(2));
        const KtColumn column = expected({}, m_page->model().result()->topic.toUtf8().constData());
        for (int n = 0; n < 192; ++n) {
            const KtScore& shown = m_page->model().score(n, 0);
            const KtScore& wanted = column.scores[std::size_t(n)];
            QCOMPARE(shown.captured, wanted.captured);
            QCOMPARE(shown.withKeyword, wanted.withKeyword);
            QCOMPARE(shown.q, wanted.q);
        }
    }

    void theFirstOrderIsQThenLift()
    {
        openProject();
        QVERIFY(rows().rowCount() > 10);
        for (int row = 1; row < rows().rowCount(); ++row) {
            const double before = value(row - 1, "q").toDouble(), now = value(row, "q").toDouble();
            QVERIFY(before <= now);
            if (before == now) QVERIFY(value(row - 1, "lift").toDouble() >= value(row, "lift").toDouble());
        }
    }

    void aParentStandsBeforeWhatWasTrainedFromIt()
    {
        const QString file = m_fixture->directory.filePath(QStringLiteral("order.sparsight"));
        makeTestProject(file.toStdString(), 100);
        {
            Project project = Project::open(file.toStdString(), Project::Mode::ReadWrite);
            CaptureRequest request{.dataset = project.dataset("sentences").id};
            request.settings.layers = {{Stack::Encoder, 6}};
            for (const char* name : {"grandchild", "child", "parent"}) { // captured in this order
                request.runName = name;
                FakeEngine(std::string("/models/") + name, m_fixture->control).capture(project, request, {}, {});
            }
            const std::vector<CheckpointInfo> checkpoints = project.checkpoints();
            const auto named = [&](const char* name) {
                return *std::ranges::find(checkpoints, std::string(name), &CheckpointInfo::name);
            };
            recordTraining(project, {.checkpoint = named("grandchild"), .parent = named("child"), .dataName = "pairs"});
            recordTraining(project, {.checkpoint = named("child"), .parent = named("parent"), .dataName = "pairs"});
        }
        m_fixture->session.open(file, Project::Mode::ReadWrite);
        QTRY_VERIFY(m_page->model().result() && !m_page->isComputing());
        QStringList order;
        for (const KtColumn& column : m_page->model().result()->runs)
            order << QString::fromStdString(column.run.name);
        QCOMPARE(order, (QStringList{QStringLiteral("parent"), QStringLiteral("child"), QStringLiteral("grandchild")}));
    }

    void titlesOfSortedColumnsHaveRoomForTheirMarks()
    {
        openProject();
        const auto wanted = [this](int column) { return table().header().sectionSizeHint(column); };
        const int q = KtTableModel::columnOf(0, "q"), other = KtTableModel::columnOf(1, "q");
        QVERIFY(wanted(q) > wanted(other) - 8); // the names are about as long, and one has a mark
        for (const int column : {q, KtTableModel::columnOf(0, "lift")})
            QVERIFY(table().columnWidth(column) >= wanted(column));
        rows().setSortKeys({{other, Qt::AscendingOrder}, {KtTableModel::columnOf(1, "lift"), Qt::DescendingOrder}});
        QVERIFY(table().columnWidth(other) >= wanted(other));
    }

    void anOrderByHiddenColumnsIsSaid()
    {
        openProject({QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two")});
        m_page->resize(560, 700); // no room for them
        const auto* order = m_page->findChild<QLabel*>(QStringLiteral("order"));
        QTRY_COMPARE(order->text(), QStringLiteral("Sorted by base · q ↑ (hidden), base · Lift ↓ (hidden)"));
        QVERIFY(order->isVisible());
        m_page->resize(1400, 700);
        QTRY_VERIFY(!order->isVisible()); // the titles bear the marks
    }

    void ofSeveralRunsTheScoresStandSideBySide()
    {
        openProject({QStringLiteral("base"), QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")});
        for (std::size_t run = 0; run < 4; ++run) {
            const int column = KtTableModel::columnOf(run, "kt");
            QVERIFY(!table().isColumnHidden(column) && table().columnWidth(column) > 100);
        }
        // Where there is room, what the table is sorted by; with more room the others' as well.
        for (const char* metric : {"lift", "q"})
            QVERIFY(!table().isColumnHidden(KtTableModel::columnOf(0, metric)));
        QCOMPARE(table().horizontalScrollBar()->maximum(), 0);
        m_page->resize(2400, 700);
        for (const char* metric : {"lift", "q"})
            QTRY_VERIFY(!table().isColumnHidden(KtTableModel::columnOf(3, metric)));
    }

    void controlsStandBesideTheRealScores()
    {
        openProject({QStringLiteral("base")});
        auto* controls = m_page->findChild<QCheckBox*>(QStringLiteral("controls"));
        QTest::mouseClick(controls, Qt::LeftButton, {}, {8, controls->height() / 2});
        QTRY_VERIFY(m_page->model().result()->runs.size() == 4 && !m_page->isComputing());
        const KtResult& result = *m_page->model().result();
        QCOMPARE(result.realRuns(), std::size_t(1));

        const Project& project = m_fixture->session.project();
        const RunInfo run = m_fixture->session.runs().front();
        const TopicLabels labels = labelSentences(project, run.dataset, project.topic(result.topic.toStdString()));
        const KtControls wanted = computeKtControls(project, run, result.layer, labels, {}, {});
        const KtColumn* columns[] = {&*wanted.firstShuffle, &(*wanted.halves)[0], &(*wanted.halves)[1]};
        for (std::size_t column = 0; column < 3; ++column) {
            for (int n = 0; n < 192; ++n) {
                const KtScore& shown = m_page->model().score(n, column + 1);
                QCOMPARE(shown.captured, columns[column]->scores[std::size_t(n)].captured);
                QCOMPARE(shown.withKeyword, columns[column]->scores[std::size_t(n)].withKeyword);
            }
        }
        QVERIFY(table().csv().contains(QStringLiteral("base · held out")));
        const auto labelled = [this](const QString& text) {
            const auto all = m_page->findChildren<QLabel*>();
            return std::ranges::any_of(all, [&](const QLabel* label) { return label->text().contains(text); });
        };
        const auto tip = [this](std::size_t run) {
            return rows().index(0, KtTableModel::columnOf(run, "kt")).data(Qt::ToolTipRole).toString();
        };
        QVERIFY2(tip(0).contains(QLatin1String("Run base: checkpoint")) && !tip(0).contains(QLatin1String("control")),
                 qPrintable(tip(0)));
        QVERIFY2(tip(1).contains(QLatin1String("shuffled (seed 0)")) && tip(1).contains(QLatin1String("Run base")),
                 qPrintable(tip(1)));
        QVERIFY2(tip(3).contains(QLatin1String("held out")), qPrintable(tip(3)));
        auto* more = m_page->findChild<QToolButton*>(QStringLiteral("kt.more"));
        QVERIFY(more->isVisible() && !labelled(QStringLiteral("K = ")));
        QVERIFY(labelled(QStringLiteral("with shuffled keywords"))); // what was asked for stands first
        more->click();
        QVERIFY(labelled(QStringLiteral("K = ")));
        const PassCount passed = countPassing(result.runs.front());
        QVERIFY(
            labelled(QStringLiteral("base: %1 of %2 neurons have q < 0.05; with shuffled keywords (20 times, seed 0)")
                         .arg(passed.passing)
                         .arg(passed.tested)));
        QVERIFY(labelled(QStringLiteral("of %1 that have it on one half of the sentences, %2 have it on the other")
                             .arg(wanted.heldOut().chosen)
                             .arg(wanted.heldOut().confirmed)));
        QTest::mouseClick(controls, Qt::LeftButton, {}, {8, controls->height() / 2});
        QTRY_COMPARE(m_page->model().result()->runs.size(), std::size_t(1));
    }

    /// They are captured when they are asked for, and no rows of their own.
    void randomTwinsAreAFurtherControl()
    {
        openProject({QStringLiteral("base")});
        auto* controls = m_page->findChild<QCheckBox*>(QStringLiteral("controls"));
        auto* twins = m_page->findChild<QPushButton*>(QStringLiteral("twins"));
        QVERIFY(!twins->isVisible());
        QTest::mouseClick(controls, Qt::LeftButton, {}, {8, controls->height() / 2});
        QTRY_VERIFY(m_page->model().result()->runs.size() == 4 && !m_page->isComputing());
        QVERIFY(twins->isVisible() && twins->isEnabled());
        QTest::mouseClick(twins, Qt::LeftButton);
        QVERIFY(!twins->isEnabled());
        QTRY_VERIFY(m_page->model().result()->runs.size() == 5 && !m_page->isComputing());
        QVERIFY(!twins->isVisible());
        const KtResult& result = *m_page->model().result();
        QCOMPARE(result.realRuns(), std::size_t(1));
        QCOMPARE(result.runs[2].run.name, std::string("base random twin"));
        QVERIFY(result.controls[0].twin);
        const PassCount random = countPassing(*result.controls[0].twin);
        m_page->findChild<QToolButton*>(QStringLiteral("kt.more"))->click();
        const auto labels = m_page->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [&](const QLabel* label) {
            return label->text().contains(
                QStringLiteral("with random weights %1 of %2").arg(random.passing).arg(random.tested));
        }));
    }

    void aProbeNamesItsNeurons()
    {
        openProject({QStringLiteral("base")});
        auto* button = m_page->findChild<QPushButton*>(QStringLiteral("probe"));
        QVERIFY(!m_page->probe().isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        const QAbstractItemModelTester tester(m_page->findChild<ProbeModel*>());
        QTRY_VERIFY(m_page->probe().model().rowCount() > 0);
        const Project& project = m_fixture->session.project();
        const RunInfo run = m_fixture->session.runs().front();
        const Topic topic = project.topic(m_page->model().result()->topic.toStdString());
        const SparseProbe wanted =
            computeSparseProbe(project, run, {Stack::Encoder, 6}, labelSentences(project, run.dataset, topic));
        const ProbeModel& shown = m_page->probe().model();
        QCOMPARE(shown.rowCount(), int(wanted.neurons.size()));
        for (int row = 0; row < shown.rowCount(); ++row)
            QCOMPARE(shown.index(row, ProbeModel::Neuron).data(NeuronRole).toUInt(), wanted.neurons[row].value);
        QCOMPARE(shown.index(3, ProbeModel::F1).data(ValueRole).toDouble(), *wanted.steps[2].f1); // of four
        QVERIFY(!shown.index(2, ProbeModel::F1).data(ValueRole).isValid());                       // of three: not asked
        QVERIFY(m_page->probe().noteText().contains(QStringLiteral("Run base")));

        auto* table = m_page->findChild<FilterTableView*>(QStringLiteral("probe.table"));
        table->setCurrentIndex(table->model()->index(1, ProbeModel::Neuron));
        QCOMPARE(m_fixture->selection.focus().neuron, wanted.neurons[1]);
        // Another question puts it away.
        const auto topics = m_fixture->session.topics();
        const auto other = std::ranges::find_if(topics, [&](const Topic& each) { return each.name != topic.name; });
        m_fixture->selection.setTopic(QString::fromStdString(other->name));
        QTRY_VERIFY(!m_page->probe().isVisible());
    }

    void theMinimumHidesNeuronsWithFewSentences()
    {
        openProject();
        auto* minimum = m_page->findChild<QSpinBox*>();
        minimum->selectAll();
        QTest::keyClicks(minimum, QStringLiteral("60"));
        QTest::keyClick(minimum, Qt::Key_Return);
        QTRY_VERIFY(!m_page->isComputing() && rows().rowCount() < 192);
        QVERIFY(rows().rowCount() > 0);
        for (int row = 0; row < rows().rowCount(); ++row)
            QVERIFY(value(row, "n").toDouble() >= 60);
        m_page->findChild<QCheckBox*>(QStringLiteral("useMinimum"))->click();
        QCOMPARE(rows().rowCount(), 192);
        // They are shown, but get no q.
        for (int row = 0; row < 192; ++row)
            QCOMPARE(value(row, "q").isValid(), value(row, "n").toDouble() >= 60);
    }

    void theRuleDecides()
    {
        openProject();
        auto* kind = m_page->rule().findChild<QComboBox*>();
        kind->setFocus();
        QTest::keyClicks(kind, QStringLiteral("strongest"));
        QTRY_VERIFY(!m_page->isComputing());
        QCOMPARE(m_page->rule().rule().toString(), std::string("top:100"));
        QTRY_COMPARE(m_page->model().result()->rule.toString(), std::string("top:100"));
        for (int n = 0; n < 192; ++n)
            QVERIFY(m_page->model().score(n, 0).captured <= 100);
        m_page->rule().setRule(CaptureRule::parse("relative:0.5"));
        QTRY_COMPARE(m_page->model().result()->rule.toString(), std::string("relative:0.5"));
        m_page->rule().setRule(CaptureRule::parse("matched:base"));
        QTRY_VERIFY(m_page->model().result()->rule.kind == CaptureRule::Kind::Matched);
        for (int n = 0; n < 192; ++n)
            QCOMPARE(m_page->model().score(n, 0).captured, m_page->model().score(n, 1).captured);
    }

    /// Of an experiment, say: a page that is there takes it over, and so does one that is made later.
    void itOpensWithTheComparisonThatWasMade()
    {
        openProject();
        const CaptureRule rule = CaptureRule::parse("matched:tuned/quantile:0.9");
        m_fixture->context.compared.compareBy({rule, false});
        QCOMPARE(m_page->rule().rule().toString(), rule.toString());
        QTRY_COMPARE(m_page->model().result()->rule.toString(), rule.toString());
        KtPage later(m_fixture->context, nullptr);
        QCOMPARE(later.rule().rule().toString(), rule.toString());
        QTRY_VERIFY(!later.isComputing());
        auto* kind = m_page->rule().findChild<QComboBox*>();
        kind->setCurrentIndex(kind->findData(int(CaptureRule::Kind::Fixed)));
        QCOMPARE(QString::fromStdString(m_page->rule().rule().inner), QStringLiteral("threshold:0"));
        m_fixture->context.compared.compareBy({rule, true}); // the fixture's runs have no generated text
        QTRY_COMPARE(m_page->findChild<QComboBox*>(QStringLiteral("keywordIn"))->currentData().toBool(), true);
    }

    void theTopicIsShared()
    {
        openProject();
        m_fixture->selection.setTopic(QStringLiteral("colours"));
        QTRY_COMPARE(m_page->model().result()->topic, QStringLiteral("colours"));
        const auto cell = rows().index(0, KtTableModel::columnOf(0, "kt")).data(KtRole).value<KtCell>();
        QCOMPARE(cell.withKeyword, expected({}, "colours").withKeyword);
        QVERIFY(cell.toolTip().contains(QStringLiteral("colours")));
        // Base rate, N, K and the rule are printed.
        const QList<QLabel*> labels = m_page->findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("base rate")) &&
                   label->text().contains(QStringLiteral("N = 300")) &&
                   label->text().contains(QStringLiteral("threshold:0"));
        }));
    }

    void aListOfNeuronsIsAFilter()
    {
        openProject();
        m_page->findChild<QCheckBox*>(QStringLiteral("useMinimum"))->click(); // all of them
        QTest::keyClicks(table().header().field(0), QStringLiteral("12, 7, 100"));
        QCOMPARE(rows().rowCount(), 3);
    }

    void aRowSelectsItsNeuron()
    {
        openProject();
        const QModelIndex second = rows().index(1, 0);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(second).center());
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(second.data(NeuronRole).toUInt())));
    }

    void exportHoldsKAndNOfEveryRun()
    {
        openProject();
        const QString csv = table().csv();
        const QString head = csv.section(QStringLiteral("\r\n"), 0, 0);
        for (const char* name : {"base k", "base n", "base kt", "tuned k", "tuned q"})
            QVERIFY2(head.split(QLatin1Char(',')).contains(QString::fromLatin1(name)), name);
        QCOMPARE(csv.count(QStringLiteral("\r\n")), rows().rowCount() + 1);
    }

    void copiedRowsHoldKAndN()
    {
        openProject();
        const QStringList head = table().selectedText().section(QStringLiteral("\r\n"), 0, 0).split(QLatin1Char('\t'));
        QCOMPARE(head.mid(0, 4), (QStringList{QStringLiteral("topic"), QStringLiteral("rule"), QStringLiteral("layer"),
                                              QStringLiteral("neuron")}));
        for (const char* name : {"base kt", "base k", "base n", "base K", "base N", "base q"})
            QVERIFY2(head.contains(QLatin1String(name)), name);
        const QStringList row = table().selectedText().section(QStringLiteral("\r\n"), 1, 1).split(QLatin1Char('\t'));
        QCOMPARE(row.size(), head.size());
        const auto cell = [&](const char* name) { return row[head.indexOf(QLatin1String(name))].toDouble(); };
        QCOMPARE(cell("base kt"), cell("base k") / cell("base n"));
    }

    void aRunThatWasCutOffIsLeftOut()
    {
        openProject();
        QCOMPARE(m_page->model().result()->runs.size(), std::size_t(2));
        captureTestRunHalfway(m_fixture->session.project().file(), "late");
        m_fixture->session.refresh();
        QTRY_VERIFY(!m_page->isComputing());
        QCOMPARE(m_fixture->session.runs().size(), std::size_t(3));
        QCOMPARE(m_page->model().result()->runs.size(), std::size_t(2));
        QVERIFY(table().isVisible() && rows().rowCount() > 0);
    }

    void generatedTextThatIsNotThereIsSaid()
    {
        openProject();
        auto* where = m_page->findChild<QComboBox*>(QStringLiteral("keywordIn"));
        where->setCurrentIndex(where->findData(true));
        QTRY_VERIFY(!table().isVisible());
        where->setCurrentIndex(where->findData(false));
        QTRY_VERIFY(table().isVisible());
    }

    void runsCanBeSwitchedOff()
    {
        openProject();
        QToolButton* runs = nullptr;
        for (QToolButton* button : m_page->findChildren<QToolButton*>()) {
            if (button->menu()) runs = button;
        }
        QVERIFY(runs && runs->menu()->actions().size() == 2);
        runs->menu()->actions().at(1)->trigger();
        QTRY_COMPARE(m_page->model().result()->runs.size(), std::size_t(1));
        runs->menu()->actions().at(0)->trigger();
        QVERIFY(!table().isVisible()); // says that none is chosen
    }

    void theKeywordIsLookedForInGeneratedText()
    {
        openProject({QStringLiteral("base")});
        m_fixture->loadModel();
        CaptureRequest request;
        request.runName = "writer";
        request.dataset = m_fixture->session.datasets().front().id;
        request.settings.layers = {{Stack::Encoder, 6}};
        request.settings.decoder = DecoderMode::Generate; // writes "about", then the sentence
        QSignalSpy captured(&m_fixture->jobs, &JobRunner::captureFinished);
        m_fixture->jobs.capture(m_fixture->session.file(), request);
        QTRY_COMPARE(captured.count(), 1);
        m_fixture->session.project().putTopic({.name = "about", .keywords = {"about"}});
        m_fixture->session.refresh();
        m_fixture->selection.setTopic(QStringLiteral("about"));
        const auto withKeyword = [this](std::size_t run) { return m_page->model().result()->runs.at(run).withKeyword; };
        QTRY_VERIFY(m_page->model().result() && m_page->model().result()->topic == QStringLiteral("about"));
        QVERIFY(withKeyword(1) < 100); // by chance

        auto* where = m_page->findChild<QComboBox*>(QStringLiteral("keywordIn"));
        where->setCurrentIndex(1);
        QTRY_VERIFY(!m_page->isComputing());
        QVERIFY(!m_page->model().result()); // “base” has written nothing, and the page says so
        const auto labels = m_page->findChildren<QLabel*>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("base"));
        }));
        m_page->findChild<QMenu*>()->actions().at(0)->trigger();
        QTRY_VERIFY(m_page->model().result() && m_page->model().result()->inGenerated);
        QCOMPARE(withKeyword(0), 300u);
    }

    void damageIsSaidAndMended()
    {
        openProject();
        auto* notice = m_page->findChild<DamageNotice*>();
        QVERIFY(!notice->isVisible());
        const auto title = [this](std::size_t run) {
            return rows().headerData(KtTableModel::columnOf(run, "kt"), Qt::Horizontal).toString();
        };
        QVERIFY(!title(0).contains(QStringLiteral("⚠")));
        m_fixture->damageBlock(1);
        m_page->rule().setRule(CaptureRule::parse("top:20")); // reads anew
        QTRY_VERIFY(notice->isVisible());
        QCOMPARE(notice->text().count(QStringLiteral("64")), 2); // a line a run, with the block's sentences
        QVERIFY(notice->text().contains(QStringLiteral("“tuned”")));
        QVERIFY(title(0).contains(QStringLiteral("⚠")) && title(1).contains(QStringLiteral("⚠")));

        // No checkpoint is loaded: each job brings the run's own.
        QTest::mouseClick(notice->findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(!notice->findChild<QPushButton*>()->isEnabled());
        QSignalSpy captured(&m_fixture->jobs, &JobRunner::captureFinished);
        QTRY_COMPARE(captured.count(), 2);
        m_fixture->session.refresh(); // as the window does
        QTRY_VERIFY(!notice->isVisible());
        QVERIFY(!title(0).contains(QStringLiteral("⚠")));
        QCOMPARE(m_fixture->session.runs().size(), std::size_t(2));
    }

    void undefinedIsADash()
    {
        openProject();
        m_page->rule().setRule(CaptureRule::parse("threshold:1000"));
        QTRY_COMPARE(m_page->model().result()->rule.value, 1000.0);
        m_page->findChild<QCheckBox*>(QStringLiteral("useMinimum"))->click();
        QCOMPARE(rows().index(0, KtTableModel::columnOf(0, "kt")).data().toString(), QStringLiteral("–"));
        QVERIFY(!value(0, "q").isValid());
    }
};

QTEST_MAIN(TestKtPage)
#include "tst_ktpage.moc"

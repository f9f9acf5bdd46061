// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"
#include "core/analysis/sparsity/PublishedSparsity.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/sparsity/CheckedMenu.h"
#include "widgets/pages/sparsity/SparsityForm.h"
#include "widgets/pages/sparsity/SparsityPage.h"
#include "widgets/pages/sparsity/SparsityTableModel.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <memory>

using namespace sparsight;

/// The Sparsity page with an engine that fires in about one of twenty places, and in every other one as a twin.
class TestSparsityPage : public QObject {
    Q_OBJECT

    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<SparsityPage> m_page;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    static constexpr int layers = FakeEngine::encoderLayers + FakeEngine::decoderLayers;

    QPushButton* named(const char* name) const { return m_page->findChild<QPushButton*>(QLatin1String(name)); }
    void click(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }
    void open()
    {
        m_fixture->openProject(60, {QStringLiteral("base")});
        m_fixture->loadModel();
    }
    void measure()
    {
        click(m_page->isEmpty() ? named("example") : &m_page->form().button());
        QVERIFY(m_page->isMeasuring());
        QTRY_VERIFY(!m_page->isMeasuring());
    }
    QVariant cell(int row, int column, int role = Qt::DisplayRole) const
    {
        return m_page->model().data(m_page->model().index(row, column), role);
    }

private Q_SLOTS:
    void init()
    {
        QStandardPaths::setTestModeEnabled(true);
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<SparsityPage>(m_fixture->context, nullptr);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_page->table().proxy().sourceModel(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_page->resize(1100, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_tester.reset();
        m_page.reset();
        m_fixture.reset();
    }

    void withoutAProjectOneButtonLeadsOn()
    {
        QVERIFY(m_page->isEmpty());
        QVERIFY(named("remedy")->isVisible());
        QVERIFY(!named("example")->isVisible());
        QVERIFY(!m_page->form().isVisible());
        click(named("remedy"));
        QCOMPARE(m_fixture->shownPages, QStringList{QStringLiteral("welcome")});
    }

    void theEmptyPageMeasures()
    {
        open();
        QVERIFY(m_page->isEmpty());
        QVERIFY(!named("remedy")->isVisible());
        QVERIFY(!m_page->form().button().isVisible());
        click(named("example"));
        QCOMPARE(m_page->form().button().text(), QStringLiteral("Stop"));
        QTRY_VERIFY(!m_page->isEmpty());
        QCOMPARE(m_page->model().profiles().size(), std::size_t(2)); // the checkpoint and its twin
        QVERIFY(m_page->noteText().contains(QStringLiteral("random twin: encoder")));
    }

    void rowsAreLayersMeansAndPublished()
    {
        open();
        measure();
        const auto& profile = m_page->model().profiles()[0];
        QCOMPARE(m_page->model().rowCount(), 2 * (layers + 2) + 4);
        for (int i = 0; i < FakeEngine::encoderLayers; ++i) {
            const LayerSparsity& layer = profile.layers[std::size_t(i)];
            for (std::size_t m = 0; m < sparsityMetrics().size(); ++m) {
                QCOMPARE(cell(i, SparsityTableModel::FirstMetric + int(m), ExportRole).toDouble(),
                         *sparsityMetrics()[m].value(layer, profile.request));
            }
        }
        const auto mean = meanOf(sparsityMetrics()[0], profile, Stack::Encoder);
        QCOMPARE(cell(FakeEngine::encoderLayers, SparsityTableModel::FirstMetric, ExportRole).toDouble(), *mean);
        QVERIFY(*mean > 0.03 && *mean < 0.07);
        QVERIFY(*meanOf(sparsityMetrics()[0], m_page->model().profiles()[1], Stack::Encoder) > 0.4);
        const int last = m_page->model().rowCount() - 1;
        QCOMPARE(cell(last, SparsityTableModel::FirstMetric, ExportRole).toDouble(), PublishedSparsity::vitB16);
        QVERIFY(!cell(last, SparsityTableModel::FirstMetric + 1, ValueRole).isValid());
    }

    void cellsTellFormulaCountAndSource()
    {
        open();
        measure();
        for (int column = SparsityTableModel::FirstMetric; column < m_page->model().columnCount(); ++column) {
            const QString hint = cell(0, column, Qt::ToolTipRole).toString();
            QVERIFY2(hint.contains(QStringLiteral("60 sentences")), qPrintable(hint));
            QVERIFY2(hint.contains(QStringLiteral("over sentences")), qPrintable(hint)); // the data set's name
        }
        const int last = m_page->model().rowCount() - 1;
        QVERIFY(cell(last, SparsityTableModel::FirstMetric, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("2210.06313")));
    }

    void figuresFollowTabMeasureAndLayer()
    {
        open();
        measure();
        QCOMPARE(m_page->curves().curves().size(), std::size_t(4)); // two stacks of two profiles
        QVERIFY(m_page->curves().curves().back().isDashed);
        QVERIFY(!m_page->curves().curves().front().isDashed);
        const double density = m_page->curves().curves().front().points.front().y;
        m_page->measure().setCurrentIndex(2); // what is skipped in wo
        QCOMPARE(m_page->curves().curves().front().points.front().y, 100 - density);
        for (int tab = 1; tab < sparsityFigures; ++tab) {
            m_page->figures().setCurrentIndex(tab);
            QVERIFY(!m_page->measure().isVisible());
            QCOMPARE(m_page->curves().curves().size(), std::size_t(2));
        }
        QVERIFY(!m_page->curves().curves().front().isJoined); // kinds are in no order
        m_page->table().selectRow(0);
        QCOMPARE(m_fixture->selection.focus().layer, LayerId(Stack::Encoder, 1));
        m_fixture->selection.setLayer({Stack::Decoder, 2});
        QVERIFY(m_page->model().layerOf(m_page->table().currentIndex().row()) == LayerId(Stack::Decoder, 2));
    }

    void neuronsOfTheHistogramAreAll()
    {
        open();
        measure();
        m_page->figures().setCurrentIndex(int(SparsityFigure::Neurons));
        for (const Curve& curve : m_page->curves().curves()) {
            double sum = 0;
            for (const CurvePoint& point : curve.points)
                sum += point.y;
            QVERIFY(std::abs(sum - 100) < 1e-9);
        }
    }

    void severalDataSetsAreNamed()
    {
        open();
        {
            Project project = Project::open(m_fixture->session.file().toStdString(), Project::Mode::ReadWrite);
            project.importDataset("held-out", "h.txt", [](const Project::SentenceSink& sink) {
                sink({"A quiet valley", {}, {}, {}});
                return 0U;
            });
        }
        m_fixture->session.refresh();
        CheckedMenu& menu = m_page->form().datasets();
        QCOMPARE(menu.entries().size(), 2);
        menu.choose(menu.entries()[1].value);
        measure();
        QCOMPARE(m_page->model().profiles().size(), std::size_t(4));
        QCOMPARE(seriesName(m_page->model().profiles(), m_page->model().profiles()[1]),
                 QStringLiteral("%1 · held-out").arg(m_page->form().checkpoints().entries()[0].name));
        QCOMPARE(m_page->model().profiles()[1].summary.sentences, std::uint64_t(1));
    }

    void oneCheckpointAtLeastStaysChosen()
    {
        open();
        CheckedMenu& menu = m_page->form().checkpoints();
        menu.choose(menu.entries()[0].value, false);
        QCOMPARE(menu.chosen(), QList<int>{0});
    }

    void stopKeepsWhatWasMeasured()
    {
        open();
        measure();
        m_fixture->control->captureDelayMs = 50;
        click(&m_page->form().button());
        QVERIFY(m_page->isMeasuring());
        click(&m_page->form().button());
        QVERIFY(!m_page->isMeasuring());
        QCOMPARE(m_page->noteText(), QStringLiteral("Cancelled."));
        QTRY_VERIFY(m_fixture->jobs.isIdle());
        QCOMPARE(m_page->model().profiles().size(), std::size_t(2));
        QVERIFY(!m_page->isEmpty());

        click(&m_page->form().button());
        QVERIFY(m_page->isMeasuring());
        m_fixture->jobs.cancel(m_fixture->jobs.jobs().front().id); // where jobs are listed
        QTRY_VERIFY(!m_page->isMeasuring());
        QCOMPARE(m_page->noteText(), QStringLiteral("Cancelled."));
        QTRY_VERIFY(m_fixture->jobs.isIdle());
    }

    void aBrokenCheckpointIsToldOnThePage()
    {
        m_fixture->openProject(20, {QStringLiteral("base")});
        Project project = Project::open(m_fixture->session.file().toStdString(), Project::Mode::ReadWrite);
        CheckpointInfo broken;
        broken.name = "broken";
        broken.path = "/models/broken";
        broken.weightsSha256 = std::string(64, 'b');
        project.putCheckpoint(broken);
        m_fixture->session.refresh();
        CheckedMenu& menu = m_page->form().checkpoints();
        menu.choose(QStringLiteral("/models/broken"));
        measure();
        QVERIFY2(m_page->noteText().contains(QStringLiteral("ends before its header")), qPrintable(m_page->noteText()));
        QVERIFY(m_page->isEmpty());
    }

    void anotherProjectBeginsAnew()
    {
        open();
        measure();
        m_fixture->session.close();
        QVERIFY(m_page->isEmpty());
        QVERIFY(m_page->model().profiles().empty());
    }
};

QTEST_MAIN(TestSparsityPage)
#include "tst_sparsitypage.moc"

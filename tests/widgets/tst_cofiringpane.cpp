// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"

#include "widgets/models/TableRoles.h"
#include "widgets/pages/neurons/CoFiringModel.h"
#include "widgets/pages/neurons/CoFiringPane.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTest>
#include <memory>

using namespace sparsight;
using namespace Qt::StringLiterals;

class TestCoFiringPane : public QObject {
    Q_OBJECT

    static constexpr LayerId enc6{Stack::Encoder, 6};
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<CoFiringPane> m_pane;

    FilterTableView& table() const { return *m_pane->findChild<FilterTableView*>(); }
    CoFiringModel& model() const { return m_pane->model(); }
    bool waitFor(NeuronId neuron) const
    {
        return QTest::qWaitFor([&] { return model().result() && model().result()->neuron == neuron; });
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->openProject(120, {u"first"_s});
        m_fixture->selection.selectNeuron(enc6, NeuronId(3));
        QVERIFY(m_fixture->waitForFacts());
        m_pane = std::make_unique<CoFiringPane>(m_fixture->context);
        m_pane->resize(600, 400);
    }
    void cleanup()
    {
        m_pane.reset();
        m_fixture.reset();
    }

    void showsWhatTheAnalysisFinds()
    {
        const QAbstractItemModelTester tester(&model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_pane->show();
        QVERIFY(waitFor(NeuronId(3)));
        const RunInfo run = m_fixture->session.runs().front();
        const CoFiring expected = computeCoFiring(m_fixture->session.project(), run, enc6, NeuronId(3));
        const std::vector<NeuronId> order = neuronsByCorrelation(expected);
        QCOMPARE(model().rowCount(), int(run.neurons) - 1);
        for (int row = 0; row < model().rowCount(); ++row) {
            const auto at = [&](int column, int role) { return model().index(row, column).data(role); };
            const CoFiringNeuron& other = expected.neurons[order[std::size_t(row)].value];
            QCOMPARE(at(0, NeuronRole).toInt(), int(order[std::size_t(row)].value));
            QCOMPARE(at(CoFiringModel::Correlation, ExportRole).isValid(), other.correlation.has_value());
            if (other.correlation) QCOMPARE(at(CoFiringModel::Correlation, ExportRole).toDouble(), *other.correlation);
            if (other.jaccard) QCOMPARE(at(CoFiringModel::Jaccard, ExportRole).toDouble(), *other.jaccard);
            QCOMPARE(at(CoFiringModel::Both, ValueRole).toDouble(), double(other.both));
            QCOMPARE(at(CoFiringModel::Fires, ValueRole).toDouble(), double(other.sentences));
        }
        QVERIFY(table().csv().startsWith(u"run,layer,neuron,other,correlation,jaccard,both,sentences"_s));
    }

    void nothingIsComputedUnseen()
    {
        QTest::qWait(50);
        QVERIFY(!model().result());
        m_pane->show();
        QVERIFY(waitFor(NeuronId(3)));
        const auto before = model().result();
        m_pane->hide();
        m_pane->show(); // it is still there
        QCOMPARE(model().result(), before);
        m_pane->hide();
        m_fixture->selection.selectNeuron(enc6, NeuronId(4));
        QTest::qWait(50);
        QCOMPARE(model().result(), before);
        m_pane->show();
        QVERIFY(waitFor(NeuronId(4)));
    }

    void aDoubleClickGoesToTheOther()
    {
        m_pane->show();
        QVERIFY(waitFor(NeuronId(3)));
        const QModelIndex second = table().proxy().index(1, 0);
        const int other = second.data(NeuronRole).toInt();
        const QPoint place = table().visualRect(second).center();
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(3)));
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, place);
        QCOMPARE(m_fixture->selection.focus().neuron, std::optional(NeuronId(std::uint32_t(other))));
        QVERIFY(waitFor(NeuronId(std::uint32_t(other))));
    }

    void withoutANeuronItIsEmpty()
    {
        m_pane->show();
        QVERIFY(waitFor(NeuronId(3)));
        m_fixture->selection.clearNeuron();
        QCOMPARE(model().rowCount(), 0);
    }
};

QTEST_MAIN(TestCoFiringPane)
#include "tst_cofiringpane.moc"

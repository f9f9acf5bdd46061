// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"

#include "core/probe/RunCheckpoint.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/neurons/NgramModel.h"
#include "widgets/pages/neurons/TokensPane.h"
#include "widgets/views/CurveView.h"

#include <QAbstractItemModelTester>
#include <QTest>
#include <memory>

using namespace sparsight;
using namespace Qt::StringLiterals;

class TestTokensPane : public QObject {
    Q_OBJECT

    static constexpr LayerId enc6{Stack::Encoder, 6};
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<TokensPane> m_pane;

    NeuronTokens expected(NeuronId neuron) const
    {
        const Project& project = m_fixture->session.project();
        const RunInfo run = m_fixture->facts.data()->run;
        FakeEngine engine("/models/fake", m_fixture->control);
        return computeNeuronTokens(project, run, enc6, neuron, readRunTokens(project, run, Stack::Encoder, engine));
    }
    /// The jobs that have read tokens, finished ones too.
    std::size_t readings() const
    {
        const auto& jobs = m_fixture->jobs.jobs();
        return std::size_t(
            std::ranges::count_if(jobs, [](const JobState& job) { return job.title.contains(u"Tokens"); }));
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->openProject(120, {u"first"_s});
        m_fixture->selection.selectNeuron(enc6, NeuronId(3));
        QVERIFY(m_fixture->waitForFacts());
        m_pane = std::make_unique<TokensPane>(m_fixture->context);
        m_pane->resize(700, 500);
    }
    void cleanup()
    {
        m_pane.reset();
        m_fixture.reset();
    }

    void showsWhatTheAnalysisFinds()
    {
        const QAbstractItemModelTester tester(m_pane->findChild<NgramModel*>());
        m_pane->show();
        QTRY_VERIFY(m_pane->ngrams().rowCount() > 0);
        const NeuronTokens tokens = expected(NeuronId(3));
        const std::size_t rows = tokens.ngrams[0].size() + tokens.ngrams[1].size() + tokens.ngrams[2].size();
        QCOMPARE(std::size_t(m_pane->ngrams().rowCount()), rows);
        const auto cell = [this](int column, int role) { return m_pane->ngrams().index(0, column).data(role); };
        const NgramMaxima& first = tokens.ngrams[0][0];
        QCOMPARE(cell(NgramModel::Text, Qt::DisplayRole).toString(), QString::fromStdString(first.text));
        QCOMPARE(cell(NgramModel::Maxima, ValueRole).toUInt(), first.maxima);
        QCOMPARE(cell(NgramModel::Share, ValueRole).toDouble(), 100 * first.share);
        QCOMPARE(cell(NgramModel::Lift, ExportRole).toDouble(), first.lift);
        QVERIFY(m_pane->noteText().contains(u"n = %1 sentences"_s.arg(tokens.fires)));
        QVERIFY(m_pane->noteText().contains(u"Run first"_s));
        QCOMPARE(m_pane->positions().curves().size(), std::size_t(2));
        QCOMPARE(m_pane->positions().curves()[0].points.size(), std::size_t(10));
        QCOMPARE(m_pane->positions().curves()[0].points[4].y, tokens.tenths.bins[4].sentences.observed);
    }

    /// The next neuron needs no checkpoint.
    void readsTokensOnce()
    {
        m_pane->show();
        QTRY_VERIFY(m_pane->ngrams().rowCount() > 0);
        const QString before = m_pane->noteText();
        m_fixture->selection.selectNeuron(enc6, NeuronId(5));
        QTRY_VERIFY(m_pane->noteText() != before && m_pane->ngrams().rowCount() > 0);
        QVERIFY(m_pane->noteText().contains(u"n = %1 sentences"_s.arg(expected(NeuronId(5)).fires)));
        QCOMPARE(readings(), std::size_t(1));
    }

    void nothingIsReadWhileHidden()
    {
        QTest::qWait(50);
        QCOMPARE(readings(), std::size_t(0));
    }
};

QTEST_MAIN(TestTokensPane)
#include "tst_tokenspane.moc"

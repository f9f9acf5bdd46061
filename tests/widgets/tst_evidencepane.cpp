// SPDX-License-Identifier: GPL-3.0-or-later
#include "PageFixture.h"

#include "widgets/models/KtCell.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/neurons/EvidencePane.h"
#include "widgets/views/FilterTableView.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QTest>
#include <algorithm>
#include <memory>

using namespace sparsight;
using namespace Qt::StringLiterals;

class TestEvidencePane : public QObject {
    Q_OBJECT

    static constexpr LayerId enc6{Stack::Encoder, 6};
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<EvidencePane> m_pane;

    bool says(const QString& text) const
    {
        const auto labels = m_pane->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(text); });
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<PageFixture>();
        m_fixture->openProject(120, {u"first"_s, u"second"_s});
        m_fixture->selection.selectNeuron(enc6, NeuronId(3));
        QVERIFY(m_fixture->waitForFacts());
        m_pane = std::make_unique<EvidencePane>(m_fixture->context);
        m_pane->resize(700, 500);
    }
    void cleanup()
    {
        m_pane.reset();
        m_fixture.reset();
    }

    void showsWhatTheAnalysisFinds()
    {
        const QAbstractItemModelTester keywordTester(&m_pane->keywords());
        const QAbstractItemModelTester ruleTester(&m_pane->rules());
        const auto topics = m_fixture->session.topics();
        for (const Topic& topic : topics) {
            m_fixture->selection.setTopic(QString::fromStdString(topic.name));
            m_pane->show();
            QTRY_VERIFY(m_pane->rules().rowCount() > 0);
            const Project& project = m_fixture->session.project();
            const RunInfo run = m_fixture->facts.data()->run;
            const KeywordShares shares = computeKeywordShares(project, run, enc6, NeuronId(3), topic, {});
            int row = 0;
            for (std::size_t keyword = 0; keyword < topic.keywords.size(); ++keyword) {
                const KeywordShare& share = shares.keywords[keyword];
                if (share.sentences == 0) continue;
                const auto at = [&](int column, int role) { return m_pane->keywords().index(row, column).data(role); };
                QCOMPARE(at(KeywordShareModel::Keyword, Qt::DisplayRole).toString(),
                         QString::fromStdString(topic.keywords[keyword]));
                QCOMPARE(at(KeywordShareModel::Captured, ValueRole).toDouble(), double(share.captured));
                QCOMPARE(at(KeywordShareModel::Alone, ValueRole).toDouble(), double(share.alone));
                QCOMPARE(at(KeywordShareModel::KtWithout, ExportRole).isValid(), share.ktWithout.has_value());
                ++row;
            }
            QCOMPARE(m_pane->keywords().rowCount(), row);
            const TopicLabels labels = labelSentences(project, run.dataset, topic);
            const auto rules = scoresUnderRules(project, run, enc6, NeuronId(3), labels);
            QCOMPARE(m_pane->rules().rowCount(), int(rules.size()));
            for (int rule = 0; rule < int(rules.size()); ++rule) {
                const auto cell = m_pane->rules().index(rule, RuleScoreModel::Kt).data(KtRole).value<KtCell>();
                QCOMPARE(cell.score.captured, rules[std::size_t(rule)].score.captured);
                QCOMPARE(cell.score.withKeyword, rules[std::size_t(rule)].score.withKeyword);
            }
            QVERIFY(says(u"have a keyword"_s));
        }
        QVERIFY(topics.size() > 1);
    }

    void followsTheNeuronWhileItIsSeen()
    {
        QTest::qWait(50);
        QCOMPARE(m_pane->rules().rowCount(), 0);
        m_pane->show();
        QTRY_VERIFY(m_pane->rules().rowCount() > 0);
        m_fixture->selection.selectNeuron(enc6, NeuronId(7));
        QCOMPARE(m_pane->rules().rowCount(), 0); // nothing of the other neuron is left
        QTRY_VERIFY(m_pane->rules().rowCount() > 0);
        const auto identity = m_pane->rules().index(0, 0).data(ExportRole).toList();
        QCOMPARE(identity.value(2).toUInt(), 7U);
        m_fixture->selection.clearNeuron();
        QCOMPARE(m_pane->rules().rowCount(), 0);
    }

    void withoutATopicItSaysWhatToDo()
    {
        for (const Topic& topic : std::vector(m_fixture->session.topics()))
            m_fixture->session.project().removeTopic(topic.name);
        m_fixture->session.refresh();
        m_pane->show();
        QTRY_VERIFY(says(u"no topic"_s));
    }
};

QTEST_MAIN(TestEvidencePane)
#include "tst_evidencepane.moc"

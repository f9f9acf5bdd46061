// SPDX-License-Identifier: GPL-3.0-or-later
// Held against plain loops over the sentences' words.
#include "DenseKt.h"
#include "core/analysis/kt/KeywordShares.h"
#include "core/analysis/kt/RuleScores.h"
#include "core/base/Error.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentences = 303, neurons = 12;
constexpr LayerId layer{Stack::Encoder, 6};

/// Words that occur every so many sentences; "Light" occurs twice in its sentences.
std::vector<std::string> wordsOf(std::uint32_t sentence)
{
    std::vector<std::string> words{"sentence"};
    if (sentence % 3 == 0) words.insert(words.end(), {"light", "Light"});
    if (sentence % 4 == 1) words.push_back("laser");
    if (sentence % 10 == 9) words.push_back("optics");
    return words;
}

bool contains(std::uint32_t sentence, const std::string& keyword)
{
    const auto words = wordsOf(sentence);
    return std::find(words.begin(), words.end(), keyword) != words.end();
}

bool isNear(const std::optional<double>& a, double b)
{
    return a && std::abs(*a - b) <= 1e-12;
}

} // namespace

class TestKeywordShares : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Project> m_project;
    const Topic m_topic{"Light", KeywordMatch::Word, {"light", "laser", "optics", "prism"}};
    std::map<std::string, DenseValues> m_values;

private slots:
    void initTestCase()
    {
        m_project = Project::create(std::filesystem::path(m_folder.path().toStdString()) / "k.sparsight");
        std::vector<bool> labels;
        const auto fill = [&](const Project::SentenceSink& sink) {
            for (std::uint32_t i = 0; i < sentences; ++i) {
                Sentence sentence;
                for (const std::string& word : wordsOf(i))
                    sentence.text += word + " ";
                sink(std::move(sentence));
                labels.push_back(wordsOf(i).size() > 1);
            }
            return 0U;
        };
        const DatasetId dataset = m_project->importDataset("data", "data", fill).id;
        for (const char* run : {"first", "second"}) {
            m_values[run] = randomValues(sentences, neurons, labels, false, run[0]);
            storeRun(*m_project, run, dataset, m_values[run], false);
        }
        storeRun(*m_project, "cut off", dataset, m_values["first"], false, false);
    }

    void equalsPlainLoops_data()
    {
        QTest::addColumn<QString>("rule");
        for (const char* rule : {"threshold:0", "threshold:99", "relative:0.5", "top:7", "winner", "matched:second"})
            QTest::newRow(rule) << rule;
    }
    void equalsPlainLoops()
    {
        QFETCH(QString, rule);
        const CaptureRule parsed = CaptureRule::parse(rule.toStdString());
        const DenseKt dense(m_values, std::vector<bool>(sentences));
        for (std::uint32_t neuron = 0; neuron < neurons; ++neuron) {
            const KeywordShares shares =
                computeKeywordShares(*m_project, m_project->run("first"), layer, NeuronId(neuron), m_topic, parsed);
            const std::set<std::size_t> captured = dense.captured("first", neuron, parsed);
            const auto count = [&](auto holds) {
                return std::uint32_t(std::count_if(captured.begin(), captured.end(), holds));
            };
            const auto keywords = [&](std::size_t sentence) {
                return std::count_if(m_topic.keywords.begin(), m_topic.keywords.end(), [&](const std::string& keyword) {
                    return contains(std::uint32_t(sentence), keyword);
                });
            };
            const std::uint32_t n = std::uint32_t(captured.size());
            const std::uint32_t k = count([&](std::size_t s) { return keywords(s) > 0; });
            QCOMPARE(shares.score.captured, n);
            QCOMPARE(shares.score.withKeyword, k);
            QCOMPARE(shares.sentences, sentences);
            QCOMPARE(shares.keywords.size(), m_topic.keywords.size());
            for (std::size_t w = 0; w < m_topic.keywords.size(); ++w) {
                const auto holds = [&](std::size_t s) { return contains(std::uint32_t(s), m_topic.keywords[w]); };
                std::uint32_t all = 0;
                for (std::uint32_t s = 0; s < sentences; ++s)
                    all += holds(s);
                const KeywordShare& share = shares.keywords[w];
                const std::uint32_t alone = count([&](std::size_t s) { return holds(s) && keywords(s) == 1; });
                QCOMPARE(share.sentences, all);
                QCOMPARE(share.captured, count(holds));
                QCOMPARE(share.alone, alone);
                QCOMPARE(share.lift.has_value(), n > 0 && all > 0);
                if (share.lift) QVERIFY(isNear(share.lift, double(count(holds)) / n / (double(all) / sentences)));
                QCOMPARE(share.ktWithout.has_value(), n > 0);
                if (n > 0) QVERIFY(isNear(share.ktWithout, double(k - alone) / n));
            }
        }
    }

    /// What a keyword contributes is what its removal from the topic takes away.
    void withoutAKeywordTheScoreIsThatOfTheOthers()
    {
        const RunInfo run = m_project->run("first");
        const KeywordShares shares = computeKeywordShares(*m_project, run, layer, NeuronId(1), m_topic, {});
        for (std::size_t w = 0; w < m_topic.keywords.size(); ++w) {
            Topic others = m_topic;
            others.keywords.erase(others.keywords.begin() + std::ptrdiff_t(w));
            const TopicLabels labels = labelSentences(*m_project, run.dataset, others);
            const KtColumn column = computeKt(*m_project, run, layer, labels, {});
            QCOMPARE(shares.keywords[w].ktWithout, column.scores[1].kt);
        }
    }

    void refusesWhatIsNotThere()
    {
        const auto refused = [&](const char* run, std::uint32_t neuron) {
            try {
                computeKeywordShares(*m_project, m_project->run(run), layer, NeuronId(neuron), m_topic, {});
            } catch (const Error& error) {
                return QString(error.what());
            }
            return QString();
        };
        QVERIFY(refused("first", neurons).contains("no neuron 12"));
        QVERIFY(refused("cut off", 0).contains("cut off"));
    }

    void scoresUnderRulesAreThoseOfTheTable()
    {
        const RunInfo run = m_project->run("first");
        const TopicLabels labels = labelSentences(*m_project, run.dataset, m_topic);
        const auto scores = scoresUnderRules(*m_project, run, layer, NeuronId(5), labels);
        QCOMPARE(scores.size(), rulesToCompare(*m_project, run, layer).size());
        for (const RuleScore& each : scores) {
            const KtColumn column = computeKt(*m_project, run, layer, labels, {.rule = each.rule});
            QCOMPARE(each.score.captured, column.scores[5].captured);
            QCOMPARE(each.score.withKeyword, column.scores[5].withKeyword);
            QCOMPARE(each.score.q, column.scores[5].q);
        }
    }

    void rulesNameTheOtherCompleteRuns()
    {
        const auto rules = rulesToCompare(*m_project, m_project->run("first"), layer);
        QStringList names;
        for (const CaptureRule& rule : rules)
            names << QString::fromStdString(rule.toString());
        QVERIFY(names.contains("threshold:0") && names.contains("winner"));
        QCOMPARE(names.filter("matched").size(), 1);
        QVERIFY(names.contains("matched:second/threshold:0") || names.contains("matched:second"));
    }
};

QTEST_APPLESS_MAIN(TestKeywordShares)
#include "tst_keywordshares.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "../../store/FlipBit.h"
#include "DenseKt.h"
#include "DenseRun.h"
#include "core/analysis/kt/KtTable.h"
#include "core/base/Error.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentences = 303, neurons = 70; // not a whole number of blocks or of neuron groups
constexpr LayerId layer{Stack::Encoder, 6};

std::vector<bool> someLabels(std::uint32_t count)
{
    std::vector<bool> labels(count);
    for (std::uint32_t i = 0; i < count; ++i)
        labels[i] = i % 5 == 0 || i % 17 == 3;
    return labels;
}

TopicLabels toTopicLabels(const std::vector<bool>& labels)
{
    return {labels, static_cast<std::uint32_t>(std::count(labels.begin(), labels.end(), true))};
}

bool isNear(const std::optional<double>& a, const std::optional<double>& b)
{
    return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) <= 1e-9);
}

ErrorCode codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    throw std::logic_error("no Error was thrown");
}

} // namespace

class TestKtTable : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::optional<Project> m_project;
    const std::vector<bool> m_labels = someLabels(sentences);
    std::map<std::string, DenseValues> m_values;
    DatasetId m_dataset;

    void store(const std::string& name, bool isSigned, std::uint32_t seed)
    {
        m_values[name] = randomValues(sentences, neurons, m_labels, isSigned, seed);
        storeRun(*m_project, name, m_dataset, m_values[name], isSigned);
    }
    KtColumn compute(const char* run, const CaptureRule& rule, const std::vector<bool>& labels) const
    {
        return computeKt(*m_project, m_project->run(run), layer, toTopicLabels(labels), {.rule = rule});
    }

private slots:
    void initTestCase()
    {
        m_project = Project::create(std::filesystem::path(m_folder.path().toStdString()) / "kt.sparsight");
        m_dataset = storeSentences(*m_project, "data", m_labels);
        store("relu", false, 1);
        store("org/t5:v1.1", false, 2);
        store("gated", true, 3);
    }

    void equalsPlainLoops_data()
    {
        QTest::addColumn<QString>("run");
        QTest::addColumn<QString>("rule");
        for (const char* run : {"relu", "gated"})
            for (const char* rule : {"threshold:0",
                                     "threshold:1.25",
                                     "threshold:99",
                                     "relative:0",
                                     "relative:0.5",
                                     "relative:1",
                                     "quantile:0",
                                     "quantile:0.5",
                                     "quantile:0.9",
                                     "quantile:0.987",
                                     "quantile:1",
                                     "top:1",
                                     "top:10",
                                     "top:1000",
                                     "winner",
                                     "matched:org/t5:v1.1",
                                     "matched:org/t5:v1.1/relative:0.5",
                                     "matched:org/t5:v1.1/winner",
                                     "matched:gated/top:7",
                                     "fixed:org/t5:v1.1/threshold:0",
                                     "fixed:org/t5:v1.1/quantile:0.8",
                                     "fixed:gated/winner",
                                     "fixed:gated/relative:0.7"})
                QTest::addRow("%s, %s", run, rule) << run << rule;
    }
    void equalsPlainLoops()
    {
        QFETCH(QString, run);
        QFETCH(QString, rule);
        const CaptureRule parsed = CaptureRule::parse(rule.toStdString());
        const KtColumn column = compute(qPrintable(run), parsed, m_labels);
        QCOMPARE(column.scores.size(), std::size_t(neurons));
        QCOMPARE(column.sentences, sentences);
        QVERIFY(column.damage.empty());

        const DenseKt dense(m_values, m_labels);
        std::vector<KtScore> expected;
        for (std::size_t n = 0; n < neurons; ++n)
            expected.push_back(dense.score(run.toStdString(), n, parsed));
        DenseKt::adjust(expected, KtOptions().minimumCaptured);
        for (std::size_t n = 0; n < neurons; ++n) {
            const KtScore &actual = column.scores[n], &wanted = expected[n];
            QCOMPARE(actual.captured, wanted.captured);
            QCOMPARE(actual.withKeyword, wanted.withKeyword);
            const std::array members = {
                &KtScore::kt,    &KtScore::low,    &KtScore::high, &KtScore::lift, &KtScore::coverage,
                &KtScore::f1,    &KtScore::iou,    &KtScore::p,    &KtScore::q,    &KtScore::averagePrecision,
                &KtScore::auroc, &KtScore::pearson};
            for (std::size_t i = 0; i < members.size(); ++i) {
                QVERIFY2(isNear(actual.*members[i], wanted.*members[i]),
                         qPrintable(QString("neuron %1, number %2: %3 instead of %4")
                                        .arg(n)
                                        .arg(i)
                                        .arg((actual.*members[i]).value_or(NAN))
                                        .arg((wanted.*members[i]).value_or(NAN))));
            }
        }
    }

    void withoutKeywordsOrWithAll_data()
    {
        QTest::addColumn<bool>("all");
        QTest::newRow("no sentence has a keyword") << false;
        QTest::newRow("every sentence has one") << true;
    }
    void withoutKeywordsOrWithAll()
    {
        QFETCH(bool, all);
        const std::vector<bool> labels(sentences, all);
        const KtColumn column = compute("relu", {}, labels);
        const DenseKt dense(m_values, labels);
        for (std::size_t n = 0; n < neurons; ++n) {
            const KtScore &actual = column.scores[n], wanted = dense.score("relu", n, {});
            QVERIFY(isNear(actual.kt, wanted.kt) && isNear(actual.lift, wanted.lift) && isNear(actual.f1, wanted.f1));
            QVERIFY(isNear(actual.coverage, wanted.coverage) && isNear(actual.iou, wanted.iou));
            QVERIFY(isNear(actual.auroc, wanted.auroc) && isNear(actual.pearson, wanted.pearson));
            QVERIFY(isNear(actual.averagePrecision, wanted.averagePrecision) && isNear(actual.p, 1.0));
        }
    }

    void aNeuronThatNeverFires()
    {
        const KtScore score = compute("relu", {}, m_labels).scores[0];
        QCOMPARE(score.captured, 0u);
        QVERIFY(!score.kt && !score.low && !score.high && !score.lift && !score.q && !score.pearson);
        QCOMPARE(score.p, std::optional(1.0));
        QCOMPARE(score.auroc, std::optional(0.5));
    }

    void onlyNeuronsWithEnoughSentencesAreTested()
    {
        KtOptions options{.minimumCaptured = 30};
        const KtColumn column = computeKt(*m_project, m_project->run("relu"), layer, toTopicLabels(m_labels), options);
        int tested = 0;
        for (const KtScore& score : column.scores) {
            QCOMPARE(score.q.has_value(), score.captured >= 30);
            tested += score.q.has_value();
        }
        QVERIFY(tested > 0 && tested < int(neurons));
    }

    /// Several topics at once give what each gives alone; counting rows what selecting them gives.
    void topicsTogether_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<bool>("ranking");
        for (const char* rule : {"threshold:0", "threshold:0.5", "top:5", "winner"}) {
            for (const bool ranking : {false, true})
                QTest::addRow("%s %d", rule, ranking) << rule << ranking;
        }
    }
    void topicsTogether()
    {
        QFETCH(QString, rule);
        QFETCH(bool, ranking);
        std::vector<TopicLabels> topics{toTopicLabels(m_labels), toTopicLabels(m_labels)};
        topics[1].contains.flip();
        topics[1].count = static_cast<std::uint32_t>(topics[1].contains.size()) - topics[1].count;
        topics.push_back({std::vector<bool>(m_labels.size()), 0});
        KtOptions options{.rule = CaptureRule::parse(rule.toStdString()), .ranking = ranking};
        const RunInfo run = m_project->run("relu");
        const auto together = computeKt(*m_project, run, layer, topics, options);
        QCOMPARE(together.size(), topics.size());
        options.ranking = true; // which selects each column's sentences
        for (std::size_t topic = 0; topic < topics.size(); ++topic) {
            const KtColumn alone = computeKt(*m_project, run, layer, topics[topic], options);
            QCOMPARE(together[topic].withKeyword, topics[topic].count);
            for (std::size_t n = 0; n < alone.scores.size(); ++n) {
                const KtScore &one = alone.scores[n], &all = together[topic].scores[n];
                QCOMPARE(all.captured, one.captured);
                QCOMPARE(all.withKeyword, one.withKeyword);
                QCOMPARE(all.p, one.p);
                QCOMPARE(all.q, one.q);
                if (ranking) QCOMPARE(all.auroc, one.auroc);
            }
        }
    }

    void ranksSomeNeurons()
    {
        const RunInfo run = m_project->run("relu");
        const TopicLabels labels = toTopicLabels(m_labels);
        const KtColumn all = computeKt(*m_project, run, layer, labels, {});
        KtColumn some = computeKt(*m_project, run, layer, labels, {.ranking = false});
        const std::array<NeuronId, 2> wanted{NeuronId(3), NeuronId(1)};
        rankNeurons(*m_project, some, labels, wanted);
        for (const NeuronId neuron : wanted) {
            QVERIFY(all.scores[neuron.value].auroc.has_value());
            QCOMPARE(some.scores[neuron.value].auroc, all.scores[neuron.value].auroc);
            QCOMPARE(some.scores[neuron.value].averagePrecision, all.scores[neuron.value].averagePrecision);
            QCOMPARE(some.scores[neuron.value].pearson, all.scores[neuron.value].pearson);
        }
        QVERIFY(!some.scores[2].auroc);
        const std::array<NeuronId, 1> missing{NeuronId(1u << 20)};
        QVERIFY_EXCEPTION_THROWN(rankNeurons(*m_project, some, labels, missing), Error);
    }

    void rankingIsOptional()
    {
        const KtColumn column =
            computeKt(*m_project, m_project->run("relu"), layer, toTopicLabels(m_labels), {.ranking = false});
        for (const KtScore& score : column.scores)
            QVERIFY(!score.auroc && !score.averagePrecision && !score.pearson);
        QVERIFY(column.scores[2].kt);
    }

    /// Enough values for several threads, each of which takes what comes next.
    void threadsDoNotChangeTheResult()
    {
        constexpr std::uint32_t many = 12'000, wide = 256;
        const std::vector<bool> labels = someLabels(many);
        const DatasetId dataset = storeSentences(*m_project, "large", labels);
        std::map<std::string, DenseValues> values = {{"large", randomValues(many, wide, labels, false, 9)}};
        const RunInfo run = storeRun(*m_project, "large", dataset, values["large"], false);
        QVERIFY(run.nonzeros > 500'000);
        for (const char* rule : {"threshold:2", "winner"}) {
            const CaptureRule parsed = CaptureRule::parse(rule);
            const KtColumn column = computeKt(*m_project, run, layer, toTopicLabels(labels), {parsed, 10, false});
            const DenseKt dense(values, labels);
            for (std::size_t n = 0; n < wide; n += 5) {
                const std::set<std::size_t> captured = dense.captured("large", n, parsed);
                QCOMPARE(std::size_t(column.scores[n].captured), captured.size());
                QCOMPARE(int(column.scores[n].withKeyword),
                         int(std::count_if(captured.begin(), captured.end(), [&](auto s) { return labels[s]; })));
            }
        }
    }

    void refusals()
    {
        const RunInfo run = m_project->run("relu");
        const TopicLabels labels = toTopicLabels(m_labels);
        const auto rule = [](const char* text) { return KtOptions{.rule = CaptureRule::parse(text)}; };
        const auto code = [&](const RunInfo& info, LayerId wanted, const TopicLabels& given, const char* text) {
            return codeOf([&] { computeKt(*m_project, info, wanted, given, rule(text)); });
        };
        QVERIFY(code(run, {Stack::Decoder, 1}, labels, "threshold:0") == ErrorCode::NotFound);
        QVERIFY(code(run, layer, toTopicLabels(someLabels(5)), "threshold:0") == ErrorCode::BadInput);
        QVERIFY(code(run, layer, labels, "matched:nowhere") == ErrorCode::NotFound);

        const RunInfo narrow =
            storeRun(*m_project, "narrow", m_dataset, randomValues(sentences, neurons - 1, m_labels, false, 4), false);
        QVERIFY(code(run, layer, labels, "matched:narrow") == ErrorCode::BadInput);

        const DatasetId elsewhere = storeSentences(*m_project, "elsewhere", m_labels);
        storeRun(*m_project, "other data", elsewhere, m_values["relu"], false);
        QVERIFY(code(run, layer, labels, "fixed:other data") == ErrorCode::BadInput);
        computeKt(*m_project, run, layer, labels, rule("matched:other data"));

        const RunInfo partial = storeRun(*m_project, "partial", m_dataset, m_values["gated"], true, false);
        QVERIFY(code(partial, layer, labels, "threshold:0") == ErrorCode::BadInput);
        QVERIFY(code(run, layer, labels, "matched:partial") == ErrorCode::BadInput);
    }

    void damagedBlocksAreCounted()
    {
        QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "damaged.sparsight";
        Project project = Project::create(file);
        const DatasetId dataset = storeSentences(project, "data", m_labels);
        const RunInfo run = storeRun(project, "run", dataset, m_values["relu"], false);
        flipBit(file, "activation SET data", "id >> 16 & 0xffffff = 1");
        const TopicLabels labels = toTopicLabels(m_labels);
        for (const char* rule : {"threshold:0", "matched:run"}) { // read by both readers, counted once
            const KtColumn column = computeKt(project, run, layer, labels, {.rule = CaptureRule::parse(rule)});
            QCOMPARE(column.damage.size(), std::size_t(1));
            QVERIFY(column.damage.front().run == run.id);
            QCOMPARE(column.damage.front().blocks, 1u);
            QCOMPARE(column.damage.front().sentences, 100u);
        }
    }

    void aStopIsHonoured()
    {
        std::stop_source source;
        source.request_stop();
        QVERIFY(codeOf([&] {
                    computeKt(*m_project, m_project->run("relu"), layer, toTopicLabels(m_labels), {},
                              source.get_token());
                }) == ErrorCode::Cancelled);
    }
    void progressEndsWithTheLayer()
    {
        Progress last;
        computeKt(*m_project, m_project->run("relu"), layer, toTopicLabels(m_labels), {}, {},
                  [&](const Progress& progress) { last = progress; });
        QCOMPARE(last.done, std::uint64_t(neurons));
        QCOMPARE(last.total, std::uint64_t(neurons));
    }

    void labelsOfSentences()
    {
        const Topic topic{.name = "light", .keywords = {"Light"}};
        const TopicLabels labels = labelSentences(*m_project, m_dataset, topic);
        QVERIFY(labels.contains == m_labels);
        QCOMPARE(labels.count, toTopicLabels(m_labels).count);
        std::stop_source source;
        source.request_stop();
        QVERIFY(codeOf([&] { labelSentences(*m_project, m_dataset, topic, source.get_token()); }) ==
                ErrorCode::Cancelled);
    }

    void labelsOfGeneratedText()
    {
        const Topic topic{.name = "light", .keywords = {"light"}};
        QVERIFY(codeOf([&] { labelGeneratedText(*m_project, m_project->run("relu").id, topic); }) ==
                ErrorCode::BadInput);

        const std::vector<bool> none(40);
        CheckpointInfo checkpoint;
        checkpoint.name = checkpoint.weightsSha256 = "writer";
        RunInfo info;
        info.name = "writes";
        info.checkpoint = m_project->putCheckpoint(checkpoint);
        info.dataset = storeSentences(*m_project, "for writing", none);
        info.settings.layers = {layer};
        info.settings.decoder = DecoderMode::Generate;
        info.neurons = 3;
        const RunId run = m_project->createRun(info);
        RunBlock block;
        ColumnBlock columns(info.neurons, info.settings.values);
        for (std::uint32_t s = 0; s < none.size(); ++s) {
            block.sentences.emplace_back(s);
            block.generated.push_back(s % 3 == 0 ? "all light" : "dark");
            columns.append(std::vector<float>(info.neurons), {});
        }
        block.layers.push_back(std::move(columns));
        RunWriter writer(*m_project, run);
        writer.commit(block, true);
        writer.finish();
        const TopicLabels labels = labelGeneratedText(*m_project, run, topic);
        QCOMPARE(labels.count, 14u);
        for (std::size_t s = 0; s < none.size(); ++s)
            QCOMPARE(bool(labels.contains[s]), s % 3 == 0);
    }
};

QTEST_APPLESS_MAIN(TestKtTable)
#include "tst_kttable.moc"

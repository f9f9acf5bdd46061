// SPDX-License-Identifier: GPL-3.0-or-later
// One checkpoint over two data sets, against SciPy (make_compare_goldens.py).
#include "ComparedRuns.h"
#include "core/analysis/compare/CarryOver.h"
#include "core/analysis/compare/SampleComparison.h"

using namespace sparsight;
using namespace sparsight::testing;

namespace {

/// The columns of "first" and "other", as if one checkpoint had been captured over both data sets.
std::array<KtColumn, 2> columnsOf(const ComparedRuns& runs)
{
    const KtOptions options{.rule = runs.rule()};
    std::array columns{
        computeKt(runs.project, runs.first, ComparedRuns::layer, labelsOf(runs.row["labels"][0]), options),
        computeKt(runs.project, runs.other, ComparedRuns::layer, labelsOf(runs.row["other_labels"]), options)};
    columns[1].run.checkpoint = columns[0].run.checkpoint;
    return columns;
}

} // namespace

class TestSampleComparison : public QObject {
    Q_OBJECT

private slots:
    void equalsSciPy_data() { addComparedRows("samples"); }
    void equalsSciPy()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const auto [first, second] = columnsOf(runs);
        const std::vector<SampleChange> changes = compareSamples(first, second, KtOptions().minimumCaptured);
        QCOMPARE(changes.size(), runs.row["samples"].size());
        for (std::size_t n = 0; n < changes.size(); ++n) {
            const SampleChange& change = changes[n];
            const json& expected = runs.row["samples"][n];
            for (const std::size_t side : {0, 1}) {
                QCOMPARE(change.scores[side].withKeyword, expected["k"][side].get<std::uint32_t>());
                QCOMPARE(change.scores[side].captured, expected["n"][side].get<std::uint32_t>());
            }
            QCOMPARE(change.kt.has_value(), change.p.has_value());
            QVERIFY(isGolden(change.p, expected["p"]) && isGolden(change.q, expected["q"]));
            QVERIFY(isGolden(change.interval ? std::optional(change.interval->low) : std::nullopt, expected["low"]));
            QVERIFY(isGolden(change.interval ? std::optional(change.interval->high) : std::nullopt, expected["high"]));
        }
    }
    void topicNeuronsCarriedOverAreThoseOfSciPy_data() { addComparedRows("carry_over"); }
    void topicNeuronsCarriedOverAreThoseOfSciPy()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const auto [first, second] = columnsOf(runs);
        const CarryOver carried = carryOver({first.scores, second.scores}, {first.sentences, second.sentences},
                                            {first.withKeyword, second.withKeyword});
        const json& expected = runs.row["carry_over"];
        for (const std::size_t side : {0, 1}) {
            QCOMPARE(carried.topicNeurons[side], expected["topic"][side].get<std::uint32_t>());
            QCOMPARE(carried.testedTopicNeurons[side], expected["tested_topic"][side].get<std::uint32_t>());
            QVERIFY(isGolden(carried.baseRates[side], expected["base_rates"][side]));
        }
        QCOMPARE(carried.tested, expected["tested"].get<std::uint32_t>());
        QCOMPARE(carried.both, expected["both"].get<std::uint32_t>());
        QVERIFY(isGolden(carried.expected, expected["expected"]) && isGolden(carried.p, expected["p"]));
    }
    /// 41 and 30 topic neurons of 3,044 that are tested on both, 12 on both; scipy.stats.hypergeom(3044, 41, 30).
    void manyCarriedOverAreNoChance()
    {
        std::array<std::vector<KtScore>, 2> scores;
        for (std::uint32_t n = 0; n < 3072; ++n) {
            const bool follows[] = {n < 41, n >= 29 && n < 59};
            for (const std::size_t side : {0, 1}) {
                KtScore score;
                if (n < 3044) score.q = follows[side] ? 0.049 : 0.05;
                score.lift = n % 2 || follows[side] ? 2.0 : 1.99;
                scores[side].push_back(score);
            }
        }
        scores[0][3050].q = 0.01; // a topic neuron there, and not tested on the other
        scores[0][3050].lift = 3;
        const CarryOver carried = carryOver({scores[0], scores[1]}, {1000, 2000}, {300, 401});
        QCOMPARE(carried.topicNeurons, (std::array<std::uint32_t, 2>{42, 30}));
        QCOMPARE(carried.testedTopicNeurons, (std::array<std::uint32_t, 2>{41, 30}));
        QCOMPARE(carried.both, 12U);
        QCOMPARE(carried.tested, 3044U);
        QVERIFY(std::abs(*carried.expected - 0.4040735873850197) < 1e-12);
        QVERIFY(std::abs(*carried.p / 4.502876888995549e-16 - 1) < 1e-9);
        QVERIFY(!carried.baseRatesDiffer()); // 0.3 is less than 1.5 times 0.2005
        QVERIFY(carryOver({scores[0], scores[1]}, {1000, 2000}, {300, 399}).baseRatesDiffer());
        QVERIFY(!carryOver({scores[0], scores[1]}, {0, 2000}, {0, 399}).baseRatesDiffer());
        QVERIFY_EXCEPTION_THROWN(carryOver({scores[0], {}}, {1, 1}, {1, 1}), Error);
    }
    void sharedSentences()
    {
        const QTemporaryDir folder;
        Project project = Project::create(std::filesystem::path(folder.path().toStdString()) / "shared.sparsight");
        const auto store = [&](const char* name, const std::vector<const char*>& texts) {
            const auto send = [&](const Project::SentenceSink& sink) {
                for (const char* text : texts)
                    sink({.text = text});
                return 0U;
            };
            return project.importDataset(name, name, send).id;
        };
        const DatasetId first = store("first", {"a", "b", "b", "c"}),
                        second = store("second", {"b", "d", "a", "b", "A"});
        QCOMPARE(countShared(project, first, second), 3U);
        QCOMPARE(countShared(project, second, first), 3U);
        QCOMPARE(countShared(project, first, store("third", {"x"})), 0U);
    }
    void refusals()
    {
        const ComparedRuns runs(comparedCases()[0]);
        auto [first, second] = columnsOf(runs);
        QVERIFY_EXCEPTION_THROWN(compareSamples(first, first, 10), Error); // the same sentences
        second.layer.number = 5;
        QVERIFY_EXCEPTION_THROWN(compareSamples(first, second, 10), Error);
        second.layer = first.layer;
        second.run.checkpoint = runs.other.checkpoint;
        QVERIFY_EXCEPTION_THROWN(compareSamples(first, second, 10), Error);
    }
};

QTEST_APPLESS_MAIN(TestSampleComparison)
#include "tst_samplecomparison.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "GoldenPairs.h"

#include "core/analysis/rouge/RougeSummary.h"
#include "core/base/Error.h"

#include <QTest>

#include <cmath>

using namespace sparsight;

namespace {

std::vector<RougeScores> goldenColumn(RougeScores GoldenPair::*which)
{
    std::vector<RougeScores> scores;
    for (const GoldenPair& pair : goldenPairs())
        scores.push_back(pair.*which);
    return scores;
}

bool isNear(const RougeScore& a, const RougeScore& b, double tolerance)
{
    return std::abs(a.precision - b.precision) <= tolerance && std::abs(a.recall - b.recall) <= tolerance &&
           std::abs(a.fmeasure - b.fmeasure) <= tolerance;
}

} // namespace

class TestRougeSummary : public QObject {
    Q_OBJECT

private slots:
    void equalsTheAggregator_data()
    {
        QTest::addColumn<bool>("stemmed");
        QTest::newRow("plain") << false;
        QTest::newRow("stemmed") << true;
    }
    void equalsTheAggregator()
    {
        QFETCH(bool, stemmed);
        const auto all = nlohmann::json::parse(std::ifstream(SPARSIGHT_TEST_DATA "/rouge/aggregate.json"));
        const auto& expected = all.at(stemmed ? "stemmed" : "plain");
        const RougeSummary summary = summarize(goldenColumn(stemmed ? &GoldenPair::stemmed : &GoldenPair::plain));
        QCOMPARE(summary.pairs, goldenPairs().size());
        for (const RougeKind& kind : rougeKinds) {
            const auto& bounds = expected.at(kind.name);
            QVERIFY(isNear(summary.mean.*kind.score, goldenScore(bounds.at("mean")), 1e-12));
            // Ends of an interval scatter with the draws: by about 0.0015 here, a twentieth of the half-width.
            QVERIFY(isNear(summary.low.*kind.score, goldenScore(bounds.at("low")), 0.006));
            QVERIFY(isNear(summary.high.*kind.score, goldenScore(bounds.at("high")), 0.006));
            QVERIFY((summary.high.*kind.score).fmeasure - (summary.low.*kind.score).fmeasure > 0.03);
        }
    }

    void seedDecides()
    {
        const auto scores = goldenColumn(&GoldenPair::plain);
        const RougeSummary a = summarize(scores, {.seed = 1}), b = summarize(scores, {.seed = 1});
        QCOMPARE(a.low.rougeL.fmeasure, b.low.rougeL.fmeasure);
        QVERIFY(a.low.rougeL.fmeasure != summarize(scores, {.seed = 2}).low.rougeL.fmeasure);
    }

    void wholeRangeOfTwoPairs()
    {
        std::vector<RougeScores> scores(2);
        scores[1].rouge1 = {1, 1, 1};
        const RougeSummary summary = summarize(scores, {.samples = 200, .confidence = 1});
        QCOMPARE(summary.mean.rouge1.recall, 0.5);
        QCOMPARE(summary.low.rouge1.recall, 0.0);
        QCOMPARE(summary.high.rouge1.recall, 1.0);
        // Without a width both ends are the median.
        const RougeSummary median = summarize(scores, {.samples = 201, .confidence = 0});
        QCOMPARE(median.low.rouge1.recall, median.high.rouge1.recall);
    }

    void onePairHasNoWidth()
    {
        std::vector<RougeScores> scores(1);
        scores[0].rouge2 = {0.25, 0.5, 1.0 / 3};
        const RougeSummary summary = summarize(scores);
        QCOMPARE(summary.mean.rouge2.precision, 0.25);
        QCOMPARE(summary.low.rouge2.recall, 0.5);
        QCOMPARE(summary.high.rouge2.recall, 0.5);
    }

    void refusals()
    {
        const std::vector<RougeScores> one(1);
        QVERIFY_EXCEPTION_THROWN(summarize({}), Error);
        QVERIFY_EXCEPTION_THROWN(summarize(one, {.samples = 0}), Error);
        QVERIFY_EXCEPTION_THROWN(summarize(one, {.confidence = std::nan("")}), Error);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY_EXCEPTION_THROWN(summarize(one, {}, stop.get_token()), Error);
    }
};

QTEST_APPLESS_MAIN(TestRougeSummary)
#include "tst_rougesummary.moc"

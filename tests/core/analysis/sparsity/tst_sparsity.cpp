// SPDX-License-Identifier: GPL-3.0-or-later
// Measures of sparsity over plain arrays: against NumPy (tests/golden/make_sparsity_goldens.py), and by hand where all
// is zero, or where a limit is met exactly.
#include "core/analysis/sparsity/Concentration.h"
#include "core/analysis/sparsity/FiringRates.h"
#include "core/analysis/sparsity/TailTruncation.h"

#include <QTest>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

using namespace sparsight;

class TestSparsity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void vectorsAsNumPy();
    void concentrationOfNothing();
    void meterForgetsTheVectorBefore();
    void ratesByHand();
    void ratesWithoutTokens();
    void cutByHand_data();
    void cutByHand();
    void cutOfTokensIsTheirMean();
    void mergedCutIsTheSame();
    void cutOfSilence();
};

void TestSparsity::vectorsAsNumPy()
{
    std::ifstream file(std::filesystem::path(SPARSIGHT_TEST_DATA) / "sparsity" / "expected.json");
    const auto rows = nlohmann::json::parse(file).at("vectors");
    QVERIFY(rows.size() >= 16);
    for (const auto& row : rows) {
        const auto name = row.at("name").get<std::string>();
        const auto values = row.at("values").get<std::vector<float>>();
        const auto measured = ConcentrationMeter(row.at("part").get<double>()).measure(values);
        QVERIFY2(measured, name.c_str());
        const auto isClose = [&](double actual, const char* key) {
            return std::abs(actual - row.at(key).get<double>()) <= 1e-9;
        };
        QVERIFY2(isClose(measured->gini, "gini"), name.c_str());
        QVERIFY2(isClose(measured->hoyer, "hoyer"), name.c_str());
        QVERIFY2(isClose(measured->topShare, "top_share"), name.c_str());
        QVERIFY2(isClose(densityAt(values, row.at("epsilon")), "density"), name.c_str());
    }
}

void TestSparsity::concentrationOfNothing()
{
    ConcentrationMeter meter(0.9);
    QVERIFY(!meter.measure({}));
    QVERIFY(!meter.measure(std::vector<float>(8, 0.0F)));
    QVERIFY(!meter.measure(std::vector<float>{3.0F})); // Hoyer's measure divides by √d_ff − 1
    QCOMPARE(densityAt({}, 0), 0.0);
}

void TestSparsity::meterForgetsTheVectorBefore()
{
    const std::vector<float> first{5, 0, 2, 0, 1}, second{1, 1, 0, 0, 0};
    ConcentrationMeter meter(0.9);
    meter.measure(first);
    const auto after = meter.measure(second), alone = ConcentrationMeter(0.9).measure(second);
    QCOMPARE(after->gini, alone->gini);
    QCOMPARE(after->topShare, 0.4);
}

void TestSparsity::ratesByHand()
{
    // Of 200 tokens: never, exactly 0.1 %-bin's next, exactly 1 %, just over, exactly 10 %, just under, always.
    const std::vector<std::uint64_t> firings{0, 1, 2, 3, 20, 19, 200};
    const FiringRates rates = firingRates(firings, 200);
    QCOMPARE(rates.never, 1U);
    QCOMPARE(rates.underTenPercent, 5U); // all but 20 and 200
    QCOMPARE(rates.overOnePercent, 4U);  // 3, 20, 19, 200
    QVERIFY(std::abs(std::pow(1 - rates.neverBound, 200) - 0.05) < 1e-12);
    const std::array<std::uint32_t, firingRateBins.size()> expected{0, 0, 1, 1, 1, 0, 2, 0, 0, 1};
    QCOMPARE(rates.histogram, expected);
    QCOMPARE(std::accumulate(rates.histogram.begin(), rates.histogram.end(), rates.never), rates.neurons);
}

void TestSparsity::ratesWithoutTokens()
{
    const FiringRates rates = firingRates(std::vector<std::uint64_t>(3, 0), 0);
    QCOMPARE(rates.neurons, 3U);
    QCOMPARE(rates.never, 0U); // nothing is known
    QCOMPARE(rates.neverBound, 1.0);
}

namespace {

/// Neurons that write in directions of their own, so that errors add as squares.
std::vector<float> identity(std::size_t size)
{
    std::vector<float> rows(size * size);
    for (std::size_t i = 0; i < size; ++i)
        rows[i * size + i] = 1;
    return rows;
}

} // namespace

void TestSparsity::cutByHand_data()
{
    QTest::addColumn<double>("error");
    QTest::addColumn<double>("kept");
    QTest::addColumn<double>("reached");
    // |output| is 13 = ‖(12, 4, 3)‖.
    QTest::newRow("less than the weakest") << 0.2 << 0.75 << 0.0;
    QTest::newRow("just the weakest") << 3.0 / 13 << 0.5 << 3.0 / 13;
    QTest::newRow("the two weakest") << 0.4 << 0.25 << 5.0 / 13;
    QTest::newRow("all but the strongest") << 0.9999 << 0.25 << 5.0 / 13;
    QTest::newRow("everything") << 1.0 << 0.0 << 1.0;
}

void TestSparsity::cutByHand()
{
    QFETCH(double, error);
    QFETCH(double, reached);
    const std::vector<float> weights = identity(4);
    TailTruncation tail;
    tail.add(std::vector<float>{-12, 3, 0, 4}, OutputRows(weights, 4));
    const TailCut cut = tail.cut(error);
    QTEST(cut.kept, "kept");
    QVERIFY(std::abs(cut.error - reached) < 1e-6);
}

void TestSparsity::cutOfTokensIsTheirMean()
{
    // One token loses everything where the other loses nothing: the mean is a half.
    const std::vector<float> weights = identity(2);
    const OutputRows rows(weights, 2);
    TailTruncation tail;
    tail.add(std::vector<float>{1, 0}, rows);
    tail.add(std::vector<float>{0, 64}, rows);
    QCOMPARE(tail.tokens(), 2U);
    QCOMPARE(tail.cut(0.49).kept, 0.5);
    const TailCut half = tail.cut(0.5);
    QCOMPARE(half.kept, 0.25);
    QCOMPARE(half.error, 0.5);
    QCOMPARE(half.epsilon, 64.0); // the largest threshold that still leaves it
    QCOMPARE(tail.cut(1).kept, 0.0);
}

void TestSparsity::mergedCutIsTheSame()
{
    const std::vector<float> weights{1, 0.5F, -2, 0.25F, 1, 1, 0, -0.125F, 3, 0, 0.5F, 0.75F};
    const OutputRows rows(weights, 3);
    const std::vector<std::vector<float>> tokens{{1, -2, 0.5F, 0}, {0, 0.125F, 3, -1}, {0.25F, 0.25F, 0, 0.75F}};
    TailTruncation whole, first, second;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        whole.add(tokens[i], rows);
        (i == 0 ? first : second).add(tokens[i], rows);
    }
    first.merge(second);
    for (const double error : {0.05, 0.2, 0.6}) {
        const TailCut a = whole.cut(error), b = first.cut(error);
        QCOMPARE(a.epsilon, b.epsilon);
        QCOMPARE(a.kept, b.kept);
        QVERIFY(std::abs(a.error - b.error) < 1e-12);
    }
}

void TestSparsity::cutOfSilence()
{
    QCOMPARE(TailTruncation().cut(0.2).kept, 0.0);
    const std::vector<float> weights = identity(3);
    TailTruncation tail;
    tail.add(std::vector<float>(3, 0.0F), OutputRows(weights, 3));
    const TailCut cut = tail.cut(0.2);
    QCOMPARE(cut.kept, 0.0);
    QCOMPARE(cut.error, 0.0);
}

QTEST_APPLESS_MAIN(TestSparsity)
#include "tst_sparsity.moc"

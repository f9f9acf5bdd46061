// SPDX-License-Identifier: GPL-3.0-or-later
// Against SciPy, scikit-learn and exact integers; make_statistics_goldens.py wrote the numbers.
#include "core/analysis/statistics/FalseDiscovery.h"
#include "core/analysis/statistics/FisherExact.h"
#include "core/analysis/statistics/Hypergeometric.h"
#include "core/analysis/statistics/LogisticRegression.h"
#include "core/analysis/statistics/McNemar.h"
#include "core/analysis/statistics/PairedBootstrap.h"
#include "core/analysis/statistics/Proportion.h"
#include "core/analysis/statistics/Ranking.h"
#include "core/base/Error.h"

#include <QTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

using namespace sparsight;
using nlohmann::json;

namespace {

constexpr double tolerance = 1e-9;

bool isNear(double actual, double expected)
{
    return std::abs(actual - expected) <= tolerance * std::abs(expected);
}

bool isNear(const std::optional<double>& actual, const json& expected)
{
    if (expected.is_null()) return !actual;
    return actual && std::abs(*actual - expected.get<double>()) <= tolerance;
}

const json& goldens()
{
    static const json all = json::parse(std::ifstream(SPARSIGHT_TEST_DATA "/analysis/statistics_goldens.json"));
    return all;
}

void addRows(const char* group, std::string (*name)(const json&))
{
    QTest::addColumn<int>("index");
    const json& cases = goldens().at(group);
    QVERIFY(!cases.empty());
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(name(cases[i]).c_str()) << int(i);
}

const json& currentCase(const char* group)
{
    QFETCH(int, index);
    return goldens().at(group).at(std::size_t(index));
}

} // namespace

class TestStatistics : public QObject {
    Q_OBJECT

private slots:
    void wilson_data()
    {
        addRows("wilson", [](const json& row) { return row["k"].dump() + " of " + row["n"].dump(); });
    }
    void wilson()
    {
        const json& row = currentCase("wilson");
        const auto interval = wilsonInterval(row["k"], row["n"]);
        QVERIFY(interval);
        QVERIFY(std::abs(interval->low - row["low"].get<double>()) <= tolerance);
        QVERIFY(std::abs(interval->high - row["high"].get<double>()) <= tolerance);
    }
    void wilsonOfNothingIsUndefined() { QVERIFY(!wilsonInterval(0, 0)); }

    void hypergeometric_data()
    {
        addRows("hypergeometric", [](const json& row) {
            return row["k"].dump() + " of " + row["n"].dump() + ", " + row["marked"].dump() + " of " +
                   row["population"].dump();
        });
    }
    void hypergeometric()
    {
        const json& row = currentCase("hypergeometric");
        const double p = hypergeometricUpperTail(
            {.population = row["population"], .marked = row["marked"], .sample = row["n"], .hits = row["k"]});
        const double expected = row["p"];
        QVERIFY2(isNear(p, expected),
                 qPrintable(QString("%1 instead of %2").arg(p, 0, 'g', 17).arg(expected, 0, 'g', 17)));
    }

    void mcNemar_data()
    {
        addRows("mcnemar", [](const json& row) { return row["gained"].dump() + " and " + row["lost"].dump(); });
    }
    void mcNemar()
    {
        const json& row = currentCase("mcnemar");
        QVERIFY(isNear(mcNemarExact(row["gained"], row["lost"]), row["p"].get<double>()));
    }

    void independentSamples_data()
    {
        addRows("independent_samples", [](const json& row) {
            return row["k1"].dump() + " of " + row["n1"].dump() + ", " + row["k2"].dump() + " of " + row["n2"].dump();
        });
    }
    void independentSamples()
    {
        const json& row = currentCase("independent_samples");
        const Share first{row["k1"], row["n1"]}, second{row["k2"], row["n2"]};
        QVERIFY(isNear(fisherExact(first, second), row["p"].get<double>()));
        QVERIFY(isNear(fisherExact(second, first), row["p"].get<double>()));
        const auto interval = newcombeInterval(first, second);
        QVERIFY(isNear(interval ? std::optional(interval->low) : std::nullopt, row["low"]));
        QVERIFY(isNear(interval ? std::optional(interval->high) : std::nullopt, row["high"]));
    }

    void bootstrap_data()
    {
        addRows("bootstrap", [](const json& row) { return row["name"].get<std::string>(); });
    }
    void bootstrap()
    {
        const json& row = currentCase("bootstrap");
        PairedCounts counts;
        counts.add({.cluster = 0, .capturedFirst = true}); // what the last neuron left
        counts.clear();
        for (const json& each : row["sentences"]) {
            const bool inFirst = each[1] == 1, inSecond = each[3] == 1;
            if (!inFirst && !inSecond) continue;
            counts.add({.cluster = each[0],
                        .capturedFirst = inFirst,
                        .keywordFirst = inFirst && each[2] == 1,
                        .capturedSecond = inSecond,
                        .keywordSecond = inSecond && each[4] == 1});
        }
        const std::uint32_t clusters = row["clusters"], draws = row["draws"], some = draws / 3;
        std::vector<double> changes(draws); // from two tables, as where memory is short
        counts.changes(drawClusters(clusters, row["seed"], 0, some), std::span(changes).first(some));
        counts.changes(drawClusters(clusters, row["seed"], some, draws), std::span(changes).subspan(some));
        for (std::size_t draw = 0; draw < row["first"].size(); ++draw)
            QVERIFY(
                isNear(std::isnan(changes[draw]) ? std::nullopt : std::optional(changes[draw]), row["first"][draw]));
        const auto interval = percentileInterval(changes);
        QVERIFY(isNear(interval ? std::optional(interval->interval.low) : std::nullopt, row["low"]));
        QVERIFY(isNear(interval ? std::optional(interval->interval.high) : std::nullopt, row["high"]));
        if (interval) QCOMPARE(interval->undefined, row["undefined"].get<std::uint32_t>());
    }
    void bootstrapWantsDraws()
    {
        BootstrapSettings().check();
        QVERIFY_EXCEPTION_THROWN(BootstrapSettings{.draws = 0}.check(), Error);
        QVERIFY_EXCEPTION_THROWN(BootstrapSettings{.draws = 1'000'000}.check(), Error);
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(drawClusters(5, 0, 0, 10, source.get_token()), Error);
    }
    /// More rows than sixteen bits can add up in one go.
    void sumsOfManyRows()
    {
        constexpr std::uint32_t rows = 3000;
        DrawTable table(rows, 70);
        for (std::uint32_t row = 0; row < rows; ++row)
            for (int times = 0; times < 255; ++times)
                table.add(row, 69);
        std::vector<std::uint32_t> all(rows);
        std::iota(all.begin(), all.end(), 0u);
        DrawTable::Sums sums{};
        table.sum(1, all, sums);
        QCOMPARE(sums[5], rows * 255);
        QCOMPARE(sums[4], 0u);
    }

    void logistic_data()
    {
        addRows("logistic", [](const json& row) { return row.at("name").get<std::string>(); });
    }
    void logistic()
    {
        const json& row = currentCase("logistic");
        const auto rows = row.at("rows").get<std::vector<double>>();
        const LogisticModel model =
            fitLogistic(rows, row.at("labels").get<std::vector<bool>>(), row.at("features").get<std::size_t>());
        const auto weights = row.at("weights").get<std::vector<double>>();
        QVERIFY(std::abs(model.intercept - row.at("intercept").get<double>()) <= 1e-8);
        QCOMPARE(model.weights.size(), weights.size());
        for (std::size_t f = 0; f < weights.size(); ++f)
            QVERIFY2(std::abs(model.weights[f] - weights[f]) <= 1e-8, qPrintable(QString::number(f)));
    }
    void logisticNeedsBothLabels()
    {
        const std::vector<double> rows{1, 2, 3};
        QVERIFY_EXCEPTION_THROWN(fitLogistic(rows, {true, true, true}, 1), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(fitLogistic(rows, {true, false}, 1), std::invalid_argument);
    }

    void benjaminiHochberg_data()
    {
        addRows("benjamini_hochberg", [](const json& row) {
            return std::to_string(row["p"].size()) + " values, " + (row["p"].empty() ? "" : row["p"][0].dump());
        });
    }
    void benjaminiHochberg()
    {
        const json& row = currentCase("benjamini_hochberg");
        const std::vector<double> q = sparsight::benjaminiHochberg(row["p"].get<std::vector<double>>());
        QCOMPARE(q.size(), row["q"].size());
        for (std::size_t i = 0; i < q.size(); ++i)
            QVERIFY(isNear(q[i], row["q"][i].get<double>()));
    }

    void ranking_data()
    {
        addRows("columns", [](const json& row) { return row["name"].get<std::string>(); });
    }
    void ranking()
    {
        const json& row = currentCase("columns");
        std::vector<LabelledValue> values;
        for (const json& value : row["values"])
            values.emplace_back(value[0].get<float>(), value[1].get<bool>());
        ColumnRanking rank;
        const RankingScores scores = rank(values, row["sentences"], row["labelled"]);
        QVERIFY(isNear(scores.averagePrecision, row["ap"]));
        QVERIFY(isNear(scores.auroc, row["auroc"]));
        QVERIFY(isNear(scores.pearson, row["pearson"]));
    }
    void rankingOfNoSentenceIsUndefined()
    {
        std::vector<LabelledValue> none;
        const RankingScores scores = ColumnRanking()(none, 0, 0);
        QVERIFY(!scores.averagePrecision && !scores.auroc && !scores.pearson);
    }
};

QTEST_APPLESS_MAIN(TestStatistics)
#include "tst_statistics.moc"

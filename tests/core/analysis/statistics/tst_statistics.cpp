// SPDX-License-Identifier: GPL-3.0-or-later
// Against SciPy, scikit-learn and exact integers; make_statistics_goldens.py wrote the numbers.
#include "core/analysis/statistics/FalseDiscovery.h"
#include "core/analysis/statistics/Proportion.h"
#include "core/analysis/statistics/Ranking.h"

#include <QTest>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

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

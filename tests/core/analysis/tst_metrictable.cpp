// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the table of metrics, so that a new row is tested the day it appears.
#include "core/analysis/MetricTable.h"
#include "core/analysis/compare/ChangeTable.h"

#include "core/base/Error.h"
#include "core/base/File.h"

#include <QTest>
#include <cmath>
#include <limits>
#include <map>

using namespace sparsight;

namespace {

/// Every member has a value of its own, so that no row can read another's.
const KtScore someScore = {.captured = 40,
                           .withKeyword = 30,
                           .kt = 0.01,
                           .low = 0.02,
                           .high = 0.03,
                           .lift = 0.04,
                           .coverage = 0.05,
                           .f1 = 0.06,
                           .iou = 0.07,
                           .p = 0.08,
                           .q = 0.09,
                           .averagePrecision = 0.11,
                           .auroc = 0.12,
                           .pearson = 0.13};
const std::map<std::string, double> expectedOfScore = {
    {"k", 30},    {"n", 40},     {"kt", 0.01}, {"low", 0.02}, {"high", 0.03}, {"lift", 0.04},  {"coverage", 0.05},
    {"f1", 0.06}, {"iou", 0.07}, {"p", 0.08},  {"q", 0.09},   {"ap", 0.11},   {"auroc", 0.12}, {"pearson", 0.13}};

const NeuronStatistics someStatistics = {.sentences = 20, .firings = 30, .sum = 50, .maximum = 7.5f};
const std::map<std::string, double> expectedOfNeuron = {{"density", 0.15}, {"sentence_density", 0.2}, {"mean", 0.5},
                                                        {"max", 7.5},      {"sentences", 20},         {"firings", 30}};

LayerTotals totals(std::uint64_t sentences, std::uint64_t positions)
{
    LayerTotals result;
    result.sentences = sentences;
    result.positions = positions;
    return result;
}

void addRows()
{
    QTest::addColumn<const MetricInfo*>("info");
    for (const KtMetric& row : ktMetrics())
        QTest::newRow(row.info.id) << &row.info;
    for (const NeuronMetric& row : neuronMetrics())
        QTest::newRow(row.info.id) << &row.info;
    for (const ChangeMetric& row : changeMetrics())
        QTest::newRow(row.info.id) << &row.info;
}

/// Every member has a value of its own here too.
NeuronChange someChange()
{
    NeuronChange change{.density = 0.01,
                        .sentenceDensity = 0.02,
                        .mean = 0.03,
                        .kt = 0.04,
                        .ktInterval = BootstrapInterval{{0.05, 0.06}, 7},
                        .mcNemarP = 0.08,
                        .mcNemarQ = 0.09,
                        .correlation = 0.12,
                        .topShared = 13,
                        .topJaccard = 0.14,
                        .born = true};
    change.sides[0].rank = 10;
    change.sides[1].rank = 11;
    change.sides[0].score.lift = 1.5;
    change.sides[1].score.lift = 4.0;
    return change;
}
const std::map<std::string, double> expectedOfChange = {{"density_change", 0.01},
                                                        {"sentence_density_change", 0.02},
                                                        {"mean_change", 0.03},
                                                        {"kt_change", 0.04},
                                                        {"kt_change_low", 0.05},
                                                        {"kt_change_high", 0.06},
                                                        {"kt_change_undefined", 7},
                                                        {"lift_change", 2.5},
                                                        {"mcnemar_p", 0.08},
                                                        {"mcnemar_q", 0.09},
                                                        {"rank_before", 10},
                                                        {"rank_after", 11},
                                                        {"correlation", 0.12},
                                                        {"top_shared", 13},
                                                        {"top_jaccard", 0.14},
                                                        {"born", 1},
                                                        {"died", 0}};

} // namespace

Q_DECLARE_METATYPE(const sparsight::MetricInfo*)

class TestMetricTable : public QObject {
    Q_OBJECT

private slots:
    void texts_data() { addRows(); }
    void texts()
    {
        QFETCH(const MetricInfo*, info);
        QVERIFY(!QString(info->title).trimmed().isEmpty());
        QVERIFY(QString(info->formula).size() > 5);
        QVERIFY(!QString(info->formula).endsWith('.'));
        int same = 0;
        for (const KtMetric& row : ktMetrics())
            same += QString(row.info.id) == info->id;
        for (const NeuronMetric& row : neuronMetrics())
            same += QString(row.info.id) == info->id;
        for (const ChangeMetric& row : changeMetrics())
            same += QString(row.info.id) == info->id;
        QCOMPARE(same, 1);
    }

    void everyRowIsExplained_data() { addRows(); }
    void everyRowIsExplained()
    {
        QFETCH(const MetricInfo*, info);
        static const QString document =
            QString::fromStdString(readTextFile(SPARSIGHT_SOURCE_DIR "/docs/definitions.md", 1'000'000));
        QVERIFY2(document.contains(QString("`%1`").arg(info->id)), "docs/definitions.md does not explain it");
    }

    void valuesOfAScore()
    {
        QCOMPARE(ktMetrics().size(), expectedOfScore.size());
        for (const KtMetric& row : ktMetrics())
            QCOMPARE(row.value(someScore), std::optional(expectedOfScore.at(row.info.id)));
    }
    void undefinedValuesOfAScore()
    {
        for (const KtMetric& row : ktMetrics()) {
            const bool isCount = row.info.format == MetricFormat::Count;
            QCOMPARE(row.value({}).has_value(), isCount);
        }
    }

    void valuesOfANeuron()
    {
        QCOMPARE(neuronMetrics().size(), expectedOfNeuron.size());
        for (const NeuronMetric& row : neuronMetrics())
            QCOMPARE(row.value(someStatistics, totals(100, 200)), std::optional(expectedOfNeuron.at(row.info.id)));
    }
    void sharesOfNothingAreUndefined()
    {
        for (const char* id : {"density", "sentence_density", "mean"})
            QVERIFY(!neuronMetric(id).value(someStatistics, totals(0, 0)));
    }
    void totalsAreOfTheLayersStack()
    {
        RunInfo run;
        run.sentencesDone = 5;
        run.tokens = 60;
        run.decoderTokens = 7;
        QCOMPARE(LayerTotals(run, {Stack::Encoder, 6}).positions, std::uint64_t(60));
        QCOMPARE(LayerTotals(run, {Stack::Decoder, 1}).positions, std::uint64_t(7));
        QCOMPARE(LayerTotals(run, {Stack::Decoder, 1}).sentences, std::uint64_t(5));
    }

    void valuesOfAChange()
    {
        QCOMPARE(changeMetrics().size(), expectedOfChange.size());
        for (const ChangeMetric& row : changeMetrics())
            QCOMPARE(row.value(someChange()), std::optional(expectedOfChange.at(row.info.id)));
    }
    void undefinedValuesOfAChange()
    {
        for (const ChangeMetric& row : changeMetrics()) {
            const bool isCounted = std::string_view(row.info.id) == "top_shared" || row.info.better == Better::Higher;
            QCOMPARE(row.value({}).has_value(), isCounted && std::string_view(row.info.id) != "kt_change_low");
        }
    }

    void byId()
    {
        QCOMPARE(QString(ktMetric("lift").info.title), QString("Lift"));
        QVERIFY_EXCEPTION_THROWN(ktMetric("density"), Error);
        QVERIFY_EXCEPTION_THROWN(neuronMetric("lift"), Error);
        QCOMPARE(QString(changeMetric("died").info.title), QString("Died"));
        QVERIFY_EXCEPTION_THROWN(changeMetric("lift"), Error);
    }

    void formats_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("text");
        QTest::newRow("count") << 3072.0 << int(MetricFormat::Count) << "3072";
        QTest::newRow("percent") << 0.0412 << int(MetricFormat::Percent) << "4.12 %";
        QTest::newRow("hundred percent") << 1.0 << int(MetricFormat::Percent) << "100 %";
        QTest::newRow("score") << 18.0 / 35 << int(MetricFormat::Score) << "0.514";
        QTest::newRow("probability") << 0.0316 << int(MetricFormat::Probability) << "0.032";
        QTest::newRow("small probability") << 1.234e-17 << int(MetricFormat::Probability) << "1.2e-17";
        QTest::newRow("value") << 12.34567 << int(MetricFormat::Value) << "12.35";
        QTest::newRow("huge value") << 1e300 << int(MetricFormat::Count) << "1" + QString(300, '0');
        QTest::newRow("undefined") << std::nan("") << int(MetricFormat::Score) << "–";
    }
    void formats()
    {
        QFETCH(double, value);
        QFETCH(int, format);
        QFETCH(QString, text);
        const QString formatted = QString::fromStdString(formatMetric(value, MetricFormat(format)));
        if (qstrcmp(QTest::currentDataTag(), "huge value") == 0)
            QCOMPARE(formatted.size(), text.size());
        else
            QCOMPARE(formatted, text);
    }
    void undefinedIsADash() { QCOMPARE(formatMetric(std::nullopt, MetricFormat::Count), std::string("–")); }
};

QTEST_APPLESS_MAIN(TestMetricTable)
#include "tst_metrictable.moc"

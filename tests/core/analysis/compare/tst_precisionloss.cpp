// SPDX-License-Identifier: GPL-3.0-or-later
// What another precision lost, against plain loops over the values.
#include "../kt/DenseRun.h"
#include "core/analysis/compare/PrecisionLoss.h"
#include "core/base/Error.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr std::uint32_t sentences = 230, neurons = 40;
constexpr LayerId layer{Stack::Encoder, 6};

struct Runs {
    Runs()
        : project(Project::create(std::filesystem::path(folder.path().toStdString()) / "p.sparsight"))
    {
        for (std::uint32_t s = 0; s < sentences; ++s) {
            labels.contains.push_back(s % 5 == 0);
            labels.count += s % 5 == 0;
        }
        reference = randomValues(sentences, neurons, labels.contains, false, 7);
        other = reference;
        other[3][5] += 0.125F;
        other[9][6] = reference[9][6] == 0 ? 2.0F : 0.0F; // fires no more, or fires
        for (std::uint32_t s = 0; s < sentences; s += 5)
            other[s][9] = 0; // loses every sentence with a keyword
        const DatasetId data = project
                                   .importDataset("data", "data",
                                                  [&](const Project::SentenceSink& sink) {
                                                      for (std::uint32_t i = 0; i < sentences; ++i)
                                                          sink({.text = "Sentence " + std::to_string(i)});
                                                      return 0U;
                                                  })
                                   .id;
        runs = {storeRun(project, "fp32", data, reference, false), storeRun(project, "bf16", data, other, false)};
        runs[1].checkpoint = runs[0].checkpoint;
    }

    QTemporaryDir folder;
    Project project;
    TopicLabels labels;
    DenseValues reference, other;
    std::array<RunInfo, 2> runs;
};

} // namespace

class TestPrecisionLoss : public QObject {
    Q_OBJECT

private slots:
    void equalsPlainLoops();
    void sameValuesLoseNothing();
    void refusesOtherCheckpoints();
};

void TestPrecisionLoss::equalsPlainLoops()
{
    const Runs made;
    double largest = 0, largestError = 0, errors = 0, ktChanges = 0, largestKt = 0;
    std::uint32_t pairs = 0, changed = 0, scored = 0;
    for (std::uint32_t n = 0; n < neurons; ++n) {
        bool same = true;
        std::array<double, 2> captured{}, hits{};
        for (std::uint32_t s = 0; s < sentences; ++s) {
            const float a = made.reference[s][n], b = made.other[s][n];
            largest = std::max(largest, double(a));
            largestError = std::max(largestError, std::fabs(double(a) - double(b)));
            errors += std::fabs(double(a) - double(b));
            pairs += a != 0 || b != 0;
            same &= (a > 0) == (b > 0);
            captured[0] += a > 0;
            captured[1] += b > 0;
            hits[0] += a > 0 && made.labels.contains[s];
            hits[1] += b > 0 && made.labels.contains[s];
        }
        changed += !same;
        if (std::min(captured[0], captured[1]) < 10) continue;
        ++scored;
        const double change = std::fabs(hits[0] / captured[0] - hits[1] / captured[1]);
        ktChanges += change;
        largestKt = std::max(largestKt, change);
    }
    QVERIFY(changed >= 2 && scored > 10 && largestKt > 0.1);
    const PrecisionLoss loss = precisionLoss(made.project, made.runs, layer, made.labels, {});
    QCOMPARE(double(loss.largest), largest);
    QCOMPARE(loss.largestError, largestError);
    QCOMPARE(loss.pairs, std::uint64_t(pairs));
    QCOMPARE(loss.meanError, errors / pairs);
    QCOMPARE(loss.neurons, neurons);
    QCOMPARE(loss.changed, changed);
    QCOMPARE(loss.scored, scored);
    QCOMPARE(loss.largestKtChange, largestKt);
    QVERIFY(std::fabs(loss.meanKtChange - ktChanges / scored) < 1e-12);
    const PrecisionLoss plain = precisionLoss(made.project, made.runs, layer, std::nullopt, {});
    QCOMPARE(plain.scored, 0U);
    QCOMPARE(plain.changed, changed);
}

void TestPrecisionLoss::sameValuesLoseNothing()
{
    const Runs made;
    const PrecisionLoss loss = precisionLoss(made.project, {made.runs[0], made.runs[0]}, layer, made.labels, {});
    QCOMPARE(loss.largestError, 0.0);
    QCOMPARE(loss.changed, 0U);
    QCOMPARE(loss.largestKtChange, 0.0);
    QVERIFY(loss.scored > 0);
}

void TestPrecisionLoss::refusesOtherCheckpoints()
{
    Runs made;
    made.runs[1] = made.project.run("bf16");
    QVERIFY_THROWS_EXCEPTION(Error, precisionLoss(made.project, made.runs, layer, std::nullopt, {}));
}

QTEST_APPLESS_MAIN(TestPrecisionLoss)
#include "tst_precisionloss.moc"

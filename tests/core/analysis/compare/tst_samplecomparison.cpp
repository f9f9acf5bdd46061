// SPDX-License-Identifier: GPL-3.0-or-later
// One checkpoint over two data sets, against SciPy (make_compare_goldens.py).
#include "ComparedRuns.h"
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

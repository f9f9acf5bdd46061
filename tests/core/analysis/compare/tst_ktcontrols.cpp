// SPDX-License-Identifier: GPL-3.0-or-later
// Shuffled keywords and halves of the data set, against NumPy and SciPy (make_compare_goldens.py).
#include "ComparedRuns.h"
#include "core/analysis/kt/KtControls.h"

using namespace sparsight;
using namespace sparsight::testing;

namespace {

void checkColumn(const KtColumn& column, const json& expected)
{
    QCOMPARE(column.sentences, expected["sentences"].get<std::uint32_t>());
    QCOMPARE(column.withKeyword, expected["with_keyword"].get<std::uint32_t>());
    QCOMPARE(countPassing(column).passing, expected["passing"].get<std::uint32_t>());
    QCOMPARE(column.scores.size(), expected["n"].size());
    for (std::size_t n = 0; n < column.scores.size(); ++n) {
        const KtScore& score = column.scores[n];
        QCOMPARE(score.captured, expected["n"][n].get<std::uint32_t>());
        QCOMPARE(score.withKeyword, expected["k"][n].get<std::uint32_t>());
        QVERIFY(isGolden(score.q, expected["q"][n]));
    }
}

KtControls compute(const ComparedRuns& runs, const ControlSettings& settings)
{
    return computeKtControls(runs.project, runs.first, ComparedRuns::layer, labelsOf(runs.row["labels"][0]),
                             {.rule = runs.rule()}, settings);
}

} // namespace

class TestKtControls : public QObject {
    Q_OBJECT

private slots:
    void equalsNumPy_data() { addComparedRows("controls"); }
    void equalsNumPy()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const json& expected = runs.row["controls"];
        const KtControls controls =
            compute(runs, {.shuffles = std::uint32_t(expected["shuffled"].size()), .seed = runs.row["seed"]});
        QVERIFY(controls.firstShuffle && controls.halves);
        checkColumn(*controls.firstShuffle, expected["shuffled"][0]);
        for (std::size_t i = 0; i < controls.shuffled.size(); ++i)
            QCOMPARE(controls.shuffled[i].passing, expected["shuffled"][i]["passing"].get<std::uint32_t>());
        for (const std::size_t half : {0, 1})
            checkColumn((*controls.halves)[half], expected["halves"][half]);
    }

    /// More subsets than one block of the table holds: the halves come after the shuffles.
    void manyShuffles()
    {
        const ComparedRuns runs(comparedCases()[0]);
        const json& expected = runs.row["controls"];
        const KtControls controls = compute(runs, {.shuffles = 40, .seed = runs.row["seed"]});
        QCOMPARE(controls.shuffled.size(), std::size_t(40));
        QCOMPARE(controls.shuffled[4].passing, expected["shuffled"][4]["passing"].get<std::uint32_t>());
        checkColumn((*controls.halves)[1], expected["halves"][1]);
    }
    void eachControlIsAChoice()
    {
        const ComparedRuns runs(comparedCases()[0]);
        const KtControls held = compute(runs, {.shuffles = 0});
        QVERIFY(held.halves && !held.firstShuffle && held.shuffled.empty());
        checkColumn((*held.halves)[0], runs.row["controls"]["halves"][0]);
        const KtControls shuffled = compute(runs, {.shuffles = 1, .heldOut = false});
        QVERIFY(!shuffled.halves && shuffled.firstShuffle);
        QVERIFY_EXCEPTION_THROWN(compute(runs, {.shuffles = 201}), Error);
        QVERIFY_EXCEPTION_THROWN(
            computeKtControls(runs.project, runs.first, ComparedRuns::layer, labelsOf("01"), {}, {}), Error);
    }

    void summaryOfTheHalves()
    {
        KtControls controls;
        controls.halves.emplace();
        const auto add = [&](std::size_t half, std::optional<double> kt, std::optional<double> q) {
            (*controls.halves)[half].scores.push_back({.kt = kt, .q = q});
        };
        const std::vector<std::array<std::optional<double>, 4>> neurons = {
            {0.8, 0.01, 0.6, 0.04}, {0.6, 0.001, 0.2, 0.3}, {0.9, 0.05, 0.9, 0.01}, {0.7, 0.02, {}, {}}};
        for (const auto& [kt, q, otherKt, otherQ] : neurons) {
            add(0, kt, q);
            add(1, otherKt, otherQ);
        }
        const HeldOutSummary summary = controls.heldOut();
        QCOMPARE(summary.chosen, 3u);
        QCOMPARE(summary.confirmed, 1u);
        QVERIFY(isGolden(summary.chosenKt, 0.7) && isGolden(summary.heldOutKt, 0.4));
    }
    void shufflesKeepTheirNumber()
    {
        const TopicLabels labels = labelsOf("0110100");
        const TopicLabels first = shuffledLabels(labels, 3, 0), second = shuffledLabels(labels, 3, 1);
        QCOMPARE(std::count(first.contains.begin(), first.contains.end(), true), std::ptrdiff_t(3));
        QVERIFY(first.contains != second.contains);
        QCOMPARE(shuffledLabels(labelsOf("11"), 3, 0).count, 2u);
        QCOMPARE(shuffledLabels(labelsOf(""), 3, 0).count, 0u);
    }
};

QTEST_APPLESS_MAIN(TestKtControls)
#include "tst_ktcontrols.moc"

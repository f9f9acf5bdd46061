// SPDX-License-Identifier: GPL-3.0-or-later
// Neurons that fire together and neurons that are the same in two runs, against NumPy and SciPy.
#include "ComparedRuns.h"
#include "core/analysis/compare/CoFiring.h"
#include "core/analysis/compare/ColumnCorrelation.h"
#include "core/analysis/compare/NeuronMatching.h"
#include "core/analysis/statistics/Percentile.h"

#include <algorithm>

using namespace sparsight;
using namespace sparsight::testing;

class TestRelatedNeurons : public QObject {
    Q_OBJECT

private slots:
    void coFiring_data() { addComparedRows("cofiring"); }
    void coFiring()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const json& expected = runs.row["cofiring"];
        const CoFiring result =
            computeCoFiring(runs.project, runs.first, ComparedRuns::layer, NeuronId(expected["neuron"]));
        QCOMPARE(result.neurons.size(), expected["rows"].size());
        for (std::size_t n = 0; n < result.neurons.size(); ++n) {
            QCOMPARE(result.neurons[n].both, expected["rows"][n]["both"].get<std::uint32_t>());
            QVERIFY(isGolden(result.neurons[n].jaccard, expected["rows"][n]["jaccard"]));
            QVERIFY(isGolden(result.neurons[n].correlation, expected["rows"][n]["r"]));
        }
        const std::vector<NeuronId> order = neuronsByCorrelation(result);
        QCOMPARE(order.size(), result.neurons.size() - 1);
        for (std::size_t i = 1; i < order.size(); ++i) {
            QVERIFY(order[i] != result.neuron);
            QVERIFY(result.neurons[order[i - 1].value].correlation.value_or(-2) >=
                    result.neurons[order[i].value].correlation.value_or(-2));
        }
    }

    void matching_data() { addComparedRows("matching"); }
    void matching()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const NeuronMatching result = matchNeurons(runs.project, {runs.first, runs.second}, ComparedRuns::layer);
        QCOMPARE(result.neurons.size(), runs.row["matching"].size());
        for (std::size_t n = 0; n < result.neurons.size(); ++n) {
            const NeuronMatch& match = result.neurons[n];
            const json& expected = runs.row["matching"][n];
            QVERIFY(isGolden(match.bestCorrelation, expected["best"]));
            QVERIFY(isGolden(match.sameCorrelation, expected["same"]));
            if (match.bestCorrelation) QVERIFY(isGolden(match.bestCorrelation, expected["all"][match.best.value]));
            const bool canTell = match.bestCorrelation && match.sameCorrelation;
            if (canTell && *match.bestCorrelation > *match.sameCorrelation + 1e-9)
                QCOMPARE(match.moved(NeuronId(n)), *match.bestCorrelation >= leastMatch && match.isMutual);
            if (!match.bestCorrelation) continue;
            // Mutual: no other neuron of the first run is more like the best match; of equals the smaller number.
            const json& table = runs.row["matching"];
            std::size_t best = n;
            for (std::size_t other = 0; other < table.size(); ++other) {
                const json &r = table[other]["all"][match.best.value], &most = table[best]["all"][match.best.value];
                if (!r.is_null() && r.get<double>() > most.get<double>() + 1e-12) best = other;
            }
            if (best != n) QVERIFY(!match.isMutual);
            const bool isTied = std::ranges::any_of(table, [&](const json& row) {
                const json &r = row["all"][match.best.value], &own = expected["all"][match.best.value];
                return &row != &expected && !r.is_null() && std::abs(r.get<double>() - own.get<double>()) < 1e-9;
            });
            if (best == n && !isTied) QVERIFY(match.isMutual);
        }
    }
    void swappedNeuronsAreFound()
    {
        const ComparedRuns runs(comparedCases()[0]); // make_compare_goldens.py swaps 12 and 13, and keeps 5 to 11
        const NeuronMatching result = matchNeurons(runs.project, {runs.first, runs.second}, ComparedRuns::layer);
        QVERIFY(result.neurons[12].best == NeuronId(13) && result.neurons[13].best == NeuronId(12));
        QVERIFY(result.neurons[12].moved(NeuronId(12)) && !result.neurons[7].moved(NeuronId(7)));
        QVERIFY(!result.neurons[0].bestCorrelation && !result.neurons[0].moved(NeuronId(0))); // never fires
    }
    /// Many are most like neuron 7 of the other run; it has one counterpart all the same.
    void aMatchThatIsNotMutualHasNotMoved()
    {
        ComparedRuns runs(comparedCases()[0]);
        const std::size_t sentences = runs.row["groups"].size();
        DenseValues first(sentences, std::vector<float>(3)), second(sentences, std::vector<float>(3));
        for (std::size_t s = 0; s < sentences; ++s) {
            second[s][0] = s % 3 == 0;
            first[s][1] = s % 3 == 0;
            first[s][2] = s % 3 == 0 || s % 5 == 0;
        }
        const RunInfo a = storeRun(runs.project, "a", runs.first.dataset, first, false);
        const RunInfo b = storeRun(runs.project, "b", runs.first.dataset, second, false);
        const NeuronMatching result = matchNeurons(runs.project, {a, b}, ComparedRuns::layer);
        QCOMPARE(result.candidates, 3U);
        QVERIFY(result.neurons[1].best == NeuronId(0) && result.neurons[1].isMutual);
        QVERIFY(result.neurons[2].best == NeuronId(0) && !result.neurons[2].isMutual);
        QVERIFY(result.neurons[2].hasCounterpart());
        QVERIFY(result.neurons[1].moved(NeuronId(1)) && !result.neurons[2].moved(NeuronId(2)));
        const MatchCounts counts(result);
        QCOMPARE(counts.matched, 2U);
        QCOMPARE(counts.mutual, 1U);
        QCOMPARE(counts.moved, 1U);
    }
    void luckIsTheBestOfShuffledSentences_data() { addComparedRows("matching"); }
    void luckIsTheBestOfShuffledSentences()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const NeuronMatching result = matchNeurons(runs.project, {runs.first, runs.second}, ComparedRuns::layer);
        const std::vector<std::uint32_t> places = shuffledSentences(result.sentences);
        const RunReader first(runs.project, runs.first.id, ComparedRuns::layer);
        const RunReader second(runs.project, runs.second.id, ComparedRuns::layer);
        std::vector<double> best;
        for (std::uint32_t n = 0; n < runs.first.neurons; ++n) {
            std::vector<ColumnEntry> column = first.column(NeuronId(n));
            for (ColumnEntry& entry : column)
                entry.row = places[entry.row];
            std::ranges::sort(column, {}, &ColumnEntry::row);
            std::optional<double> most;
            for (std::uint32_t other = 0; other < runs.second.neurons; ++other) {
                const auto r = correlationOf(column, second.column(NeuronId(other)), result.sentences);
                if (r) most = std::max(most.value_or(*r), *r);
            }
            if (most) best.push_back(*most);
        }
        QCOMPARE(result.chance.has_value(), !best.empty());
        if (best.empty()) return;
        std::ranges::sort(best);
        QCOMPARE(result.chance->neurons, std::uint32_t(best.size()));
        QVERIFY(std::abs(result.chance->best - percentileOf(best, 0.95)) < 1e-9);
    }
    void checkpointsOfOtherShapesMatch()
    {
        ComparedRuns runs(comparedCases()[0]);
        const DenseValues narrow(runs.row["groups"].size(), std::vector<float>(3, 1.0F));
        const RunInfo other = storeRun(runs.project, "narrow", runs.first.dataset, narrow, false);
        const NeuronMatching result = matchNeurons(runs.project, {runs.first, other}, ComparedRuns::layer);
        QCOMPARE(result.neurons.size(), std::size_t(runs.first.neurons));
        QVERIFY(!result.neurons[7].bestCorrelation); // of a constant there is no correlation
    }
    void refusals()
    {
        ComparedRuns runs(comparedCases()[0]);
        const auto match = [&](const RunInfo& other, LayerId layer, std::stop_token stop = {}) {
            matchNeurons(runs.project, {runs.first, other}, layer, stop);
        };
        QVERIFY_EXCEPTION_THROWN(match(runs.other, ComparedRuns::layer), Error);
        QVERIFY_EXCEPTION_THROWN(match(runs.second, {Stack::Decoder, 1}), Error);
        QVERIFY_EXCEPTION_THROWN(
            computeCoFiring(runs.project, runs.first, ComparedRuns::layer, NeuronId(runs.first.neurons)), Error);
        std::stop_source source;
        source.request_stop();
        QVERIFY_EXCEPTION_THROWN(match(runs.second, ComparedRuns::layer, source.get_token()), Error);
    }
};

QTEST_APPLESS_MAIN(TestRelatedNeurons)
#include "tst_relatedneurons.moc"

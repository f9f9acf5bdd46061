// SPDX-License-Identifier: GPL-3.0-or-later
// Two runs neuron by neuron, against NumPy and SciPy (make_compare_goldens.py).
#include "ComparedRuns.h"
#include "core/analysis/compare/ChangeTable.h"
#include "core/analysis/compare/RunComparison.h"
#include "core/analysis/compare/RunDensity.h"

#include <cstdint>
#include <functional>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

ErrorCode codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    throw std::logic_error("no Error was thrown");
}

RunComparison compare(const ComparedRuns& runs, const BootstrapSettings& bootstrap, bool withTopic = true)
{
    std::optional<std::array<TopicLabels, 2>> labels;
    if (withTopic) labels = {labelsOf(runs.row["labels"][0]), labelsOf(runs.row["labels"][1])};
    return compareRuns(runs.project, {runs.first, runs.second}, ComparedRuns::layer, labels,
                       {.rule = runs.rule(), .bootstrap = bootstrap});
}

std::optional<double> number(const std::optional<std::uint32_t>& value)
{
    return value ? std::optional<double>(*value) : std::nullopt;
}

/// Only what sorting looks at.
RunComparison withChanges(const std::vector<std::optional<double>>& kt)
{
    RunComparison comparison{.withKeyword = {{3, 3}}};
    for (const auto& value : kt) {
        NeuronChange change;
        change.kt = value;
        change.sides[0].score.captured = change.sides[1].score.captured = 20;
        comparison.neurons.push_back(change);
    }
    return comparison;
}

} // namespace

class TestRunComparison : public QObject {
    Q_OBJECT

private slots:
    void equalsNumPy_data() { addComparedRows("rows"); }
    void equalsNumPy()
    {
        QFETCH(int, index);
        const ComparedRuns runs(comparedCases()[std::size_t(index)]);
        const json& row = runs.row;
        const RunComparison result = compare(runs, {row["draws"], row["seed"]});
        QCOMPARE(result.clusters, row["clusters"].get<std::uint32_t>());
        QCOMPARE(result.neurons.size(), row["rows"].size());
        for (std::size_t n = 0; n < result.neurons.size(); ++n) {
            const NeuronChange& change = result.neurons[n];
            const json& expected = row["rows"][n];
            const std::string where = "neuron " + std::to_string(n) + ", ";
            const auto check = [&](const char* what, const std::optional<double>& actual, const json& wanted) {
                QVERIFY2(isGolden(actual, wanted),
                         (where + what + ": " + std::to_string(actual.value_or(NAN)) + " instead of " + wanted.dump())
                             .c_str());
            };
            for (const std::size_t side : {0, 1}) {
                const NeuronSide& own = change.sides[side];
                check("n", own.score.captured, expected["n"][side]);
                check("k", own.score.withKeyword, expected["k"][side]);
                check("q", own.score.q, expected["q"][side]);
                check("rank", number(own.rank), expected["rank"][side]);
            }
            check("density", change.density, expected["density"]);
            check("sentence density", change.sentenceDensity, expected["density"]); // a token a sentence
            check("mean", change.mean, expected["mean"]);
            check("KT", change.kt, expected["kt"]);
            const auto& interval = change.ktInterval;
            check("low", interval ? std::optional(interval->interval.low) : std::nullopt, expected["low"]);
            check("high", interval ? std::optional(interval->interval.high) : std::nullopt, expected["high"]);
            if (interval) check("undefined", interval->undefined, expected["undefined"]);
            check("McNemar p", change.mcNemarP, expected["mcnemar_p"]);
            check("McNemar q", change.mcNemarQ, expected["mcnemar_q"]);
            check("r", change.correlation, expected["r"]);
            check("top", change.topShared, expected["top_shared"]);
            check("Jaccard", change.topJaccard, expected["top_jaccard"]);
            QCOMPARE(change.born, expected["born"].get<bool>());
            QCOMPARE(change.died, expected["died"].get<bool>());
        }
    }

    void withoutATopic()
    {
        const ComparedRuns runs(comparedCases()[0]);
        const RunComparison result = compare(runs, {}, false);
        QVERIFY(!result.withKeyword);
        for (std::size_t n = 0; n < result.neurons.size(); ++n) {
            const NeuronChange& change = result.neurons[n];
            QVERIFY(!change.kt && !change.ktInterval && !change.sides[0].score.kt && !change.sides[0].rank);
            QVERIFY(isGolden(change.sides[1].score.captured, runs.row["rows"][n]["n"][1]));
            QVERIFY(isGolden(change.correlation, runs.row["rows"][n]["r"]));
        }
        const NeuronId first = neuronsByChange(result).front();
        for (const NeuronChange& change : result.neurons)
            QVERIFY(std::abs(*change.density) <= std::abs(*result.neurons[first.value].density));
    }

    /// More draws than the memory for their results takes at once, of a data set with as many values as threads need.
    void piecesAndThreadsDoNotChangeTheResult()
    {
        constexpr std::uint32_t sentences = 6000, neurons = 200;
        std::vector<bool> marks(sentences);
        for (std::uint32_t s = 0; s < sentences; ++s)
            marks[s] = s % 4 == 0;
        const QTemporaryDir folder;
        Project project = Project::create(std::filesystem::path(folder.path().toStdString()) / "p.sparsight");
        const DatasetId data = storeSentences(project, "data", marks);
        const std::array runs = {
            storeRun(project, "a", data, randomValues(sentences, neurons, marks, false, 1), false),
            storeRun(project, "b", data, randomValues(sentences, neurons, marks, false, 2), false)};
        QVERIFY(runs[0].nonzeros > 300'000);
        const TopicLabels labels{marks, sentences / 4};
        // 64 MiB hold 83 neurons of 100,000 draws, and 11,184 draws of 6000 sentences.
        const auto compare = [&](std::uint32_t draws) {
            return compareRuns(project, runs, ComparedRuns::layer, {{labels, labels}}, {.bootstrap = {draws, 7}});
        };
        const RunComparison result = compare(12'000), some = compare(64);
        for (std::size_t n = 1; n < neurons; ++n) {
            const NeuronChange& change = result.neurons[n];
            QCOMPARE(change.ktInterval.has_value(), change.kt.has_value());
            if (!change.ktInterval || n == 3) continue;
            QVERIFY(change.ktInterval->interval.low <= *change.kt && *change.kt <= change.ktInterval->interval.high);
            QVERIFY(std::abs(change.ktInterval->interval.low - some.neurons[n].ktInterval->interval.low) < 0.05);
            QCOMPARE(change.ktInterval->undefined, 0u);
        }
    }

    void refusals()
    {
        ComparedRuns runs(comparedCases()[0]);
        const TopicLabels labels = labelsOf(runs.row["labels"][0]);
        const auto code = [&](const RunInfo& other, LayerId layer, const TopicLabels& given, std::uint32_t draws) {
            return codeOf([&] {
                compareRuns(runs.project, {runs.first, other}, layer, {{given, given}}, {.bootstrap = {draws, 0}});
            });
        };
        QVERIFY(code(runs.other, ComparedRuns::layer, labels, 10) == ErrorCode::BadInput);
        QVERIFY(code(runs.second, {Stack::Decoder, 1}, labels, 10) == ErrorCode::NotFound);
        QVERIFY(code(runs.second, ComparedRuns::layer, labelsOf("0101"), 10) == ErrorCode::BadInput);
        QVERIFY(code(runs.second, ComparedRuns::layer, labels, 0) == ErrorCode::BadInput);
        const DenseValues narrow(labels.contains.size(), std::vector<float>(3));
        const RunInfo other = storeRun(runs.project, "narrow", runs.first.dataset, narrow, false);
        QVERIFY(code(other, ComparedRuns::layer, labels, 10) == ErrorCode::BadInput);
    }
    void aStopIsHonoured()
    {
        const ComparedRuns runs(comparedCases()[0]);
        std::stop_source source;
        source.request_stop();
        QVERIFY(
            codeOf([&] {
                compareRuns(runs.project, {runs.first, runs.second}, ComparedRuns::layer, {}, {}, source.get_token());
            }) == ErrorCode::Cancelled);
    }

    void densitiesOfLayers()
    {
        const ComparedRuns runs(comparedCases()[0]);
        const auto layers = runDensities(runs.project, runs.first);
        QCOMPARE(layers.size(), std::size_t(1));
        QVERIFY(layers[0].layer == ComparedRuns::layer);
        const double pairs = double(runs.row["groups"].size()) * runs.first.neurons;
        QVERIFY(isGolden(layers[0].density, double(runs.first.nonzeros) / pairs)); // a token a sentence
    }

    void clearChangesComeFirst()
    {
        RunComparison comparison = withChanges({0.1, 0.9, -0.3, std::nullopt, 0.2, -0.1});
        comparison.neurons[1].sides[1].score.captured = 2; // too few
        comparison.neurons[0].ktInterval = {{0.05, 0.2}, 0};
        comparison.neurons[4].ktInterval = {{-0.1, 0.3}, 0};
        comparison.neurons[5].ktInterval = {{-0.2, -0.01}, 0};
        QCOMPARE(comparison.neurons[0].ktDirection(), 1);
        QCOMPARE(comparison.neurons[4].ktDirection(), 0);
        QCOMPARE(comparison.neurons[5].ktDirection(), -1);
        std::vector<std::uint32_t> order;
        for (const NeuronId neuron : neuronsByChange(comparison))
            order.push_back(neuron.value);
        QCOMPARE(order, (std::vector<std::uint32_t>{0, 5, 2, 4, 3, 1}));
    }
    void sortedByANumber()
    {
        RunComparison comparison = withChanges({0.1, -0.9, std::nullopt, 0.2});
        for (std::uint32_t n = 0; n < 4; ++n)
            comparison.neurons[n].correlation = n == 1 ? std::nullopt : std::optional(0.5 - n / 10.0);
        const auto sorted = [&](const char* id) {
            std::vector<NeuronId> neurons{NeuronId(0), NeuronId(1), NeuronId(2), NeuronId(3)};
            sortByMetric(neurons, comparison, changeMetric(id));
            std::vector<std::uint32_t> order;
            for (const NeuronId neuron : neurons)
                order.push_back(neuron.value);
            return order;
        };
        QCOMPARE(sorted("kt_change"), (std::vector<std::uint32_t>{1, 3, 0, 2}));
        QCOMPARE(sorted("correlation"), (std::vector<std::uint32_t>{3, 2, 0, 1}));
    }
    void changesShowTheirSign()
    {
        const ChangeMetric &kt = changeMetric("kt_change"), &density = changeMetric("density_change");
        QCOMPARE(formatChange(0.1142, kt), std::string("+0.114"));
        QCOMPARE(formatChange(-0.1142, kt), std::string("-0.114"));
        QCOMPARE(formatChange(0.0, kt), std::string("0.000"));
        QCOMPARE(formatChange(0.0123, density), std::string("+1.23 pp"));
        QCOMPARE(formatChange(std::nullopt, density), std::string("–"));
        QCOMPARE(formatChange(17, changeMetric("top_shared")), std::string("17"));
    }
};

QTEST_APPLESS_MAIN(TestRunComparison)
#include "tst_runcomparison.moc"

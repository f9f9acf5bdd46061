// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/PairComparison.h"

#include "core/analysis/compare/SampleComparison.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace sparsight {
namespace {

TopicLabels labelsOf(const Project& project, const RunInfo& run, const ComparisonChoice& choice,
                     const std::stop_token& stop)
{
    return choice.inGenerated ? labelGeneratedText(project, run.id, *choice.topic, stop)
                              : labelSentences(project, run.dataset, *choice.topic, stop);
}

std::optional<double> difference(const char* metric, const NeuronChange& change,
                                 const std::array<LayerTotals, 2>& totals)
{
    const auto& value = neuronMetric(metric).value;
    const auto before = value(change.sides[0].statistics, totals[0]),
               after = value(change.sides[1].statistics, totals[1]);
    return before && after ? std::optional(*after - *before) : std::nullopt;
}

void compareStatistics(const Project& project, RunComparison& changes)
{
    for (const std::size_t side : {0, 1}) {
        changes.totals[side] = LayerTotals(changes.runs[side], changes.layer);
        const RunReader reader(project, changes.runs[side].id, changes.layer);
        const auto statistics = reader.statistics();
        changes.neurons.resize(statistics.size());
        for (std::size_t n = 0; n < statistics.size(); ++n)
            changes.neurons[n].sides[side].statistics = statistics[n];
    }
    for (NeuronChange& change : changes.neurons) {
        change.density = difference("density", change, changes.totals);
        change.sentenceDensity = difference("sentence_density", change, changes.totals);
        change.mean = difference("mean", change, changes.totals);
        const bool before = change.sides[0].statistics.firings > 0, after = change.sides[1].statistics.firings > 0;
        change.born = !before && after;
        change.died = before && !after;
    }
}

void compareTopic(const Project& project, const ComparisonChoice& choice, PairComparison& result,
                  const std::stop_token& stop)
{
    const KtOptions options{.rule = choice.rule, .minimumCaptured = choice.minimumCaptured, .ranking = false};
    std::array<KtColumn, 2> columns;
    RunComparison& changes = result.changes;
    changes.withKeyword.emplace();
    for (const std::size_t side : {0, 1}) {
        const RunInfo& run = changes.runs[side];
        columns[side] = computeKt(project, run, choice.layer, labelsOf(project, run, choice, stop), options, stop);
        (*changes.withKeyword)[side] = columns[side].withKeyword;
        addDamage(changes.damage, columns[side].damage);
        std::uint32_t rank = 0;
        for (const NeuronId neuron : neuronsByEvidence(columns[side])) {
            if (columns[side].scores[neuron.value].q) changes.neurons[neuron.value].sides[side].rank = ++rank;
        }
    }
    result.carried = carryOver({columns[0].scores, columns[1].scores}, result.sentences, *changes.withKeyword);
    const std::vector<SampleChange> samples = compareSamples(columns[0], columns[1], choice.minimumCaptured);
    for (std::size_t n = 0; n < samples.size(); ++n) {
        NeuronChange& change = changes.neurons[n];
        for (const std::size_t side : {0, 1})
            change.sides[side].score = samples[n].scores[side];
        change.kt = samples[n].kt;
        if (samples[n].interval) change.ktInterval = BootstrapInterval{.interval = *samples[n].interval};
        result.fisher.push_back({samples[n].p, samples[n].q});
    }
}

std::vector<NeuronId> bySignificance(const PairComparison& result)
{
    std::vector<NeuronId> neurons = neuronsByChange(result.changes);
    if (result.fisher.empty()) return neurons;
    std::ranges::stable_sort(neurons, {}, [&](NeuronId neuron) { // as the command line orders samples
        return std::tuple(result.fisher[neuron.value].q.value_or(2), -std::fabs(result.change(neuron).kt.value_or(0)),
                          neuron.value);
    });
    return neurons;
}

void compareDatasets(const Project& project, const ComparisonChoice& choice, PairComparison& result,
                     const std::stop_token& stop)
{
    result.independent = true;
    result.shared = countShared(project, choice.pair()[0].dataset, choice.pair()[1].dataset, stop);
    RunComparison& changes = result.changes;
    changes.runs = choice.pair();
    changes.layer = choice.layer;
    changes.sentences = result.sentences[0];
    compareStatistics(project, changes);
    if (choice.topic) compareTopic(project, choice, result, stop);
}

} // namespace

int PairComparison::direction(NeuronId neuron) const
{
    return changes.isTested(neuron) ? change(neuron).ktDirection() : 0;
}

std::shared_ptr<const PairComparison> comparePair(const Project& project, const ComparisonChoice& choice,
                                                  const std::stop_token& stop)
{
    auto result = std::make_shared<PairComparison>();
    const std::array<RunInfo, 2> runs = choice.pair();
    for (const std::size_t side : {0, 1})
        result->sentences[side] = project.dataset(runs[side].dataset).sentences;
    result->topic = choice.topic ? QString::fromStdString(choice.topic->name) : QString();
    result->inGenerated = choice.inGenerated;
    const ComparisonSettings settings{.rule = choice.rule, .minimumCaptured = choice.minimumCaptured};
    result->changes.settings = settings;
    if (runs[0].dataset != runs[1].dataset && runs[0].checkpoint == runs[1].checkpoint) {
        compareDatasets(project, choice, *result, stop);
    } else {
        std::optional<std::array<TopicLabels, 2>> labels;
        if (choice.topic && runs[0].dataset == runs[1].dataset) { // else they do not compare, which is said below
            TopicLabels first = labelsOf(project, runs[0], choice, stop);
            TopicLabels second = choice.inGenerated ? labelsOf(project, runs[1], choice, stop) : first;
            labels.emplace(std::array{std::move(first), std::move(second)});
        }
        result->changes = compareRuns(project, runs, choice.layer, labels, settings, stop);
    }
    result->order = bySignificance(*result);
    return result;
}

std::shared_ptr<const PairComparison> rankPair(const Project& project, const ComparisonChoice& choice,
                                               const PairComparison& pair, const std::stop_token& stop,
                                               const ProgressCallback& progress)
{
    auto result = std::make_shared<PairComparison>(pair);
    const KtOptions options{.rule = choice.rule, .minimumCaptured = choice.minimumCaptured, .ranking = true};
    for (const std::size_t side : {0, 1}) {
        const RunInfo& run = pair.changes.runs[side];
        const KtColumn column =
            computeKt(project, run, choice.layer, labelsOf(project, run, choice, stop), options, stop, progress);
        for (std::size_t n = 0; n < column.scores.size(); ++n) {
            KtScore& score = result->changes.neurons[n].sides[side].score;
            score.averagePrecision = column.scores[n].averagePrecision;
            score.auroc = column.scores[n].auroc;
            score.pearson = column.scores[n].pearson;
        }
    }
    result->isRanked = true;
    return result;
}

} // namespace sparsight

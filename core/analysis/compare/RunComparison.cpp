// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/RunComparison.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/compare/ColumnCorrelation.h"
#include "core/analysis/compare/KtBootstrap.h"
#include "core/analysis/statistics/FalseDiscovery.h"
#include "core/analysis/statistics/McNemar.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <tuple>

namespace sparsight {

namespace {

using ByteLabels = std::array<std::vector<std::uint8_t>, 2>; // [2][sentences], empty without a topic

struct ComparisonTask {
    CapturingPair pair;
    ByteLabels labels;
    RunComparison& result;
    DamageLog damage = {};
};

std::optional<double> changeOf(const std::optional<double>& before, const std::optional<double>& after)
{
    if (!before || !after) return std::nullopt;
    return *after - *before;
}

class ComparisonWorker final : public NeuronRangeWorker {
public:
    ComparisonWorker(const Project& project, ComparisonTask& task)
        : m_task(task)
        , m_columns(project, task.pair)
        , m_selector({}, task.result.sentences)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_columns.forEach(
            first, last,
            [&](NeuronId neuron, const auto& before, const auto& after) {
                NeuronChange& change = m_task.result.neurons[neuron.value];
                change.sides[0].score = score(before.captured, 0);
                change.sides[1].score = score(after.captured, 1);
                change.kt = changeOf(change.sides[0].score.kt, change.sides[1].score.kt);
                change.correlation = correlationOf(before.column, after.column, m_task.result.sentences);
                compareTop(before.column, after.column, change);
                compareKeywords(after.captured, change);
            },
            stop);
    }
    void finish() override { m_columns.logDamage(m_task.damage); }

private:
    using Column = CapturedColumns::Column;

    KtScore score(std::span<const std::uint32_t> captured, std::size_t side) const
    {
        const RunComparison& result = m_task.result;
        if (!result.withKeyword) return {.captured = static_cast<std::uint32_t>(captured.size())};
        std::uint64_t hits = 0;
        for (const std::uint32_t sentence : captured)
            hits += m_task.labels[side][sentence];
        return scoreOf({.population = result.sentences,
                        .marked = (*result.withKeyword)[side],
                        .sample = captured.size(),
                        .hits = hits});
    }
    void compareTop(Column before, Column after, NeuronChange& change)
    {
        const std::uint32_t count = m_task.result.settings.topSentences;
        m_selector.selectTop(before, count, m_top[0]);
        m_selector.selectTop(after, count, m_top[1]);
        std::ranges::sort(m_top[0]);
        for (const std::uint32_t sentence : m_top[1])
            change.topShared += std::ranges::binary_search(m_top[0], sentence);
        const std::size_t all = m_top[0].size() + m_top[1].size() - change.topShared;
        if (all > 0) change.topJaccard = change.topShared / static_cast<double>(all);
    }
    /// Of sentences that both runs capture because the rule says so: where a keyword came and where one went.
    void compareKeywords(std::span<const std::uint32_t> captured, NeuronChange& change) const
    {
        const RunComparison& result = m_task.result;
        if (result.settings.rule.kind != CaptureRule::Kind::Fixed || !change.kt) return;
        std::uint64_t gained = 0, lost = 0;
        for (const std::uint32_t sentence : captured) {
            gained += m_task.labels[1][sentence] > m_task.labels[0][sentence];
            lost += m_task.labels[1][sentence] < m_task.labels[0][sentence];
        }
        change.mcNemarP = mcNemarExact(gained, lost);
    }

    ComparisonTask& m_task;
    PairedColumns m_columns;
    CaptureSelector m_selector; // for the top sentences
    std::array<std::vector<std::uint32_t>, 2> m_top;
};

void requireComparable(const std::array<RunInfo, 2>& runs)
{
    const auto& [first, second] = runs;
    if (first.dataset != second.dataset) {
        throw Error(ErrorCode::BadInput, "The runs \"" + first.name + "\" and \"" + second.name +
                                             "\" are over different data sets; capture both checkpoints over one.");
    }
    if (first.neurons != second.neurons) {
        throw Error(ErrorCode::BadInput, "The run \"" + first.name + "\" has " + std::to_string(first.neurons) +
                                             " neurons a layer and \"" + second.name + "\" has " +
                                             std::to_string(second.neurons) +
                                             "; neuron by neuron only checkpoints of one shape compare.");
    }
}

ByteLabels toBytes(const std::optional<std::array<TopicLabels, 2>>& labels, const CapturingLayer& layer)
{
    ByteLabels bytes;
    if (!labels) return bytes;
    for (const std::size_t side : {0, 1}) {
        const std::vector<bool>& contains = (*labels)[side].contains;
        if (contains.size() != layer.sentences()) {
            throw Error(ErrorCode::BadInput, "The labels are of " + std::to_string(contains.size()) +
                                                 " sentences and the run \"" + layer.run().name + "\" is over " +
                                                 std::to_string(layer.sentences()) + "; label its data set.");
        }
        bytes[side].assign(contains.begin(), contains.end());
    }
    return bytes;
}

/// What the store counted already, and what follows from it.
void addStatistics(const Project& project, RunComparison& result)
{
    for (const std::size_t side : {0, 1}) {
        const auto statistics = RunReader(project, result.runs[side].id, result.layer).statistics();
        for (std::size_t n = 0; n < result.neurons.size(); ++n)
            result.neurons[n].sides[side].statistics = statistics[n];
    }
    for (NeuronChange& change : result.neurons) {
        const auto difference = [&](const char* id) {
            const auto value = neuronMetric(id).value;
            return changeOf(value(change.sides[0].statistics, result.totals[0]),
                            value(change.sides[1].statistics, result.totals[1]));
        };
        change.density = difference("density");
        change.sentenceDensity = difference("sentence_density");
        change.mean = difference("mean");
        const bool before = change.sides[0].statistics.firings > 0, after = change.sides[1].statistics.firings > 0;
        change.born = !before && after;
        change.died = before && !after;
    }
}

/// q and rank of every neuron in one run, for which all of the layer are needed.
void addEvidence(RunComparison& result, std::size_t side)
{
    KtColumn column;
    for (const NeuronChange& change : result.neurons)
        column.scores.push_back(change.sides[side].score);
    adjustForTheLayer(column.scores, result.settings.minimumCaptured);
    std::uint32_t rank = 0;
    for (const NeuronId neuron : neuronsByEvidence(column)) {
        NeuronSide& own = result.neurons[neuron.value].sides[side];
        own.score = column.scores[neuron.value];
        ++rank;
        if (own.score.q) own.rank = rank;
    }
}

void adjustMcNemar(RunComparison& result)
{
    std::vector<double> p;
    for (std::uint32_t n = 0; n < result.neurons.size(); ++n)
        if (result.isTested(NeuronId(n)) && result.neurons[n].mcNemarP) p.push_back(*result.neurons[n].mcNemarP);
    const std::vector<double> q = benjaminiHochberg(p);
    auto next = q.begin();
    for (std::uint32_t n = 0; n < result.neurons.size(); ++n)
        if (result.isTested(NeuronId(n)) && result.neurons[n].mcNemarP) result.neurons[n].mcNemarQ = *next++;
}

} // namespace

int NeuronChange::ktDirection() const
{
    if (!ktInterval) return 0;
    return ktInterval->interval.low > 0 ? 1 : ktInterval->interval.high < 0 ? -1 : 0;
}

bool RunComparison::isTested(NeuronId neuron) const
{
    return std::ranges::all_of(neurons[neuron.value].sides,
                               [&](const NeuronSide& side) { return side.score.captured >= settings.minimumCaptured; });
}

RunComparison compareRuns(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                          const std::optional<std::array<TopicLabels, 2>>& labels, const ComparisonSettings& settings,
                          const std::stop_token& stop, const ProgressCallback& progress)
{
    requireComparable(runs);
    settings.bootstrap.check();
    RunComparison result{.runs = runs, .layer = layer, .settings = settings};
    ComparisonTask task{.pair = {{project, runs[0], layer, settings.rule, stop, progress},
                                 {project, runs[1], layer, settings.rule, stop, progress}},
                        .labels = {},
                        .result = result};
    task.labels = toBytes(labels, task.pair.first);
    result.sentences = task.pair.first.sentences();
    if (labels) result.withKeyword = {(*labels)[0].count, (*labels)[1].count};
    result.totals = {LayerTotals(runs[0], layer), LayerTotals(runs[1], layer)};
    result.neurons.resize(runs[0].neurons);
    processNeuronRanges(
        project,
        {.stage = "comparing neurons",
         .neurons = runs[0].neurons,
         .values = task.pair.values(),
         .makeWorker = [&](const Project& own) { return std::make_unique<ComparisonWorker>(own, task); }},
        stop, progress);
    result.damage = task.damage.damage();
    addStatistics(project, result);
    if (!labels) return result;
    addEvidence(result, 0);
    addEvidence(result, 1);
    adjustMcNemar(result);
    const SentenceClusters clusters = readClusters(project, runs[0].dataset, stop);
    result.clusters = clusters.count;
    result.clustersAreDocuments = clusters.areDocuments;
    // One cluster is drawn again and again: the interval would be a point, and say that all is certain.
    if (clusters.count > 1) addBootstrap(project, task.pair, task.labels, clusters, result, stop, progress);
    return result;
}

ChangeCounts::ChangeCounts(const RunComparison& comparison)
{
    for (std::uint32_t n = 0; n < comparison.neurons.size(); ++n) {
        const NeuronChange& change = comparison.neurons[n];
        born += change.born;
        died += change.died;
        never += change.sides[0].statistics.firings == 0 && change.sides[1].statistics.firings == 0;
        if (!comparison.isTested(NeuronId(n))) continue;
        ++tested;
        higher += change.ktDirection() > 0;
        lower += change.ktDirection() < 0;
    }
}

std::vector<NeuronId> neuronsByChange(const RunComparison& comparison)
{
    const auto key = [&](NeuronId neuron) {
        const NeuronChange& change = comparison.neurons[neuron.value];
        const std::optional<double>& size = comparison.withKeyword ? change.kt : change.density;
        const bool isTested = !comparison.withKeyword || comparison.isTested(neuron);
        return std::tuple(isTested, isTested && change.ktDirection() != 0, size ? std::fabs(*size) : -1.0);
    };
    std::vector<NeuronId> neurons;
    for (std::uint32_t n = 0; n < comparison.neurons.size(); ++n)
        neurons.emplace_back(n);
    std::ranges::stable_sort(neurons, std::greater<>(), key);
    return neurons;
}

} // namespace sparsight

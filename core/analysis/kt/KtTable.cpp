// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/KtTable.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/RunChecks.h"
#include "core/analysis/kt/CapturedColumns.h"
#include "core/analysis/statistics/FalseDiscovery.h"
#include "core/analysis/statistics/Proportion.h"
#include "core/analysis/statistics/Ranking.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace sparsight {

namespace {

std::optional<double> ratio(double numerator, double denominator)
{
    if (denominator == 0) return std::nullopt;
    return numerator / denominator;
}

using Column = CapturedColumns::Column;

/// Labels as bytes, because vector<bool> is slow to read. [sentences]
using LabelBytes = std::vector<std::uint8_t>;

LabelBytes bytesOf(const TopicLabels& labels)
{
    return {labels.contains.begin(), labels.contains.end()};
}

/// The ranking scores of one neuron after the other.
class Ranker {
public:
    void rank(Column column, const LabelBytes& labels, const KtColumn& table, KtScore& score)
    {
        m_values.clear();
        for (const ColumnEntry& entry : column)
            m_values.emplace_back(std::fabs(entry.value), labels[entry.row] != 0);
        const RankingScores scores = m_ranking(m_values, table.sentences, table.withKeyword);
        score.averagePrecision = scores.averagePrecision;
        score.auroc = scores.auroc;
        score.pearson = scores.pearson;
    }

private:
    std::vector<LabelledValue> m_values;
    ColumnRanking m_ranking;
};

KtScore scoreIn(const KtColumn& table, std::uint64_t captured, std::uint64_t withKeyword)
{
    return scoreOf(
        {.population = table.sentences, .marked = table.withKeyword, .sample = captured, .hits = withKeyword});
}

/// A computation of KT columns, one a topic: what all threads read, and the results that each fills in its neurons'
/// places.
struct KtTask {
    const KtOptions& options;
    CapturingLayer layer;
    std::span<const TopicLabels> topics;
    std::vector<KtColumn>& results;
    DamageLog damage = {};
};

class KtWorker final : public NeuronRangeWorker {
public:
    KtWorker(const Project& project, KtTask& task, const std::vector<LabelBytes>& labels)
        : m_task(task)
        , m_labels(labels)
        , m_columns(project, task.layer)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_columns.forEach(
            first, last,
            [&](NeuronId neuron, auto column, auto captured) {
                for (std::size_t topic = 0; topic < m_labels.size(); ++topic)
                    score(neuron, column, captured, topic);
            },
            stop);
    }
    void finish() override { m_columns.logDamage(m_task.damage); }

private:
    void score(NeuronId neuron, Column column, std::span<const std::uint32_t> captured, std::size_t topic)
    {
        const LabelBytes& labels = m_labels[topic];
        std::uint64_t withKeyword = 0;
        for (const std::uint32_t sentence : captured)
            withKeyword += labels[sentence];
        KtColumn& result = m_task.results[topic];
        KtScore& score = result.scores[neuron.value];
        score = scoreIn(result, captured.size(), withKeyword);
        if (m_task.options.ranking) m_ranker.rank(column, labels, result, score);
    }

    KtTask& m_task;
    const std::vector<LabelBytes>& m_labels;
    CapturedColumns m_columns;
    Ranker m_ranker;
};

/// Where every non-zero value is captured, the sentences need only be counted.
class CountingWorker final : public NeuronRangeWorker {
public:
    CountingWorker(const Project& project, KtTask& task, const RowMarks& marks)
        : m_task(task)
        , m_marks(marks)
        , m_reader(project, task.layer.run().id, task.layer.layer())
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_reader.countMarked(
            first, last, m_marks,
            [&](NeuronId neuron, auto counts) {
                for (std::size_t topic = 0; topic < m_task.results.size(); ++topic) {
                    KtColumn& result = m_task.results[topic];
                    result.scores[neuron.value] = scoreIn(result, counts[0], counts[1 + topic]);
                }
            },
            stop);
    }
    void finish() override { m_task.damage.add(m_reader); }

private:
    KtTask& m_task;
    const RowMarks& m_marks;
    RunReader m_reader;
};

bool capturesEveryValue(const CaptureRule& rule)
{
    return rule.kind == CaptureRule::Kind::Threshold && rule.value == 0;
}

/// Ready when the marks or the labels are made, which all threads then share.
void scoreLayer(const Project& project, KtTask& task, const std::stop_token& stop, const ProgressCallback& progress)
{
    NeuronRangeJob job{.stage = "scoring neurons",
                       .neurons = task.layer.run().neurons,
                       .values = task.layer.values(),
                       .makeWorker = {}};
    if (capturesEveryValue(task.options.rule) && !task.options.ranking) {
        std::vector<const std::vector<bool>*> sets;
        for (const TopicLabels& labels : task.topics)
            sets.push_back(&labels.contains);
        const RowMarks marks = RunReader(project, task.layer.run().id, task.layer.layer()).marksOf(sets);
        job.makeWorker = [&](const Project& own) { return std::make_unique<CountingWorker>(own, task, marks); };
        processNeuronRanges(project, job, stop, progress);
        return;
    }
    std::vector<LabelBytes> labels;
    for (const TopicLabels& each : task.topics)
        labels.push_back(bytesOf(each));
    job.makeWorker = [&](const Project& own) { return std::make_unique<KtWorker>(own, task, labels); };
    processNeuronRanges(project, job, stop, progress);
}

} // namespace

std::optional<double> liftOf(const SampleCounts& counts)
{
    return ratio(static_cast<double>(counts.hits) * static_cast<double>(counts.population),
                 static_cast<double>(counts.sample) * static_cast<double>(counts.marked));
}

KtScore scoreOf(const SampleCounts& counts)
{
    const auto n = static_cast<double>(counts.sample), k = static_cast<double>(counts.hits);
    const auto allLabelled = static_cast<double>(counts.marked);
    KtScore score{.captured = static_cast<std::uint32_t>(counts.sample),
                  .withKeyword = static_cast<std::uint32_t>(counts.hits)};
    score.kt = ratio(k, n);
    if (const auto interval = wilsonInterval(counts.hits, counts.sample)) {
        score.low = interval->low;
        score.high = interval->high;
    }
    score.lift = liftOf(counts);
    score.coverage = ratio(k, allLabelled);
    score.f1 = ratio(2 * k, n + allLabelled);
    score.iou = ratio(k, n + allLabelled - k);
    score.p = hypergeometricUpperTail(counts);
    return score;
}

void adjustForTheLayer(std::vector<KtScore>& scores, std::uint32_t minimumCaptured)
{
    std::vector<double> p;
    for (const KtScore& score : scores)
        if (score.captured >= minimumCaptured) p.push_back(*score.p);
    const std::vector<double> q = benjaminiHochberg(p);
    auto next = q.begin();
    for (KtScore& score : scores)
        if (score.captured >= minimumCaptured) score.q = *next++;
}

KtColumn computeKt(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                   const KtOptions& options, const std::stop_token& stop, const ProgressCallback& progress)
{
    return computeKt(project, run, layer, std::span(&labels, 1), options, stop, progress).front();
}

std::vector<KtColumn> computeKt(const Project& project, const RunInfo& run, LayerId layer,
                                std::span<const TopicLabels> topics, const KtOptions& options,
                                const std::stop_token& stop, const ProgressCallback& progress)
{
    std::vector<KtColumn> results(topics.size(), {.run = run, .layer = layer});
    if (topics.empty()) return results;
    KtTask task{.options = options,
                .layer = {project, run, layer, options.rule, stop, progress},
                .topics = topics,
                .results = results};
    for (std::size_t topic = 0; topic < topics.size(); ++topic) {
        requireLabels(run, task.layer.sentences(), topics[topic]);
        results[topic].sentences = task.layer.sentences();
        results[topic].withKeyword = topics[topic].count;
        results[topic].scores.resize(run.neurons);
    }
    scoreLayer(project, task, stop, progress);
    for (KtColumn& result : results) {
        result.damage = task.damage.damage();
        adjustForTheLayer(result.scores, options.minimumCaptured);
    }
    return results;
}

void rankNeurons(const Project& project, KtColumn& column, const TopicLabels& labels, std::span<const NeuronId> neurons,
                 const std::stop_token& stop)
{
    const RunReader reader(project, column.run.id, column.layer);
    const LabelBytes bytes = bytesOf(labels);
    Ranker ranker;
    for (const NeuronId neuron : neurons) {
        throwIfStopped(stop);
        const std::vector<ColumnEntry> values = reader.column(neuron); // refuses a neuron that there is not
        ranker.rank(values, bytes, column, column.scores[neuron.value]);
    }
    addDamage(column.damage, damageOf(reader));
}

std::vector<NeuronId> neuronsByEvidence(const KtColumn& column)
{
    std::vector<NeuronId> neurons;
    for (std::uint32_t n = 0; n < column.scores.size(); ++n)
        neurons.emplace_back(n);
    sortByEvidence(neurons, column);
    return neurons;
}

void requireOneDataset(std::span<const RunInfo> runs)
{
    for (const RunInfo& run : runs) {
        if (run.dataset == runs.front().dataset) continue;
        throw Error(ErrorCode::BadInput, "Runs \"" + runs.front().name + "\" and \"" + run.name +
                                             "\" are over different data sets; their KT-scores do not compare row by "
                                             "row, ask for them one at a time.");
    }
}

void sortByEvidence(std::vector<NeuronId>& neurons, const KtColumn& column)
{
    const auto before = [&](NeuronId a, NeuronId b) {
        const KtScore& left = column.scores[a.value];
        const KtScore& right = column.scores[b.value];
        const double leftQ = left.q.value_or(2), rightQ = right.q.value_or(2);
        if (leftQ != rightQ) return leftQ < rightQ;
        return left.lift.value_or(-1) > right.lift.value_or(-1);
    };
    std::ranges::stable_sort(neurons, before);
}

} // namespace sparsight

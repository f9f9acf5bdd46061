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

/// A computation of one KT column: what all threads read, and the result that each fills in its neurons' places.
struct KtTask {
    const KtOptions& options;
    CapturingLayer layer;
    std::vector<std::uint8_t> labels; ///< [sentences], bytes because vector<bool> is slow to read
    KtColumn& result;
    DamageLog damage = {};
};

class KtWorker final : public NeuronRangeWorker {
public:
    KtWorker(const Project& project, KtTask& task)
        : m_task(task)
        , m_columns(project, task.layer)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_columns.forEach(
            first, last,
            [&](NeuronId neuron, auto column, auto captured) {
                score(column, captured, m_task.result.scores[neuron.value]);
            },
            stop);
    }
    void finish() override { m_columns.logDamage(m_task.damage); }

private:
    using Column = CapturedColumns::Column;

    void score(Column column, std::span<const std::uint32_t> captured, KtScore& score)
    {
        std::uint64_t withKeyword = 0;
        for (const std::uint32_t sentence : captured)
            withKeyword += m_task.labels[sentence];
        const KtColumn& result = m_task.result;
        score = scoreOf({.population = result.sentences,
                         .marked = result.withKeyword,
                         .sample = captured.size(),
                         .hits = withKeyword});
        if (m_task.options.ranking) rank(column, score);
    }
    void rank(Column column, KtScore& score)
    {
        m_values.clear();
        for (const ColumnEntry& entry : column)
            m_values.emplace_back(std::fabs(entry.value), m_task.labels[entry.row] != 0);
        const RankingScores scores = m_ranking(m_values, m_task.result.sentences, m_task.result.withKeyword);
        score.averagePrecision = scores.averagePrecision;
        score.auroc = scores.auroc;
        score.pearson = scores.pearson;
    }

    KtTask& m_task;
    CapturedColumns m_columns;
    std::vector<LabelledValue> m_values;
    ColumnRanking m_ranking;
};

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
    KtColumn result{.run = run, .layer = layer};
    KtTask task{.options = options,
                .layer = {project, run, layer, options.rule, stop, progress},
                .labels = {labels.contains.begin(), labels.contains.end()},
                .result = result};
    requireLabels(run, task.layer.sentences(), labels);
    result.sentences = task.layer.sentences();
    result.withKeyword = labels.count;
    result.scores.resize(run.neurons);
    processNeuronRanges(project,
                        {.stage = "scoring neurons",
                         .neurons = run.neurons,
                         .values = task.layer.values(),
                         .makeWorker = [&](const Project& own) { return std::make_unique<KtWorker>(own, task); }},
                        stop, progress);
    result.damage = task.damage.damage();
    adjustForTheLayer(result.scores, options.minimumCaptured);
    return result;
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

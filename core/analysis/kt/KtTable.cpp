// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/KtTable.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/kt/CaptureSelector.h"
#include "core/analysis/statistics/FalseDiscovery.h"
#include "core/analysis/statistics/Proportion.h"
#include "core/analysis/statistics/Ranking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace sparsight {

namespace {

std::optional<double> ratio(double numerator, double denominator)
{
    if (denominator == 0) return std::nullopt;
    return numerator / denominator;
}

KtScore scoreOf(const SampleCounts& counts)
{
    const auto n = static_cast<double>(counts.sample), k = static_cast<double>(counts.hits);
    const auto allSentences = static_cast<double>(counts.population), allLabelled = static_cast<double>(counts.marked);
    KtScore score{.captured = static_cast<std::uint32_t>(counts.sample),
                  .withKeyword = static_cast<std::uint32_t>(counts.hits)};
    score.kt = ratio(k, n);
    if (const auto interval = wilsonInterval(counts.hits, counts.sample)) {
        score.low = interval->low;
        score.high = interval->high;
    }
    score.lift = ratio(k * allSentences, n * allLabelled);
    score.coverage = ratio(k, allLabelled);
    score.f1 = ratio(2 * k, n + allLabelled);
    score.iou = ratio(k, n + allLabelled - k);
    score.p = hypergeometricUpperTail(counts);
    return score;
}

/// A run and the simple rule by which its neurons capture.
struct RuledRun {
    RunInfo run;
    CaptureRule rule;
    std::uint32_t sentences = 0;
    std::shared_ptr<const StrongestNeurons> strongest; ///< for Winner
};

std::uint64_t valuesOfALayer(const RunInfo& run)
{
    return run.nonzeros / std::max<std::size_t>(run.settings.layers.size(), 1);
}

void requireComplete(const RunInfo& run, std::uint32_t sentences)
{
    if (run.complete) return;
    throw Error(ErrorCode::BadInput, "The run \"" + run.name + "\" has " + std::to_string(run.sentencesDone) + " of " +
                                         std::to_string(sentences) + " sentences; capture it to the end first.");
}

/// Gathers the strongest neuron of every sentence.
class StrongestWorker final : public NeuronRangeWorker {
public:
    StrongestWorker(const Project& project, const RuledRun& ruled, LayerId layer, StrongestNeurons& all)
        : m_reader(project, ruled.run.id, layer)
        , m_own(ruled.sentences)
        , m_all(all)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_reader.forEachColumn(
            first, last, [&](NeuronId neuron, auto column) { m_own.add(neuron, column); }, stop);
    }
    void finish() override { m_all.merge(m_own); }

private:
    RunReader m_reader;
    StrongestNeurons m_own;
    StrongestNeurons& m_all;
};

RuledRun prepare(const Project& project, const RunInfo& run, LayerId layer, const CaptureRule& rule,
                 const std::stop_token& stop, const ProgressCallback& progress)
{
    RuledRun ruled{.run = run, .rule = rule, .sentences = project.dataset(run.dataset).sentences};
    requireComplete(run, ruled.sentences);
    if (rule.kind != CaptureRule::Kind::Winner) return ruled;
    auto strongest = std::make_shared<StrongestNeurons>(ruled.sentences);
    processNeuronRanges(
        project,
        {.stage = "finding every sentence's strongest neuron",
         .neurons = run.neurons,
         .values = valuesOfALayer(run),
         .makeWorker =
             [&](const Project& own) { return std::make_unique<StrongestWorker>(own, ruled, layer, *strongest); }},
        stop, progress);
    ruled.strongest = std::move(strongest);
    return ruled;
}

/// The other run of Matched and Fixed, checked against the run that is scored.
RuledRun prepareOther(const Project& project, const RunInfo& run, LayerId layer, const CaptureRule& rule,
                      const std::stop_token& stop, const ProgressCallback& progress)
{
    const RunInfo other = project.run(rule.run);
    if (other.neurons != run.neurons) {
        throw Error(ErrorCode::BadInput, "The run \"" + other.name + "\" has " + std::to_string(other.neurons) +
                                             " neurons a layer and \"" + run.name + "\" has " +
                                             std::to_string(run.neurons) + "; " + rule.toString() +
                                             " needs checkpoints of one shape.");
    }
    if (rule.kind == CaptureRule::Kind::Fixed && other.dataset != run.dataset) {
        throw Error(ErrorCode::BadInput, "The runs \"" + other.name + "\" and \"" + run.name +
                                             "\" are over different data sets; " + rule.toString() +
                                             " needs the same sentences.");
    }
    return prepare(project, other, layer, CaptureRule::parse(rule.inner.empty() ? "threshold:0" : rule.inner), stop,
                   progress);
}

/// A computation of one KT column: what all threads read, and the result that each fills in its neurons' places.
struct KtTask {
    const KtOptions& options;
    LayerId layer;
    RuledRun run;
    std::optional<RuledRun> other;    ///< Matched, Fixed
    std::vector<std::uint8_t> labels; ///< [sentences], bytes because vector<bool> is slow to read
    KtColumn& result;
    /// Blocks that any thread could not read, with their numbers of sentences.
    std::map<RunId, std::map<std::uint32_t, std::uint32_t>> damaged = {};
};

class KtWorker final : public NeuronRangeWorker {
public:
    KtWorker(const Project& project, KtTask& task)
        : m_task(task)
        , m_reader(project, task.run.run.id, task.layer)
        , m_selector(task.run.rule, task.run.sentences, task.run.strongest)
    {
        if (!task.other) return;
        m_otherReader.emplace(project, task.other->run.id, task.layer);
        m_otherSelector.emplace(task.other->rule, task.other->sentences, task.other->strongest);
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        if (m_otherReader) {
            m_inOther.resize(last.value - first.value);
            m_otherReader->forEachColumn(
                first, last,
                [&](NeuronId neuron, auto column) {
                    m_otherSelector->select(neuron, column, m_inOther[neuron.value - first.value]);
                },
                stop);
        }
        m_reader.forEachColumn(
            first, last,
            [&](NeuronId neuron, auto column) {
                score(column, capture(neuron, column, neuron.value - first.value), m_task.result.scores[neuron.value]);
            },
            stop);
    }
    void finish() override
    {
        noteDamage(m_reader);
        if (m_otherReader) noteDamage(*m_otherReader);
    }

private:
    using Column = std::span<const ColumnEntry>;

    void noteDamage(const RunReader& reader)
    {
        auto blocks = reader.damagedBlocks();
        if (!blocks.empty()) m_task.damaged[reader.run().id].merge(blocks);
    }
    /// The captured sentences of the neuron that is `index` in its range.
    const std::vector<std::uint32_t>& capture(NeuronId neuron, Column column, std::uint32_t index)
    {
        switch (m_task.options.rule.kind) {
        case CaptureRule::Kind::Fixed: return m_inOther[index];
        case CaptureRule::Kind::Matched: m_selector.selectTop(column, m_inOther[index].size(), m_captured); break;
        default: m_selector.select(neuron, column, m_captured); break;
        }
        return m_captured;
    }
    void score(Column column, const std::vector<std::uint32_t>& captured, KtScore& score)
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
    RunReader m_reader;
    CaptureSelector m_selector;
    std::optional<RunReader> m_otherReader;
    std::optional<CaptureSelector> m_otherSelector;
    std::vector<std::vector<std::uint32_t>> m_inOther; ///< captured in the other run, by neuron of the range
    std::vector<std::uint32_t> m_captured;
    std::vector<LabelledValue> m_values;
    ColumnRanking m_ranking;
};

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

} // namespace

KtColumn computeKt(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                   const KtOptions& options, const std::stop_token& stop, const ProgressCallback& progress)
{
    const bool readsOther =
        options.rule.kind == CaptureRule::Kind::Matched || options.rule.kind == CaptureRule::Kind::Fixed;
    KtColumn result{.run = run, .layer = layer};
    KtTask task{.options = options,
                .layer = layer,
                .run = prepare(project, run, layer, readsOther ? CaptureRule{} : options.rule, stop, progress),
                .labels = {labels.contains.begin(), labels.contains.end()},
                .result = result};
    if (readsOther) task.other = prepareOther(project, run, layer, options.rule, stop, progress);
    if (task.labels.size() != task.run.sentences) {
        throw Error(ErrorCode::BadInput, "The labels are of " + std::to_string(task.labels.size()) +
                                             " sentences and the run \"" + run.name + "\" is over " +
                                             std::to_string(task.run.sentences) + "; label its data set.");
    }
    result.sentences = task.run.sentences;
    result.withKeyword = labels.count;
    result.scores.resize(run.neurons);
    const std::uint64_t values = valuesOfALayer(run) + (task.other ? valuesOfALayer(task.other->run) : 0);
    processNeuronRanges(project,
                        {.stage = "scoring neurons",
                         .neurons = run.neurons,
                         .values = values,
                         .makeWorker = [&](const Project& own) { return std::make_unique<KtWorker>(own, task); }},
                        stop, progress);
    for (const auto& [damagedRun, blocks] : task.damaged) {
        RunDamage damage{damagedRun, static_cast<std::uint32_t>(blocks.size())};
        for (const auto& [block, sentences] : blocks)
            damage.sentences += sentences;
        result.damage.push_back(damage);
    }
    adjustForTheLayer(result.scores, options.minimumCaptured);
    return result;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/census/Census.h"

#include "core/analysis/MetricTable.h"
#include "core/analysis/NeuronRanges.h"
#include "core/analysis/census/SentenceCells.h"
#include "core/analysis/kt/CapturedColumns.h"
#include "core/analysis/kt/RuleHint.h"
#include "core/base/EnumNames.h"
#include "core/base/Sha256.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

namespace sparsight {

namespace {

constexpr EnumNames<neuronClasses> classNames{"class of neurons", {"never", "always", "topic", "general", "rest"}};

void requireRange(const char* name, double value, double low, double high)
{
    if (std::isfinite(value) && value >= low && value <= high) return;
    throw Error(ErrorCode::BadInput,
                std::string("The census's ") + name + " must be from " + formatMetric(low, MetricFormat::Score) +
                    " to " + formatMetric(high, MetricFormat::Score) + ", not " + std::to_string(value) + ".",
                {.item = name});
}

/// How many of a neuron's sentences lie in each group and half.
struct GroupCounts {
    std::vector<std::array<std::uint32_t, 2>> inGroups; ///< [groups][half]
    std::array<std::uint32_t, 2> inHalves{};

    std::uint32_t all() const { return inHalves[0] + inHalves[1]; }
};

/// Groups and halves of a data set, and the counting of sentences in them.
class CensusPlan {
public:
    CensusPlan(const CensusSentences& sentences, std::span<const CensusTopic> topics)
        : m_sentences(sentences)
        , m_topics(topics)
        , m_cells(sentences.labelOf.size())
    {
        m_cells.divide([&](std::uint32_t sentence) { return sentences.secondHalf[sentence]; });
        m_cells.divide([&](std::uint32_t sentence) { return sentences.labelOf[sentence]; });
        for (const CensusTopic& topic : topics)
            m_cells.divide([&](std::uint32_t sentence) { return topic.labels.contains[sentence]; });
        for (std::size_t cell = 0; cell < m_cells.count(); ++cell)
            m_groupsOf.push_back(groupsOf(m_cells.example(cell)));
    }

    std::size_t groups() const { return m_topics.size() + m_sentences.labels.size(); }
    std::size_t cells() const { return m_cells.count(); }
    std::uint32_t cellOf(std::uint32_t sentence) const { return m_cells.cellOf(sentence); }

    GroupCounts gather(std::span<const std::uint32_t> inCells) const
    {
        GroupCounts counts{.inGroups = std::vector<std::array<std::uint32_t, 2>>(groups())};
        for (std::size_t cell = 0; cell < inCells.size(); ++cell) {
            const std::uint8_t half = m_sentences.secondHalf[m_cells.example(cell)];
            counts.inHalves[half] += inCells[cell];
            for (const std::uint32_t group : m_groupsOf[cell])
                counts.inGroups[group][half] += inCells[cell];
        }
        return counts;
    }
    /// Of all sentences.
    GroupCounts totals() const
    {
        std::vector<std::uint32_t> inCells(cells());
        for (std::uint32_t sentence = 0; sentence < m_sentences.labelOf.size(); ++sentence)
            ++inCells[cellOf(sentence)];
        return gather(inCells);
    }
    std::vector<CensusGroup> describe(const GroupCounts& totals) const
    {
        std::vector<CensusGroup> all;
        for (std::size_t group = 0; group < groups(); ++group) {
            const bool isTopic = group < m_topics.size();
            const auto& inHalves = totals.inGroups[group];
            all.push_back({.name = isTopic ? m_topics[group].name : m_sentences.labels[group - m_topics.size()],
                           .isTopic = isTopic,
                           .sentences = inHalves[0] + inHalves[1],
                           .inHalves = inHalves});
        }
        return all;
    }

private:
    std::vector<std::uint32_t> groupsOf(std::uint32_t sentence) const
    {
        std::vector<std::uint32_t> all;
        for (std::uint32_t topic = 0; topic < m_topics.size(); ++topic)
            if (m_topics[topic].labels.contains[sentence]) all.push_back(topic);
        const std::uint32_t label = m_sentences.labelOf[sentence];
        if (label != CensusSentences::noLabel) all.push_back(static_cast<std::uint32_t>(m_topics.size()) + label);
        return all;
    }

    const CensusSentences& m_sentences;
    std::span<const CensusTopic> m_topics;
    SentenceCells m_cells;
    std::vector<std::vector<std::uint32_t>> m_groupsOf; // [cells]
};

/// A census on its way: what all threads read, and what each fills in its neurons' places.
struct CensusTask {
    CapturingLayer layer;
    const CensusPlan& plan;
    const GroupCounts& totals;
    std::size_t topics = 0;
    Census& result;
    std::vector<NeuronStatistics> statistics;                ///< [neurons]
    std::vector<std::array<std::vector<KtScore>, 2>> scores; ///< [topics][half][neurons]
    DamageLog damage = {};
};

class CensusWorker final : public NeuronRangeWorker {
public:
    CensusWorker(const Project& project, CensusTask& task)
        : m_task(task)
        , m_columns(project, task.layer)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_columns.forEach(
            first, last,
            [&](NeuronId neuron, auto column, auto captured) {
                m_task.result.neurons[neuron.value].kind = byFiring(neuron, column);
                score(neuron, captured);
            },
            stop);
    }
    void finish() override { m_columns.logDamage(m_task.damage); }

private:
    /// The class without regard to topics.
    NeuronClass byFiring(NeuronId neuron, CapturedColumns::Column column)
    {
        const Census& census = m_task.result;
        const NeuronStatistics& statistics = m_task.statistics[neuron.value];
        if (statistics.firings == 0) return NeuronClass::Never;
        if (static_cast<double>(statistics.sentences) / census.sentences >= census.settings.alwaysOn)
            return NeuronClass::Always;
        // Which sentences these are, only their values tell: with the last position or the mean it may fire without.
        m_inCells.assign(m_task.plan.cells(), 0);
        for (const ColumnEntry& entry : column)
            if (std::fabs(entry.value) > census.run.settings.epsilon) ++m_inCells[m_task.plan.cellOf(entry.row)];
        return isGeneral(m_task.plan.gather(m_inCells)) ? NeuronClass::General : NeuronClass::Rest;
    }

    bool isGeneral(const GroupCounts& fired) const
    {
        const Census& census = m_task.result;
        bool judged = false;
        for (std::size_t group = 0; group < census.groups.size(); ++group) {
            if (census.groups[group].sentences == 0) continue;
            const std::uint32_t inGroup = fired.inGroups[group][0] + fired.inGroups[group][1];
            const auto lift = liftOf({.population = census.sentences,
                                      .marked = census.groups[group].sentences,
                                      .sample = fired.all(),
                                      .hits = inGroup});
            if (inGroup == 0 || *lift >= census.settings.generalLift) return false;
            judged = true;
        }
        return judged;
    }

    /// How the neuron follows each topic in each half.
    void score(NeuronId neuron, std::span<const std::uint32_t> captured)
    {
        m_inCells.assign(m_task.plan.cells(), 0);
        for (const std::uint32_t sentence : captured)
            ++m_inCells[m_task.plan.cellOf(sentence)];
        const GroupCounts counts = m_task.plan.gather(m_inCells);
        for (std::size_t topic = 0; topic < m_task.topics; ++topic) {
            for (const std::size_t half : {0, 1}) {
                m_task.scores[topic][half][neuron.value] = scoreOf({.population = m_task.totals.inHalves[half],
                                                                    .marked = m_task.totals.inGroups[topic][half],
                                                                    .sample = counts.inHalves[half],
                                                                    .hits = counts.inGroups[topic][half]});
            }
        }
    }

    CensusTask& m_task;
    CapturedColumns m_columns;
    std::vector<std::uint32_t> m_inCells;
};

bool follows(const KtScore& score, const CensusSettings& settings)
{
    return score.q && *score.q < settings.topicQ && score.lift && *score.lift >= settings.topicLift;
}

CensusEvidence evidenceOf(std::uint32_t topic, const KtScore& one, const KtScore& other)
{
    return {.topic = topic,
            .captured = one.captured + other.captured,
            .withKeyword = one.withKeyword + other.withKeyword,
            .lift = std::min(*one.lift, *other.lift),
            .q = std::max(*one.q, *other.q)};
}

bool saysMore(const CensusEvidence& one, const CensusEvidence& other)
{
    return one.q != other.q ? one.q < other.q : one.lift > other.lift;
}

/// Topic comes before General and after the classes above it; that needs the q of all neurons.
void findTopicNeurons(CensusTask& task)
{
    Census& census = task.result;
    for (std::uint32_t topic = 0; topic < task.topics; ++topic) {
        for (std::vector<KtScore>& half : task.scores[topic])
            adjustForTheLayer(half, census.settings.minimumCaptured);
        for (std::size_t n = 0; n < census.neurons.size(); ++n) {
            CensusNeuron& neuron = census.neurons[n];
            if (neuron.kind < NeuronClass::Topic || !follows(task.scores[topic][0][n], census.settings) ||
                !follows(task.scores[topic][1][n], census.settings))
                continue;
            neuron.kind = NeuronClass::Topic;
            neuron.topics.push_back(topic);
            const CensusEvidence evidence = evidenceOf(topic, task.scores[topic][0][n], task.scores[topic][1][n]);
            if (!neuron.strongest || saysMore(evidence, *neuron.strongest)) neuron.strongest = evidence;
            ++census.groups[topic].neurons;
        }
    }
}

void requireSentences(const CapturingLayer& layer, const CensusSentences& sentences,
                      std::span<const CensusTopic> topics)
{
    bool fits = sentences.labelOf.size() == layer.sentences();
    for (const CensusTopic& topic : topics)
        fits = fits && topic.labels.contains.size() == layer.sentences();
    if (fits) return;
    throw Error(ErrorCode::BadInput, "The sentences of the census are not those of the run \"" + layer.run().name +
                                         "\"; read and label its data set.");
}

} // namespace

std::string_view toString(NeuronClass kind)
{
    return classNames.of(kind);
}

void CensusSettings::check() const
{
    requireRange("share of sentences of neurons that are always on", alwaysOn, 0, 1);
    requireRange("largest q of topic neurons", topicQ, 0, 1);
    requireRange("least lift of topic neurons", topicLift, 0, 1e6);
    requireRange("lift that general neurons stay below", generalLift, 0, 1e6);
    if (generalLift > topicLift) {
        throw Error(ErrorCode::BadInput,
                    "The census's lift that general neurons stay below (" +
                        formatMetric(generalLift, MetricFormat::Score) +
                        ") must not be more than the least lift of topic neurons (" +
                        formatMetric(topicLift, MetricFormat::Score) + "): what follows a topic is not general.",
                    {.item = "lift that general neurons stay below"});
    }
}

bool isInSecondHalf(std::string_view group, SentenceId sentence)
{
    Sha256 hash;
    hash.add(group.empty() ? std::string_view(std::to_string(sentence.value)) : group);
    return hash.hex().front() >= '8'; // letters come after digits
}

CensusSentences readCensusSentences(const Project& project, DatasetId dataset, const std::stop_token& stop)
{
    CensusSentences read;
    std::map<std::string, std::uint32_t> labels; // numbered as they are met
    project.forEachSentence(dataset, [&](SentenceId id, const Sentence& sentence) {
        if (id.value % 1024 == 0) throwIfStopped(stop);
        read.secondHalf.push_back(isInSecondHalf(sentence.group, id));
        if (sentence.label.empty()) return read.labelOf.push_back(CensusSentences::noLabel);
        read.labelOf.push_back(
            labels.try_emplace(sentence.label, static_cast<std::uint32_t>(labels.size())).first->second);
    });
    std::vector<std::uint32_t> sorted(labels.size());
    for (const auto& [label, number] : labels) {
        sorted[number] = static_cast<std::uint32_t>(read.labels.size());
        read.labels.push_back(label);
    }
    for (std::uint32_t& label : read.labelOf)
        if (label != CensusSentences::noLabel) label = sorted[label];
    return read;
}

std::vector<NeuronId> Census::neuronsOf(NeuronClass kind) const
{
    std::vector<NeuronId> all;
    for (std::uint32_t n = 0; n < neurons.size(); ++n)
        if (neurons[n].kind == kind) all.emplace_back(n);
    return all;
}

std::vector<std::string> Census::limits() const
{
    std::vector<std::string> all;
    const auto hasSentences = [](const CensusGroup& group) { return group.sentences > 0; };
    if (std::ranges::none_of(groups, hasSentences))
        all.push_back("No neuron can be general: the data set has no labels, and no topic occurs in it.");
    if (sentences > 0 && (halves[0] == 0 || halves[1] == 0)) {
        all.push_back(
            "No neuron can follow a topic: all sentences are of one half, because they belong to one document "
            "or too few.");
    }
    for (const CensusGroup& group : groups) {
        if (group.isTopic && (group.inHalves[0] == 0) != (group.inHalves[1] == 0))
            all.push_back("No neuron can follow " + group.name + ": its keywords occur in one half only.");
    }
    if (const std::string hint = ruleHint(run, settings.rule); !hint.empty()) all.push_back(hint + ".");
    return all;
}

Census computeCensus(const Project& project, const RunInfo& run, LayerId layer, const CensusSentences& sentences,
                     std::span<const CensusTopic> topics, const CensusSettings& settings, const std::stop_token& stop,
                     const ProgressCallback& progress)
{
    settings.check();
    CapturingLayer columns(project, run, layer, settings.rule, stop, progress);
    requireSentences(columns, sentences, topics);
    const CensusPlan plan(sentences, topics);
    const GroupCounts totals = plan.totals();
    Census census{.run = run,
                  .layer = layer,
                  .settings = settings,
                  .sentences = columns.sentences(),
                  .halves = totals.inHalves,
                  .positions = LayerTotals(run, layer).positions,
                  .groups = plan.describe(totals),
                  .neurons = std::vector<CensusNeuron>(run.neurons)};
    if (census.positions > 0) census.neverBound = -std::expm1(std::log(0.05) / static_cast<double>(census.positions));
    const std::array<std::vector<KtScore>, 2> halves{std::vector<KtScore>(run.neurons),
                                                     std::vector<KtScore>(run.neurons)};
    CensusTask task{.layer = std::move(columns),
                    .plan = plan,
                    .totals = totals,
                    .topics = topics.size(),
                    .result = census,
                    .statistics = RunReader(project, run.id, layer).statistics(),
                    .scores = {topics.size(), halves}};
    processNeuronRanges(project,
                        {.stage = "classifying neurons",
                         .neurons = run.neurons,
                         .values = task.layer.values(),
                         .makeWorker = [&](const Project& own) { return std::make_unique<CensusWorker>(own, task); }},
                        stop, progress);
    census.damage = task.damage.damage();
    for (std::size_t n = 0; census.positions > 0 && n < census.neurons.size(); ++n)
        census.neurons[n].density =
            static_cast<double>(task.statistics[n].firings) / static_cast<double>(census.positions);
    findTopicNeurons(task);
    for (const CensusNeuron& neuron : census.neurons)
        ++census.counts[static_cast<std::size_t>(neuron.kind)];
    return census;
}

} // namespace sparsight

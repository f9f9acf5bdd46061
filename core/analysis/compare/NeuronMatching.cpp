// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/NeuronMatching.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/kt/CapturedColumns.h"
#include "core/analysis/statistics/CounterRandom.h"
#include "core/analysis/statistics/Percentile.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

namespace sparsight {

namespace {

/// Of |A| over all sentences.
struct Moments {
    double mean = 0;
    double deviation = 0; ///< √ Σ (|A| − mean)²; 0 where it is the same everywhere

    Moments() = default;
    Moments(std::span<const ColumnEntry> column, std::uint32_t sentences)
    {
        const double n = sentences;
        for (const ColumnEntry& entry : column)
            mean += std::fabs(entry.value) / n;
        double squares = (n - static_cast<double>(column.size())) * mean * mean;
        bool isConstant = column.empty() || column.size() == sentences;
        for (const ColumnEntry& entry : column) {
            const double difference = std::fabs(entry.value) - mean;
            squares += difference * difference;
            isConstant = isConstant && std::fabs(entry.value) == std::fabs(column.front().value);
        }
        if (!isConstant) deviation = std::sqrt(squares);
    }
};

/// Some neurons of the second run, by sentence: what fires at a sentence lies side by side.
class SentenceRows {
public:
    struct Value {
        std::uint32_t neuron = 0; ///< counted from the first of the part
        float magnitude = 0;
    };

    SentenceRows(const RunReader& reader, NeuronId first, NeuronId last, std::uint32_t sentences,
                 const std::stop_token& stop)
        : m_first(first)
        , m_begin(sentences + 1)
    {
        reader.forEachColumn(
            first, last,
            [&](NeuronId, auto column) {
                m_moments.emplace_back(column, sentences);
                for (const ColumnEntry& entry : column)
                    ++m_begin[entry.row + 1];
            },
            stop);
        for (std::size_t i = 1; i < m_begin.size(); ++i)
            m_begin[i] += m_begin[i - 1];
        m_values.resize(m_begin.back());
        std::vector<std::size_t> next = m_begin;
        reader.forEachColumn(
            first, last,
            [&](NeuronId neuron, auto column) {
                for (const ColumnEntry& entry : column)
                    m_values[next[entry.row]++] = {neuron.value - first.value, std::fabs(entry.value)};
            },
            stop);
    }

    NeuronId first() const { return m_first; }
    const std::vector<Moments>& moments() const { return m_moments; } ///< [neurons of the part]
    std::span<const Value> at(std::uint32_t sentence) const
    {
        return std::span(m_values).subspan(m_begin[sentence], m_begin[sentence + 1] - m_begin[sentence]);
    }

private:
    NeuronId m_first;
    std::vector<std::size_t> m_begin; // [sentences + 1]
    std::vector<Value> m_values;
    std::vector<Moments> m_moments;
};

/// Of the neurons seen so far; of equals the smaller number.
struct BestMatch {
    NeuronId neuron;
    std::optional<double> correlation;

    void offer(NeuronId other, double r)
    {
        if (correlation && (r < *correlation || (r == *correlation && neuron.value <= other.value))) return;
        neuron = other;
        correlation = r;
    }
    void offer(const BestMatch& other)
    {
        if (other.correlation) offer(other.neuron, *other.correlation);
    }
};

struct MatchingTask {
    const SentenceRows& rows;
    const std::vector<std::uint32_t>& shuffled; // [sentences]
    NeuronMatching& result;
    std::vector<std::optional<double>>& byLuck; // [neurons of the first run], best of those that are matched shuffled
    std::vector<BestMatch>& bestOfOthers;       // [neurons of the second run]
    DamageLog& damage;

    bool isMatchedByLuck(NeuronId neuron) const
    {
        const auto all = static_cast<std::uint32_t>(result.neurons.size());
        return neuron.value % (1 + (all - 1) / ChanceLevel::mostNeurons) == 0;
    }
};

class MatchingWorker final : public NeuronRangeWorker {
public:
    MatchingWorker(const Project& project, MatchingTask& task)
        : m_task(task)
        , m_reader(project, task.result.runs[0].id, task.result.layer)
        , m_products(task.rows.moments().size())
        , m_bestOfOthers(task.rows.moments().size())
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_reader.forEachColumn(
            first, last,
            [&](NeuronId neuron, auto column) {
                throwIfStopped(stop);
                match(neuron, column);
            },
            stop);
    }
    void finish() override
    {
        m_task.damage.add(m_reader);
        for (std::size_t i = 0; i < m_bestOfOthers.size(); ++i)
            m_task.bestOfOthers[m_task.rows.first().value + i].offer(m_bestOfOthers[i]);
    }

private:
    void match(NeuronId neuron, std::span<const ColumnEntry> column)
    {
        const Moments own(column, m_task.result.sentences);
        if (own.deviation == 0) return;
        NeuronMatch& found = m_task.result.neurons[neuron.value];
        BestMatch best{found.best, found.bestCorrelation};
        correlate(
            own, column, [](std::uint32_t sentence) { return sentence; },
            [&](std::uint32_t i, double r) {
                const NeuronId number(m_task.rows.first().value + i);
                if (number == neuron) found.sameCorrelation = r;
                best.offer(number, r);
                m_bestOfOthers[i].offer(neuron, r);
            });
        found.best = best.neuron;
        found.bestCorrelation = best.correlation;
        if (!m_task.isMatchedByLuck(neuron)) return;
        std::optional<double>& luck = m_task.byLuck[neuron.value];
        correlate(
            own, column, [&](std::uint32_t sentence) { return m_task.shuffled[sentence]; },
            [&](std::uint32_t, double r) { luck = std::max(luck.value_or(r), r); });
    }

    /// Gives the correlation with every neuron of the part. `place` says at which sentence a value is taken to stand.
    template <class Place, class Take>
    void correlate(const Moments& own, std::span<const ColumnEntry> column, const Place& place, const Take& take)
    {
        const double n = m_task.result.sentences;
        std::ranges::fill(m_products, 0);
        for (const ColumnEntry& entry : column) {
            const double value = std::fabs(entry.value);
            for (const SentenceRows::Value& other : m_task.rows.at(place(entry.row)))
                m_products[other.neuron] += value * other.magnitude;
        }
        for (std::uint32_t i = 0; i < m_products.size(); ++i) {
            const Moments& other = m_task.rows.moments()[i];
            if (other.deviation == 0) continue;
            const double covariance = m_products[i] - n * own.mean * other.mean;
            const double r = std::clamp(covariance / (own.deviation * other.deviation), -1.0, 1.0);
            if (!std::isnan(r)) take(i, r); // else a value was infinite
        }
    }

    MatchingTask& m_task;
    RunReader m_reader;
    std::vector<double> m_products;        // [neurons of the part], Σ over sentences of the product of both values
    std::vector<BestMatch> m_bestOfOthers; // [neurons of the part], of the neurons that this thread saw
};

std::optional<ChanceLevel> chanceOf(const std::vector<std::optional<double>>& byLuck)
{
    std::vector<double> sorted;
    for (const std::optional<double>& each : byLuck)
        if (each) sorted.push_back(*each);
    if (sorted.empty()) return std::nullopt;
    std::ranges::sort(sorted);
    return ChanceLevel{.neurons = static_cast<std::uint32_t>(sorted.size()),
                       .best = percentileOf(sorted, ChanceLevel::share)};
}

/// The first neuron after `first` of those that together have more values than are held at once.
NeuronId endOfPart(const std::vector<NeuronStatistics>& statistics, NeuronId first)
{
    constexpr std::uint64_t most = (128U << 20) / sizeof(SentenceRows::Value);
    std::uint64_t values = statistics[first.value].sentences;
    std::uint32_t last = first.value + 1;
    while (last < statistics.size() && values + statistics[last].sentences <= most)
        values += statistics[last++].sentences;
    return NeuronId(last);
}

} // namespace

std::vector<std::uint32_t> shuffledSentences(std::uint32_t sentences)
{
    const CounterRandom random(ChanceLevel::seed, 0);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order(sentences);
    for (std::uint32_t sentence = 0; sentence < sentences; ++sentence)
        order[sentence] = {random.at(sentence), sentence};
    std::ranges::sort(order);
    std::vector<std::uint32_t> places(sentences);
    for (std::uint32_t place = 0; place < sentences; ++place)
        places[order[place].second] = place;
    return places;
}

void markMutual(std::vector<NeuronMatch>& matches, const std::vector<std::optional<NeuronId>>& bestOfOthers)
{
    for (std::uint32_t n = 0; n < matches.size(); ++n) {
        NeuronMatch& match = matches[n];
        match.isMutual = match.bestCorrelation && bestOfOthers[match.best.value] == NeuronId(n);
    }
}

NeuronMatching matchNeurons(const Project& project, const std::array<RunInfo, 2>& runs, LayerId layer,
                            const std::stop_token& stop, const ProgressCallback& progress)
{
    if (runs[0].dataset != runs[1].dataset) {
        throw Error(ErrorCode::BadInput,
                    "The runs \"" + runs[0].name + "\" and \"" + runs[1].name +
                        "\" are over different data sets; neurons are matched by the same sentences.");
    }
    for (const RunInfo& run : runs) // throws where a run is not complete
        CapturingLayer(project, run, layer, {}, stop, {});
    NeuronMatching result{.runs = runs,
                          .layer = layer,
                          .sentences = project.dataset(runs[0].dataset).sentences,
                          .candidates = runs[1].neurons,
                          .chance = {},
                          .neurons = std::vector<NeuronMatch>(runs[0].neurons)};
    const RunReader second(project, runs[1].id, layer);
    const std::vector<NeuronStatistics> statistics = second.statistics();
    const std::vector<std::uint32_t> shuffled = shuffledSentences(result.sentences);
    std::vector<std::optional<double>> byLuck(runs[0].neurons);
    std::vector<BestMatch> others(runs[1].neurons);
    DamageLog damage;
    for (NeuronId first(0), last; first.value < runs[1].neurons; first = last) {
        last = endOfPart(statistics, first);
        const SentenceRows rows(second, first, last, result.sentences, stop);
        MatchingTask task{.rows = rows,
                          .shuffled = shuffled,
                          .result = result,
                          .byLuck = byLuck,
                          .bestOfOthers = others,
                          .damage = damage};
        const std::uint64_t pairs = runs[0].nonzeros * rows.moments().size() / 100;
        processNeuronRanges(
            project,
            {.stage = "matching neurons",
             .neurons = runs[0].neurons,
             .values = pairs,
             .makeWorker = [&](const Project& own) { return std::make_unique<MatchingWorker>(own, task); }},
            stop, progress);
    }
    damage.add(second);
    result.damage = damage.damage();
    result.chance = chanceOf(byLuck);
    std::vector<std::optional<NeuronId>> bestOfOthers;
    for (const BestMatch& each : others)
        bestOfOthers.push_back(each.correlation ? std::optional(each.neuron) : std::nullopt);
    markMutual(result.neurons, bestOfOthers);
    return result;
}

MatchCounts::MatchCounts(const NeuronMatching& matching)
{
    for (std::uint32_t n = 0; n < matching.neurons.size(); ++n) {
        const NeuronMatch& match = matching.neurons[n];
        matched += match.hasCounterpart();
        mutual += match.hasCounterpart() && match.isMutual;
        moved += matching.neurons[n].moved(NeuronId(n));
    }
}

std::vector<NeuronId> neuronsByMove(const NeuronMatching& matching)
{
    std::vector<NeuronId> neurons;
    for (std::uint32_t n = 0; n < matching.neurons.size(); ++n)
        neurons.emplace_back(n);
    std::ranges::stable_sort(neurons, std::greater<>(), [&](NeuronId neuron) {
        const NeuronMatch& match = matching.neurons[neuron.value];
        return match.moved(neuron) ? *match.bestCorrelation - match.sameCorrelation.value_or(0) : -1.0;
    });
    return neurons;
}

} // namespace sparsight

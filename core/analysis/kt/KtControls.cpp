// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/KtControls.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/RunChecks.h"
#include "core/analysis/census/Census.h"
#include "core/analysis/kt/CapturedColumns.h"
#include "core/analysis/statistics/CounterRandom.h"
#include "core/analysis/statistics/DrawTable.h"

#include <algorithm>
#include <memory>

namespace sparsight {

namespace {

/// Some sentences, and which of them have the label: what a KT column is of.
struct LabelledSubset {
    std::vector<bool> members, labelled; // [sentences]
};

/// Every subset is two draws of the table: its members, and those of them with the label. So a neuron's n and k of all
/// subsets are one sum over the sentences that it captures.
struct ControlTask {
    CapturingLayer layer;
    DrawTable table;
    std::vector<KtColumn>& columns; // one a subset
};

class ControlWorker final : public NeuronRangeWorker {
public:
    ControlWorker(const Project& project, ControlTask& task)
        : m_task(task)
        , m_columns(project, task.layer)
    {
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_columns.forEach(
            first, last, [&](NeuronId neuron, auto, auto captured) { score(neuron, captured); }, stop);
    }

private:
    void score(NeuronId neuron, std::span<const std::uint32_t> captured)
    {
        constexpr std::size_t subsetsOfABlock = DrawTable::blockSize / 2;
        for (std::size_t block = 0; block < m_task.table.blocks(); ++block) {
            DrawTable::Sums sums{};
            m_task.table.sum(block, captured, sums);
            const std::size_t begin = block * subsetsOfABlock;
            for (std::size_t i = 0; i < std::min(subsetsOfABlock, m_task.columns.size() - begin); ++i) {
                KtColumn& column = m_task.columns[begin + i];
                column.scores[neuron.value] = scoreOf({.population = column.sentences,
                                                       .marked = column.withKeyword,
                                                       .sample = sums[2 * i],
                                                       .hits = sums[2 * i + 1]});
            }
        }
    }

    ControlTask& m_task;
    CapturedColumns m_columns;
};

std::vector<KtColumn> computeSubsets(const Project& project, const RunInfo& run, LayerId layer,
                                     const std::vector<LabelledSubset>& subsets, const KtOptions& options,
                                     const std::stop_token& stop, const ProgressCallback& progress)
{
    std::vector<KtColumn> columns(subsets.size(),
                                  {.run = run, .layer = layer, .scores = std::vector<KtScore>(run.neurons)});
    CapturingLayer capturing(project, run, layer, options.rule, stop, progress);
    const std::uint32_t sentences = capturing.sentences();
    ControlTask task{.layer = std::move(capturing),
                     .table = DrawTable(sentences, static_cast<std::uint32_t>(2 * subsets.size())),
                     .columns = columns};
    for (std::uint32_t i = 0; i < subsets.size(); ++i) {
        for (std::uint32_t s = 0; s < sentences; ++s) {
            if (!subsets[i].members[s]) continue;
            ++columns[i].sentences;
            task.table.add(s, 2 * i);
            if (!subsets[i].labelled[s]) continue;
            ++columns[i].withKeyword;
            task.table.add(s, 2 * i + 1);
        }
    }
    processNeuronRanges(project,
                        {.stage = "scoring controls",
                         .neurons = run.neurons,
                         .values = task.layer.values(),
                         .makeWorker = [&](const Project& own) { return std::make_unique<ControlWorker>(own, task); }},
                        stop, progress);
    for (KtColumn& column : columns)
        adjustForTheLayer(column.scores, options.minimumCaptured);
    return columns;
}

bool passes(const KtScore& score)
{
    return score.q && *score.q < passingQ;
}

} // namespace

void ControlSettings::check() const
{
    constexpr std::uint32_t most = 200;
    if (shuffles <= most) return;
    throw Error(ErrorCode::BadInput,
                "At most " + std::to_string(most) + " shuffles are made, not " + std::to_string(shuffles) + ".");
}

PassCount countPassing(const KtColumn& column)
{
    PassCount count;
    for (const KtScore& score : column.scores) {
        count.tested += score.q.has_value();
        count.passing += passes(score);
    }
    return count;
}

HeldOutSummary KtControls::heldOut() const
{
    HeldOutSummary summary;
    double chosenKt = 0, heldOutKt = 0;
    std::uint32_t compared = 0;
    for (std::size_t n = 0; n < (*halves)[0].scores.size(); ++n) {
        const KtScore &chosen = (*halves)[0].scores[n], &other = (*halves)[1].scores[n];
        if (!passes(chosen)) continue;
        ++summary.chosen;
        summary.confirmed += passes(other);
        if (!other.kt) continue;
        ++compared;
        chosenKt += *chosen.kt;
        heldOutKt += *other.kt;
    }
    if (compared > 0) {
        summary.chosenKt = chosenKt / compared;
        summary.heldOutKt = heldOutKt / compared;
    }
    return summary;
}

TopicLabels shuffledLabels(const TopicLabels& labels, std::uint64_t seed, std::uint32_t shuffle)
{
    const CounterRandom random(seed, shuffle);
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
    for (std::uint32_t s = 0; s < labels.contains.size(); ++s)
        order.emplace_back(random.at(s), s);
    std::ranges::nth_element(order, order.begin() + labels.count);
    TopicLabels shuffled{.contains = std::vector<bool>(labels.contains.size()), .count = labels.count};
    for (std::uint32_t i = 0; i < labels.count; ++i)
        shuffled.contains[order[i].second] = true;
    return shuffled;
}

KtControls computeKtControls(const Project& project, const RunInfo& run, LayerId layer, const TopicLabels& labels,
                             const KtOptions& options, const ControlSettings& settings, const std::stop_token& stop,
                             const ProgressCallback& progress)
{
    settings.check();
    requireLabels(run, project.dataset(run.dataset).sentences, labels);
    std::vector<LabelledSubset> subsets;
    const std::vector<bool> all(labels.contains.size(), true);
    for (std::uint32_t shuffle = 0; shuffle < settings.shuffles; ++shuffle) {
        throwIfStopped(stop);
        subsets.push_back({all, shuffledLabels(labels, settings.seed, shuffle).contains});
    }
    if (settings.heldOut) {
        std::array<std::vector<bool>, 2> halves;
        for (const std::uint8_t isInSecond : readCensusSentences(project, run.dataset, stop).secondHalf) {
            halves[0].push_back(isInSecond == 0);
            halves[1].push_back(isInSecond != 0);
        }
        for (std::vector<bool>& half : halves)
            subsets.push_back({std::move(half), labels.contains});
    }
    std::vector<KtColumn> columns = computeSubsets(project, run, layer, subsets, options, stop, progress);
    KtControls controls{.settings = settings};
    if (settings.heldOut) controls.halves = {std::move(columns[settings.shuffles]), std::move(columns.back())};
    columns.resize(settings.shuffles);
    for (const KtColumn& column : columns)
        controls.shuffled.push_back(countPassing(column));
    if (!columns.empty()) controls.firstShuffle = std::move(columns.front());
    return controls;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/KtBootstrap.h"

#include "core/analysis/NeuronRanges.h"

#include <algorithm>
#include <memory>

namespace sparsight {

namespace {

constexpr std::size_t memory = 64UL << 20; // bytes for the draws' counts, and as many for their results

/// All draws of some neurons, some draws at a time: what the threads read, and where they write.
struct BootstrapTask {
    const CapturingPair& pair;
    const std::array<std::vector<std::uint8_t>, 2>& labels;
    const SentenceClusters& clusters;
    const RunComparison& comparison;
    NeuronId firstNeuron;
    std::uint32_t firstDraw = 0;
    const DrawTable& table;
    std::vector<double>& changes; ///< [neurons, draws]
};

class BootstrapWorker final : public NeuronRangeWorker {
public:
    BootstrapWorker(const Project& project, BootstrapTask& task)
        : m_task(task)
        , m_columns(project, task.pair)
        , m_marks(task.clusters.clusterOf.size())
    {
    }
    /// The range is counted from the task's first neuron.
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        const std::uint32_t offset = m_task.firstNeuron.value;
        m_columns.forEach(
            NeuronId(offset + first.value), NeuronId(offset + last.value),
            [&](NeuronId neuron, const auto& before, const auto& after) {
                if (before.captured.empty() || after.captured.empty()) return;
                gather(before.captured, after.captured);
                const std::size_t draws = m_task.comparison.settings.bootstrap.draws;
                const std::size_t row = neuron.value - offset;
                m_counts.changes(
                    m_task.table,
                    std::span(m_task.changes).subspan(row * draws + m_task.firstDraw, m_task.table.draws()));
            },
            stop);
    }

private:
    void gather(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after)
    {
        m_counts.clear();
        for (const std::uint32_t sentence : before)
            m_marks[sentence] = 1;
        for (const std::uint32_t sentence : after) {
            add(sentence, m_marks[sentence] != 0, true);
            m_marks[sentence] = 0;
        }
        for (const std::uint32_t sentence : before) {
            if (m_marks[sentence] != 0) add(sentence, true, false);
            m_marks[sentence] = 0;
        }
    }
    void add(std::uint32_t sentence, bool before, bool after)
    {
        m_counts.add({.cluster = m_task.clusters.clusterOf[sentence],
                      .capturedFirst = before,
                      .keywordFirst = before && m_task.labels[0][sentence] != 0,
                      .capturedSecond = after,
                      .keywordSecond = after && m_task.labels[1][sentence] != 0});
    }

    BootstrapTask& m_task;
    PairedColumns m_columns;
    PairedCounts m_counts;
    std::vector<std::uint8_t> m_marks; // [sentences], captured in the first run alone as far as is known
};

std::uint32_t pieceOf(std::size_t bytesEach, std::uint32_t all, std::size_t multiple)
{
    const std::size_t fitting = memory / std::max<std::size_t>(bytesEach, 1) / multiple * multiple;
    return static_cast<std::uint32_t>(std::clamp<std::size_t>(fitting, multiple, std::max<std::size_t>(all, multiple)));
}

} // namespace

void addBootstrap(const Project& project, const CapturingPair& pair,
                  const std::array<std::vector<std::uint8_t>, 2>& labels, const SentenceClusters& clusters,
                  RunComparison& comparison, const std::stop_token& stop, const ProgressCallback& progress)
{
    const auto [draws, seed] = comparison.settings.bootstrap;
    const auto neurons = static_cast<std::uint32_t>(comparison.neurons.size());
    const std::uint32_t neuronsAtOnce = pieceOf(draws * sizeof(double), neurons, DrawTable::blockSize);
    const std::uint32_t drawsAtOnce = pieceOf(clusters.count, draws, DrawTable::blockSize);
    std::optional<DrawTable> table; // kept where all draws fit
    for (std::uint32_t neuron = 0; neuron < neurons; neuron += neuronsAtOnce) {
        const std::uint32_t count = std::min(neuronsAtOnce, neurons - neuron);
        std::vector<double> changes(std::size_t(count) * draws);
        for (std::uint32_t draw = 0; draw < draws; draw += drawsAtOnce) {
            if (!table || drawsAtOnce < draws)
                table = drawClusters(clusters.count, seed, draw, std::min(draw + drawsAtOnce, draws), stop);
            BootstrapTask task{.pair = pair,
                               .labels = labels,
                               .clusters = clusters,
                               .comparison = comparison,
                               .firstNeuron = NeuronId(neuron),
                               .firstDraw = draw,
                               .table = *table,
                               .changes = changes};
            processNeuronRanges(
                project,
                {.stage = "drawing sentences anew",
                 .neurons = count,
                 .values = pair.values() * std::max(drawsAtOnce / DrawTable::blockSize, std::size_t(1)),
                 .makeWorker = [&](const Project& own) { return std::make_unique<BootstrapWorker>(own, task); }},
                stop, progress);
        }
        for (std::uint32_t i = 0; i < count; ++i) {
            NeuronChange& change = comparison.neurons[neuron + i];
            if (change.kt)
                change.ktInterval = percentileInterval(std::span(changes).subspan(i * std::size_t(draws), draws));
        }
    }
}

} // namespace sparsight

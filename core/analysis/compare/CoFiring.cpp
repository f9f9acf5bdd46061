// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/compare/CoFiring.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/compare/ColumnCorrelation.h"
#include "core/analysis/kt/CapturedColumns.h"

#include <algorithm>
#include <memory>

namespace sparsight {

namespace {

struct CoFiringTask {
    std::vector<ColumnEntry> column; // of the neuron
    CoFiring& result;
    DamageLog damage = {};
};

class CoFiringWorker final : public NeuronRangeWorker {
public:
    CoFiringWorker(const Project& project, CoFiringTask& task)
        : m_task(task)
        , m_reader(project, task.result.run.id, task.result.layer)
        , m_fires(task.result.sentences)
    {
        for (const ColumnEntry& entry : task.column)
            m_fires[entry.row] = 1;
    }
    void process(NeuronId first, NeuronId last, const std::stop_token& stop) override
    {
        m_reader.forEachColumn(
            first, last, [this](NeuronId neuron, auto column) { compare(column, m_task.result.neurons[neuron.value]); },
            stop);
    }
    void finish() override { m_task.damage.add(m_reader); }

private:
    void compare(std::span<const ColumnEntry> column, CoFiringNeuron& other) const
    {
        other.sentences = static_cast<std::uint32_t>(column.size());
        for (const ColumnEntry& entry : column)
            other.both += m_fires[entry.row];
        const double either = static_cast<double>(column.size() + m_task.column.size() - other.both);
        if (either > 0) other.jaccard = other.both / either;
        other.correlation = correlationOf(m_task.column, column, m_task.result.sentences);
    }

    CoFiringTask& m_task;
    RunReader m_reader;
    std::vector<std::uint8_t> m_fires; // [sentences]
};

} // namespace

CoFiring computeCoFiring(const Project& project, const RunInfo& run, LayerId layer, NeuronId neuron,
                         const std::stop_token& stop, const ProgressCallback& progress)
{
    const RunReader reader(project, run.id, layer);
    requireNeuron(run, neuron);
    CoFiring result{.run = run,
                    .layer = layer,
                    .neuron = neuron,
                    .sentences = project.dataset(run.dataset).sentences,
                    .neurons = std::vector<CoFiringNeuron>(run.neurons)};
    CoFiringTask task{.column = reader.column(neuron), .result = result};
    const std::size_t layers = std::max<std::size_t>(run.settings.layers.size(), 1);
    processNeuronRanges(project,
                        {.stage = "comparing neurons",
                         .neurons = run.neurons,
                         .values = run.nonzeros / layers,
                         .makeWorker = [&](const Project& own) { return std::make_unique<CoFiringWorker>(own, task); }},
                        stop, progress);
    result.damage = task.damage.damage();
    return result;
}

std::vector<NeuronId> neuronsByCorrelation(const CoFiring& coFiring)
{
    std::vector<NeuronId> neurons;
    for (std::uint32_t n = 0; n < coFiring.neurons.size(); ++n)
        if (n != coFiring.neuron.value) neurons.emplace_back(n);
    std::ranges::stable_sort(neurons, std::greater<>(),
                             [&](NeuronId neuron) { return coFiring.neurons[neuron.value].correlation.value_or(-2); });
    return neurons;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kt/CapturedColumns.h"

#include "core/analysis/NeuronRanges.h"
#include "core/analysis/RunChecks.h"

#include <algorithm>

namespace sparsight {

namespace {

bool readsOther(const CaptureRule& rule)
{
    return rule.kind == CaptureRule::Kind::Matched || rule.kind == CaptureRule::Kind::Fixed;
}

std::uint64_t valuesOfALayer(const RunInfo& run)
{
    return run.nonzeros / std::max<std::size_t>(run.settings.layers.size(), 1);
}

/// Gathers the strongest neuron of every sentence.
class StrongestWorker final : public NeuronRangeWorker {
public:
    StrongestWorker(const Project& project, RunId run, LayerId layer, std::uint32_t sentences, StrongestNeurons& all)
        : m_reader(project, run, layer)
        , m_own(sentences)
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

} // namespace

CapturingLayer::CapturingLayer(const Project& project, const RunInfo& run, LayerId layer, const CaptureRule& rule,
                               const std::stop_token& stop, const ProgressCallback& progress)
    : m_layer(layer)
    , m_rule(rule)
    , m_own(prepare(project, run, readsOther(rule) ? CaptureRule{} : rule, stop, progress))
{
    if (readsOther(rule)) m_other = prepareOther(project, stop, progress);
}

std::uint64_t CapturingLayer::values() const
{
    return valuesOfALayer(m_own.run) + (m_other ? valuesOfALayer(m_other->run) : 0);
}

CapturingLayer::RuledRun CapturingLayer::prepare(const Project& project, const RunInfo& run, const CaptureRule& rule,
                                                 const std::stop_token& stop, const ProgressCallback& progress) const
{
    RuledRun ruled{.run = run, .rule = rule, .sentences = project.dataset(run.dataset).sentences};
    requireComplete(run, ruled.sentences);
    if (rule.kind != CaptureRule::Kind::Winner) return ruled;
    auto strongest = std::make_shared<StrongestNeurons>(ruled.sentences);
    processNeuronRanges(project,
                        {.stage = "finding every sentence's strongest neuron",
                         .neurons = run.neurons,
                         .values = valuesOfALayer(run),
                         .makeWorker =
                             [&](const Project& own) {
                                 return std::make_unique<StrongestWorker>(own, run.id, m_layer, ruled.sentences,
                                                                          *strongest);
                             }},
                        stop, progress);
    ruled.strongest = std::move(strongest);
    return ruled;
}

/// The other run of Matched and Fixed, checked against the run that is read.
CapturingLayer::RuledRun CapturingLayer::prepareOther(const Project& project, const std::stop_token& stop,
                                                      const ProgressCallback& progress) const
{
    const RunInfo& run = m_own.run;
    const RunInfo other = project.run(m_rule.run);
    if (other.neurons != run.neurons) {
        throw Error(ErrorCode::BadInput, "The run \"" + other.name + "\" has " + std::to_string(other.neurons) +
                                             " neurons a layer and \"" + run.name + "\" has " +
                                             std::to_string(run.neurons) + "; " + m_rule.toString() +
                                             " needs checkpoints of one shape.");
    }
    if (m_rule.kind == CaptureRule::Kind::Fixed && other.dataset != run.dataset) {
        throw Error(ErrorCode::BadInput, "The runs \"" + other.name + "\" and \"" + run.name +
                                             "\" are over different data sets; " + m_rule.toString() +
                                             " needs the same sentences.");
    }
    return prepare(project, other, CaptureRule::parse(m_rule.inner.empty() ? "threshold:0" : m_rule.inner), stop,
                   progress);
}

void DamageLog::add(const RunReader& reader)
{
    auto blocks = reader.damagedBlocks();
    if (!blocks.empty()) m_blocks[reader.run().id].merge(blocks);
}

std::vector<RunDamage> DamageLog::damage() const
{
    std::vector<RunDamage> all;
    for (const auto& [run, blocks] : m_blocks) {
        RunDamage damage{run, static_cast<std::uint32_t>(blocks.size())};
        for (const auto& [block, sentences] : blocks)
            damage.sentences += sentences;
        all.push_back(damage);
    }
    return all;
}

CapturedColumns::CapturedColumns(const Project& project, const CapturingLayer& layer)
    : m_layer(layer)
    , m_reader(project, layer.m_own.run.id, layer.m_layer)
    , m_selector(layer.m_own.rule, layer.m_own.sentences, layer.m_own.strongest)
{
    if (!layer.m_other) return;
    m_otherReader.emplace(project, layer.m_other->run.id, layer.m_layer);
    m_otherSelector.emplace(layer.m_other->rule, layer.m_other->sentences, layer.m_other->strongest);
}

void CapturedColumns::forEach(NeuronId first, NeuronId last, const Visit& visit, const std::stop_token& stop)
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
            visit(neuron, column, capture(neuron, column, neuron.value - first.value));
        },
        stop);
}

/// The captured sentences of the neuron that is `index` in its range.
std::span<const std::uint32_t> CapturedColumns::capture(NeuronId neuron, Column column, std::uint32_t index)
{
    switch (m_layer.m_rule.kind) {
    case CaptureRule::Kind::Fixed: return m_inOther[index];
    case CaptureRule::Kind::Matched: m_selector.selectTop(column, m_inOther[index].size(), m_captured); break;
    default: m_selector.select(neuron, column, m_captured); break;
    }
    return m_captured;
}

void CapturedColumns::logDamage(DamageLog& log) const
{
    log.add(m_reader);
    if (m_otherReader) log.add(*m_otherReader);
}

} // namespace sparsight

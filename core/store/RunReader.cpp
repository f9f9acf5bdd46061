// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/RunReader.h"

#include "core/store/BitCounts.h"
#include "core/store/ColumnMerger.h"
#include "core/store/Database.h"
#include "core/store/Lookup.h"
#include "core/store/RunStore.h"

#include <algorithm>
#include <cassert>

namespace sparsight {

struct RunReader::State {
    State(const Project& source, RunId id, LayerId wanted)
        : project(source)
        , run(source.run(id))
        , layer(wanted)
        , sentences(source.dataset(run.dataset).sentences)
        , store(source.database().connection(), run, sentences)
        , layerId(store.layerId(positionOfLayer()))
    {
    }

    std::size_t positionOfLayer() const
    {
        const auto found = std::ranges::find(run.settings.layers, layer);
        if (found != run.settings.layers.end()) return static_cast<std::size_t>(found - run.settings.layers.begin());
        std::vector<std::string> names;
        for (const LayerId known : run.settings.layers)
            names.push_back(known.toString());
        throw notFound("layer", layer.toString(), names, "run \"" + run.name + "\"");
    }

    void requireNeuron(NeuronId neuron) const
    {
        if (neuron.value < run.neurons) return;
        throw Error(ErrorCode::NotFound, "There is no neuron " + std::to_string(neuron.value) + " in " +
                                             layer.toString() + " of run \"" + run.name + "\"; they are 0 to " +
                                             std::to_string(run.neurons - 1) + ".");
    }

    /// Takes note of blocks that were committed since; called within the transaction that reads them.
    void refresh()
    {
        RunInfo now = project.run(run.id);
        const bool same = now.sentencesDone == run.sentencesDone && now.complete == run.complete && !blocks.empty();
        run = std::move(now);
        if (same) return;
        while (!blocks.empty() && !blocks.back().complete)
            blocks.pop_back();
        for (BlockRow& block : store.blocks(static_cast<std::uint32_t>(blocks.size())))
            blocks.push_back(std::move(block));
        locations.clear();
    }

    /// Those of a group, the block that is not complete yet included.
    std::vector<NeuronAccumulator> accumulators(std::uint32_t group)
    {
        const bool partial = !blocks.empty() && !blocks.back().complete;
        auto neurons = store.statistics(layerId, group, static_cast<std::uint32_t>(blocks.size()) - (partial ? 1 : 0));
        if (partial) store.fold(layerId, group, blocks.back(), neurons);
        return neurons;
    }

    NeuronAccumulator accumulator(NeuronId neuron)
    {
        requireNeuron(neuron);
        auto found = [&] {
            const ReadTransaction snapshot(project.database());
            refresh();
            return accumulators(neuron.value / neuronsPerGroup)[neuron.value % neuronsPerGroup];
        }();
        repairStatistics();
        return found;
    }

    /// Where the project is open for writing, statistics that were damaged are stored again, so that the next reader
    /// does not make them anew. Called outside of a transaction of ours; a caller's own, or a failure to write, leaves
    /// them to that reader.
    void repairStatistics()
    {
        const Database& database = project.database();
        if (store.rebuilt().empty() || !store.damaged().empty() || project.isReadOnly()) return;
        if (database.connection().inTransaction()) return;
        try {
            WriteTransaction transaction(project.database());
            refresh();
            const auto complete = std::ranges::count_if(blocks, &BlockRow::complete);
            store.storeRebuilt(static_cast<std::uint32_t>(complete));
            transaction.commit();
        } catch (const Error&) {
        }
    }

    struct Location {
        std::uint32_t block; ///< index into blocks
        std::uint32_t row;
    };
    /// Where a sentence lies. Nothing when it is not captured yet, or its block is damaged.
    std::optional<Location> locate(SentenceId sentence)
    {
        constexpr std::uint32_t nowhere = ~std::uint32_t(0);
        if (locations.empty()) {
            locations.assign(sentences, {nowhere, 0});
            for (std::uint32_t block = 0; block < blocks.size(); ++block) {
                const auto& ids = blocks[block].sentenceIds;
                for (std::uint32_t row = 0; row < ids.size(); ++row)
                    locations[ids[row].value] = {block, row};
            }
        }
        const Location found = locations.at(sentence.value);
        if (found.block == nowhere) return std::nullopt;
        return found;
    }

    const Project& project;
    RunInfo run;
    LayerId layer;
    std::uint32_t sentences;
    RunStore store;
    RunLayerId layerId;
    std::vector<BlockRow> blocks;
    std::vector<Location> locations; // [sentences], or empty until it is needed
    LoadedGroup group;
    DecodedColumn scratch;
};

RunReader::RunReader(const Project& project, RunId run, LayerId layer)
    : m_state(std::make_unique<State>(project, run, layer))
{
    const ReadTransaction snapshot(project.database());
    m_state->refresh();
}

RunReader::~RunReader() = default;

const RunInfo& RunReader::run() const noexcept
{
    return m_state->run;
}

LayerId RunReader::layer() const noexcept
{
    return m_state->layer;
}

std::vector<NeuronStatistics> RunReader::statistics() const
{
    std::vector<NeuronStatistics> all;
    {
        const ReadTransaction snapshot(m_state->project.database());
        m_state->refresh();
        all.reserve(m_state->run.neurons);
        for (std::uint32_t group = 0; group < groupCount(m_state->run.neurons); ++group) {
            for (const NeuronAccumulator& neuron : m_state->accumulators(group))
                all.push_back(neuron.statistics());
        }
    }
    m_state->repairStatistics();
    return all;
}

NeuronStatistics RunReader::statistics(NeuronId neuron) const
{
    return m_state->accumulator(neuron).statistics();
}

std::vector<TopSentence> RunReader::top(NeuronId neuron, std::size_t count) const
{
    std::vector<TopSentence> top;
    if (count <= NeuronAccumulator::topCount) {
        top = m_state->accumulator(neuron).top();
    } else {
        for (const ColumnEntry& entry : column(neuron))
            top.push_back({SentenceId(entry.row), entry.value, entry.token});
        const bool signedValues = m_state->run.signedValues;
        std::ranges::sort(top, [&](const auto& a, const auto& b) { return ranksBefore(a, b, signedValues); });
    }
    if (top.size() > count) top.resize(count);
    return top;
}

std::vector<ColumnEntry> RunReader::column(NeuronId neuron) const
{
    m_state->requireNeuron(neuron);
    const ReadTransaction snapshot(m_state->project.database());
    m_state->refresh();
    ColumnMerger merger(m_state->sentences);
    const std::uint32_t group = neuron.value / neuronsPerGroup;
    for (const BlockRow& block : m_state->blocks) {
        if (!m_state->store.load(m_state->layerId, block, group, GroupContent::Values, m_state->group)) continue;
        m_state->group->decode(neuron.value % neuronsPerGroup, m_state->scratch);
        merger.add(m_state->scratch, block.sentenceIds);
    }
    const auto merged = merger.finish();
    return {merged.begin(), merged.end()};
}

void RunReader::forEachColumn(NeuronId first, NeuronId last,
                              const std::function<void(NeuronId, std::span<const ColumnEntry>)>& visit,
                              const std::stop_token& stop) const
{
    if (first >= last) return;
    m_state->requireNeuron(NeuronId(last.value - 1));
    const ReadTransaction snapshot(m_state->project.database());
    m_state->refresh();
    ColumnMerger merger(m_state->sentences);
    std::vector<LoadedGroup> groups(m_state->blocks.size()); // of one group, by block
    for (std::uint32_t neuron = first.value; neuron < last.value;) {
        const std::uint32_t end = std::min(last.value, (neuron / neuronsPerGroup + 1) * neuronsPerGroup);
        for (std::size_t i = 0; i < groups.size(); ++i) {
            throwIfStopped(stop);
            m_state->store.load(m_state->layerId, m_state->blocks[i], neuron / neuronsPerGroup, GroupContent::Values,
                                groups[i]);
        }
        for (; neuron < end; ++neuron) {
            throwIfStopped(stop);
            for (std::size_t i = 0; i < groups.size(); ++i) {
                if (!groups[i]) continue;
                groups[i]->decode(neuron % neuronsPerGroup, m_state->scratch);
                merger.add(m_state->scratch, m_state->blocks[i].sentenceIds);
            }
            visit(NeuronId(neuron), merger.finish());
        }
    }
}

RowMarks RunReader::marksOf(std::span<const std::vector<bool>* const> sets) const
{
    RowMarks marks;
    marks.m_sets = sets.size();
    for (const BlockRow& block : m_state->blocks) {
        const std::size_t words = wordsOf(block.sentences);
        std::vector<std::uint64_t>& bits = marks.m_blocks.emplace_back(sets.size() * words);
        for (std::size_t set = 0; set < sets.size(); ++set) {
            for (std::size_t row = 0; row < block.sentenceIds.size(); ++row)
                bits[set * words + row / 64] |= std::uint64_t((*sets[set])[block.sentenceIds[row].value]) << row % 64;
        }
    }
    return marks;
}

void RunReader::countMarked(NeuronId first, NeuronId last, const RowMarks& marks,
                            const std::function<void(NeuronId, std::span<const std::uint32_t>)>& visit,
                            const std::stop_token& stop) const
{
    if (first >= last) return;
    m_state->requireNeuron(NeuronId(last.value - 1));
    const ReadTransaction snapshot(m_state->project.database());
    m_state->refresh();
    const std::size_t blocks = std::min(marks.m_blocks.size(), m_state->blocks.size()), width = 1 + marks.sets();
    std::vector<std::uint32_t> counts;
    std::vector<std::uint64_t> bits;
    for (std::uint32_t begin = first.value, end = 0; begin < last.value; begin = end) {
        end = std::min(last.value, (begin / neuronsPerGroup + 1) * neuronsPerGroup);
        counts.assign((end - begin) * width, 0);
        for (std::size_t i = 0; i < blocks; ++i) {
            throwIfStopped(stop);
            const BlockRow& block = m_state->blocks[i];
            if (!m_state->store.load(m_state->layerId, block, begin / neuronsPerGroup, GroupContent::Rows,
                                     m_state->group))
                continue;
            bits.resize(wordsOf(block.sentences));
            for (std::uint32_t neuron = begin; neuron < end; ++neuron) {
                m_state->group->mark(neuron % neuronsPerGroup, bits);
                addBitCounts(bits, marks.m_blocks[i], std::span(counts).subspan((neuron - begin) * width, width));
            }
        }
        for (std::uint32_t neuron = begin; neuron < end; ++neuron)
            visit(NeuronId(neuron), std::span(counts).subspan((neuron - begin) * width, width));
    }
}

std::vector<float> RunReader::sentenceValues(SentenceId sentence) const
{
    if (sentence.value >= m_state->sentences) {
        throw Error(ErrorCode::NotFound, "The data set has no sentence " + std::to_string(sentence.value) + ".");
    }
    const ReadTransaction snapshot(m_state->project.database());
    m_state->refresh();
    const auto location = m_state->locate(sentence);
    if (!location) {
        throw Error(ErrorCode::NotFound, "Sentence " + std::to_string(sentence.value) + " is not captured in run \"" +
                                             m_state->run.name + "\"; capture it to the end.");
    }
    const BlockRow& block = m_state->blocks[location->block];
    std::vector<float> values(m_state->run.neurons);
    for (std::uint32_t neuron = 0; neuron < values.size(); neuron += neuronsPerGroup) {
        LoadedGroup& group = m_state->group;
        if (!m_state->store.load(m_state->layerId, block, neuron / neuronsPerGroup, GroupContent::Values, group))
            continue;
        for (std::uint32_t i = 0; i < m_state->store.neuronsOf(neuron / neuronsPerGroup); ++i) {
            values[neuron + i] = group->valueAt(i, location->row, m_state->scratch);
        }
    }
    return values;
}

std::map<std::uint32_t, std::uint32_t> RunReader::damagedBlocks() const
{
    std::map<std::uint32_t, std::uint32_t> damaged;
    for (const BlockRow& block : m_state->blocks) {
        if (m_state->store.damaged().contains(block.number)) damaged.emplace(block.number, block.sentences);
    }
    return damaged;
}

std::vector<RunDamage> damageOf(const RunReader& reader)
{
    RunDamage damage{.run = reader.run().id};
    for (const auto& [block, sentences] : reader.damagedBlocks()) {
        ++damage.blocks;
        damage.sentences += sentences;
    }
    return damage.blocks ? std::vector{damage} : std::vector<RunDamage>{};
}

std::string damageText(const Project& project, const RunDamage& damage)
{
    const bool one = damage.blocks == 1;
    return std::to_string(damage.blocks) + " damaged block" + (one ? "" : "s") + " of run \"" +
           project.run(damage.run).name + "\" " + (one ? "was" : "were") + " passed over, the values of " +
           (one ? "its " : "their ") + std::to_string(damage.sentences) +
           " sentences count as zero; capture it again to restore them";
}

void addDamage(std::vector<RunDamage>& all, const std::vector<RunDamage>& more)
{
    for (const RunDamage& damage : more) {
        const auto known = std::ranges::find(all, damage.run, &RunDamage::run);
        if (known == all.end()) {
            all.push_back(damage);
        } else if (damage.sentences > known->sentences) {
            *known = damage;
        }
    }
}

} // namespace sparsight

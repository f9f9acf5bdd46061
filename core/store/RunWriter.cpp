// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/RunWriter.h"

#include "core/store/Database.h"
#include "core/store/RunStore.h"

#include <algorithm>
#include <numeric>

namespace sparsight {

struct RunWriter::State {
    State(Project& target, RunId id)
        : project(target)
        , info(target.run(id))
        , datasetSentences(target.dataset(info.dataset).sentences)
        , store(target.database().connection(), info, datasetSentences)
    {
        target.database().prepareToWrite();
        for (const BlockRow& block : store.blocks()) {
            if (block.complete)
                position = {block.number + 1, position.sentencesBefore + block.sentences, 0};
            else
                position.partial = isWhole(block) ? block.sentences : 0; // damaged: it is captured from its start
        }
    }

    std::size_t layerCount() const { return info.settings.layers.size(); }
    std::uint32_t groups() const { return groupCount(info.neurons); }
    bool generates() const { return info.settings.decoder == DecoderMode::Generate; }

    bool isWhole(const BlockRow& block);
    void requireFitting(const RunBlock& block) const;
    void requireRun() const;
    void requireContinuing(const RunBlock& block, const BlockRow& before) const;
    BlockRow writeBlock(const RunBlock& block, bool full);
    void addToStatistics(const BlockRow& row);
    void storeGenerated(const RunBlock& block);
    void updateProgress(const BlockRow& now, const BlockRow& before, double seconds);
    void repair(const RunBlock& block);
    void count(const BlockRow& now, const BlockRow& before);
    ColumnBlock restoreLayer(const BlockRow& row, std::size_t layer);

    Project& project;
    RunInfo info;
    std::uint32_t datasetSentences;
    RunStore store;
    Position position;
    Written written;
};

namespace {

[[noreturn]] void refuse(const RunInfo& run, const std::string& reason)
{
    throw Error(ErrorCode::BadInput, "A block does not fit run \"" + run.name + "\": " + reason + ".");
}

} // namespace

/// Reads all blobs of a block; those that fail mark it as damaged in the store.
bool RunWriter::State::isWhole(const BlockRow& block)
{
    LoadedGroup loaded;
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        for (std::uint32_t group = 0; group < groups(); ++group)
            store.load(store.layerId(layer), block, group, GroupContent::Values, loaded);
    }
    return !store.damaged().contains(block.number);
}

void RunWriter::State::requireFitting(const RunBlock& block) const
{
    const std::size_t sentences = block.sentences.size();
    if (sentences == 0 || sentences > maximumBlockSentences)
        refuse(info, "it has " + std::to_string(sentences) + " sentences");
    if (block.index >= maximumBlocks) refuse(info, "it is block " + std::to_string(block.index));
    if (block.layers.size() != layerCount()) refuse(info, "it has " + std::to_string(block.layers.size()) + " layers");
    for (const ColumnBlock& layer : block.layers) {
        if (layer.neurons() != info.neurons || layer.sentences() != sentences ||
            layer.format() != info.settings.values) {
            refuse(info, "its layers have other neurons, sentences or value formats");
        }
    }
    if (block.generated.size() != (generates() ? sentences : 0)) refuse(info, "its generated texts do not match");
    if (std::ranges::max(block.sentences).value >= datasetSentences) refuse(info, "a sentence is not in the data set");
}

/// Within a transaction: another connection may have removed the run since it was opened.
void RunWriter::State::requireRun() const
{
    Statement row(project.database().connection(), "SELECT 1 FROM run WHERE id = ?", info.id);
    if (row.step()) return;
    throw Error(ErrorCode::NotFound,
                "Run \"" + info.name +
                    "\" was deleted while it was captured. Nothing of it is kept; capture it again.");
}

void RunWriter::State::requireContinuing(const RunBlock& block, const BlockRow& before) const
{
    const bool damaged = store.damaged().contains(block.index);
    // Ids that were damaged are absent. A damaged block may grow again from its first sentence.
    const auto known = std::min(before.sentenceIds.size(), block.sentences.size());
    const bool sameSentences = std::equal(before.sentenceIds.begin(),
                                          before.sentenceIds.begin() + std::ptrdiff_t(known), block.sentences.begin());
    if (sameSentences && (damaged || block.sentences.size() >= before.sentences)) return;
    refuse(info, "block " + std::to_string(block.index) + " does not begin with the sentences it had before");
}

BlockRow RunWriter::State::writeBlock(const RunBlock& block, bool full)
{
    BlockRow row;
    row.number = block.index;
    row.complete = full;
    row.sentences = static_cast<std::uint32_t>(block.sentences.size());
    row.tokens = block.tokens;
    row.decoderTokens = block.decoderTokens;
    row.truncatedSentences = block.truncatedSentences;
    row.sentenceIds = block.sentences;
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        row.nonzeros += block.layers[layer].nonzeros();
        row.saturated.push_back(block.layers[layer].saturated());
        for (std::uint32_t group = 0; group < groups(); ++group) {
            const EncodedGroup encoded = encodeGroup(block.layers[layer], group);
            row.bytesStored += encoded.size();
            store.putGroup(store.layerId(layer), block.index, group, encoded);
        }
    }
    store.putBlock(row);
    if (generates()) storeGenerated(block);
    return row;
}

void RunWriter::State::storeGenerated(const RunBlock& block)
{
    Statement put(project.database().connection(), "REPLACE INTO generated(id, text) VALUES(?, ?)");
    for (std::size_t i = 0; i < block.sentences.size(); ++i) {
        put.run(generatedKey(info.id.value, block.sentences[i].value), block.generated[i]);
    }
}

/// From the blobs as they were stored, so that statistics and activations cannot disagree.
void RunWriter::State::addToStatistics(const BlockRow& row)
{
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        for (std::uint32_t group = 0; group < groups(); ++group) {
            auto neurons = store.statistics(store.layerId(layer), group, row.number);
            store.fold(store.layerId(layer), group, row, neurons);
            store.putStatistics(store.layerId(layer), group, neurons);
        }
    }
}

/// Sums of the run's row: what the block has now in place of what it had before.
void RunWriter::State::updateProgress(const BlockRow& now, const BlockRow& before, double seconds)
{
    const auto saturated = [](const BlockRow& row) {
        return std::accumulate(row.saturated.begin(), row.saturated.end(), std::uint64_t(0));
    };
    Statement(project.database().connection(),
              "UPDATE run SET sentences_done = sentences_done + ?, truncated_sentences = truncated_sentences + ?, "
              "tokens = tokens + ?, decoder_tokens = decoder_tokens + ?, nonzeros = nonzeros + ?, "
              "saturated = saturated + ?, bytes_stored = bytes_stored + ?, seconds = seconds + ? WHERE id = ?",
              std::int64_t(now.sentences) - before.sentences,
              std::int64_t(now.truncatedSentences) - before.truncatedSentences, now.tokens - before.tokens,
              now.decoderTokens - before.decoderTokens, now.nonzeros - before.nonzeros,
              saturated(now) - saturated(before), now.bytesStored - before.bytesStored, seconds, info.id)
        .run();
}

void RunWriter::State::count(const BlockRow& now, const BlockRow& before)
{
    written.nonzeros += now.nonzeros - before.nonzeros;
    written.bytes += now.bytesStored - std::min(now.bytesStored, before.bytesStored);
}

/// A complete block that was damaged. Its statistics may have been rebuilt without it meanwhile, so they are made anew.
void RunWriter::State::repair(const RunBlock& block)
{
    const auto before = store.block(block.index);
    if (!before || before->sentences != block.sentences.size()) {
        refuse(info, "block " + std::to_string(block.index) + " had another number of sentences");
    }
    requireContinuing(block, *before);
    WriteTransaction transaction(project.database());
    requireRun();
    const BlockRow now = writeBlock(block, true);
    updateProgress(now, *before, block.seconds);
    for (std::size_t layer = 0; layer < layerCount(); ++layer) {
        for (std::uint32_t group = 0; group < groups(); ++group) {
            store.putStatistics(store.layerId(layer), group,
                                store.rebuildStatistics(store.layerId(layer), group, position.block));
        }
    }
    transaction.commit();
    count(now, {});
    store.setDamaged(block.index, false);
}

ColumnBlock RunWriter::State::restoreLayer(const BlockRow& row, std::size_t layer)
{
    ColumnBlock::Parts parts{info.settings.values, row.sentences, row.saturated[layer], {}, {}, {}};
    parts.columns.resize(info.neurons);
    parts.firings.resize(info.neurons);
    parts.firingSentences.resize(info.neurons);
    DecodedColumn column;
    LoadedGroup group;
    for (std::uint32_t neuron = 0; neuron < info.neurons; ++neuron) {
        const bool first = neuron % neuronsPerGroup == 0;
        if (first && !store.load(store.layerId(layer), row, neuron / neuronsPerGroup, GroupContent::Values, group))
            ByteReader::fail();
        group->decode(neuron % neuronsPerGroup, column);
        parts.firings[neuron] = column.firings;
        parts.firingSentences[neuron] = column.sentencesOfFirings(info.settings.epsilon);
        for (std::size_t i = 0; i < column.size(); ++i) {
            parts.columns[neuron].push_back({column.rows[i], column.values[i], column.tokens[i]});
        }
    }
    return ColumnBlock(std::move(parts));
}

RunWriter::RunWriter(Project& project, RunId run)
    : m_state(std::make_unique<State>(project, run))
{
}

RunWriter::~RunWriter() = default;

RunWriter::Position RunWriter::position() const
{
    return m_state->position;
}

RunWriter::Written RunWriter::written() const
{
    return m_state->written;
}

RunBlock RunWriter::partialBlock() const
{
    RunBlock block;
    block.index = m_state->position.block;
    if (m_state->position.partial == 0) return block;
    const auto row = m_state->store.block(block.index);
    if (!row || row->sentenceIds.empty()) ByteReader::fail();
    block.sentences = row->sentenceIds;
    block.tokens = row->tokens;
    block.decoderTokens = row->decoderTokens;
    block.truncatedSentences = row->truncatedSentences;
    for (std::size_t layer = 0; layer < m_state->layerCount(); ++layer) {
        block.layers.push_back(m_state->restoreLayer(*row, layer));
    }
    if (m_state->generates()) {
        for (const SentenceId id : block.sentences) {
            block.generated.push_back(m_state->project.generatedText(m_state->info.id, id).value_or(""));
        }
    }
    return block;
}

void RunWriter::commit(const RunBlock& block, bool full)
{
    m_state->requireFitting(block);
    Position& position = m_state->position;
    if (block.index < position.block) {
        m_state->repair(block);
        return;
    }
    if (block.index > position.block) refuse(m_state->info, "block " + std::to_string(position.block) + " comes first");
    const BlockRow before = m_state->store.block(block.index).value_or(BlockRow{});
    m_state->requireContinuing(block, before);
    WriteTransaction transaction(m_state->project.database());
    m_state->requireRun();
    const BlockRow now = m_state->writeBlock(block, full);
    if (full) m_state->addToStatistics(now);
    m_state->updateProgress(now, before, block.seconds);
    transaction.commit();
    m_state->count(now, position.partial > 0 ? before : BlockRow{});
    if (full)
        position = {position.block + 1, position.sentencesBefore + now.sentences, 0};
    else
        position.partial = now.sentences;
}

void RunWriter::finish()
{
    const Position& at = m_state->position;
    const std::uint32_t done = at.sentencesBefore + at.partial;
    if (done != m_state->datasetSentences) {
        throw Error(ErrorCode::BadInput, "Run \"" + m_state->info.name + "\" has " + std::to_string(done) + " of " +
                                             std::to_string(m_state->datasetSentences) +
                                             " sentences; capture the others first.");
    }
    if (at.partial > 0) commit(partialBlock(), true);
    WriteTransaction transaction(m_state->project.database());
    m_state->requireRun();
    Statement(m_state->project.database().connection(), "UPDATE run SET complete = 1 WHERE id = ?", m_state->info.id)
        .run();
    transaction.commit();
}

std::vector<std::uint32_t> RunWriter::damagedBlocks(const std::stop_token& stop) const
{
    for (const BlockRow& block : m_state->store.blocks()) {
        throwIfStopped(stop);
        m_state->isWhole(block);
    }
    const auto& damaged = m_state->store.damaged();
    return {damaged.begin(), damaged.end()};
}

void RunWriter::repairStatistics()
{
    RunStore& store = m_state->store;
    for (std::size_t layer = 0; layer < m_state->layerCount(); ++layer) {
        for (std::uint32_t group = 0; group < m_state->groups(); ++group)
            store.statistics(store.layerId(layer), group, m_state->position.block);
    }
    if (store.rebuilt().empty()) return;
    WriteTransaction transaction(m_state->project.database());
    store.storeRebuilt(m_state->position.block);
    transaction.commit();
}

RunWriter::Position RunWriter::startOf(std::uint32_t block) const
{
    Position start;
    for (const BlockRow& row : m_state->store.blocks()) {
        if (row.number == block) return start;
        start = {row.number + 1, start.sentencesBefore + row.sentences, 0};
    }
    throw Error(ErrorCode::NotFound, "Run \"" + m_state->info.name + "\" has no block " + std::to_string(block) + ".");
}

} // namespace sparsight

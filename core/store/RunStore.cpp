// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/RunStore.h"

#include "core/store/SentenceIdCodec.h"
#include "core/store/StatisticsCodec.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <xxhash.h>

namespace sparsight {

namespace {

std::int64_t checksumOf(std::span<const std::byte> blob)
{
    return static_cast<std::int64_t>(XXH3_64bits(blob.data(), blob.size()));
}

/// Columns: checksum, blob. Copies the blob when it is whole, else leaves nothing. The statement is reset at once,
/// because one in mid-row would hold its snapshot of the file.
void readVerified(Statement& select, std::int64_t key, Bytes& into)
{
    into.clear();
    try {
        select.bind(key);
        if (select.step()) {
            const auto blob = select.blob(1);
            if (select.integer(0) == checksumOf(blob)) into.assign(blob.begin(), blob.end());
        }
        select.reset();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Corrupt) throw;
        into.clear(); // the damage lies in the pages that lead to the blob
    }
}

constexpr const char* selectBlocks = "SELECT number, complete, sentences, tokens, decoder_tokens, truncated_sentences, "
                                     "nonzeros, saturated, bytes_stored, checksum, sentence_ids FROM block ";

} // namespace

RunStore::RunStore(const Connection& connection, const RunInfo& run, std::uint32_t datasetSentences)
    : m_run(run)
    , m_datasetSentences(datasetSentences)
    , m_selectActivation(connection, "SELECT checksum, data FROM activation WHERE id = ?")
    , m_putActivation(connection, "REPLACE INTO activation(id, checksum, data) VALUES(?, ?, ?)")
    , m_selectStatistics(connection, "SELECT checksum, data FROM statistics WHERE id = ?")
    , m_putStatistics(connection, "REPLACE INTO statistics(id, checksum, data) VALUES(?, ?, ?)")
    , m_connection(connection)
{
    Statement layers(connection, "SELECT id FROM run_layer WHERE run = ? ORDER BY position", run.id);
    while (layers.step())
        m_layerIds.push_back(layers.integer(0));
}

std::vector<BlockRow> RunStore::blocks(std::uint32_t first)
{
    std::vector<BlockRow> all;
    Statement rows(m_connection, std::string(selectBlocks) + "WHERE run = ? AND number >= ? ORDER BY number", m_run.id,
                   first);
    while (rows.step())
        all.push_back(readBlock(rows));
    return all;
}

std::optional<BlockRow> RunStore::block(std::uint32_t number)
{
    Statement row(m_connection, std::string(selectBlocks) + "WHERE run = ? AND number = ?", m_run.id, number);
    if (!row.step()) return std::nullopt;
    return readBlock(row);
}

BlockRow RunStore::readBlock(const Statement& row)
{
    BlockRow block;
    block.number = static_cast<std::uint32_t>(row.integer(0));
    block.complete = row.integer(1) != 0;
    block.sentences = static_cast<std::uint32_t>(row.integer(2));
    block.tokens = static_cast<std::uint64_t>(row.integer(3));
    block.decoderTokens = static_cast<std::uint64_t>(row.integer(4));
    block.truncatedSentences = static_cast<std::uint32_t>(row.integer(5));
    block.nonzeros = static_cast<std::uint64_t>(row.integer(6));
    block.bytesStored = static_cast<std::uint64_t>(row.integer(8));
    try {
        block.saturated = nlohmann::json::parse(row.text(7)).get<std::vector<std::uint64_t>>();
        const auto ids = row.blob(10);
        if (block.sentences > maximumBlockSentences || row.integer(9) != checksumOf(ids)) ByteReader::fail();
        block.sentenceIds = decodeSentenceIds(ids, block.sentences, m_datasetSentences);
    } catch (const nlohmann::json::exception&) {
        setDamaged(block.number, true);
    } catch (const Error&) {
        setDamaged(block.number, true);
    }
    block.saturated.resize(m_layerIds.size());
    return block;
}

void RunStore::putBlock(const BlockRow& row)
{
    const Bytes ids = encodeSentenceIds(row.sentenceIds);
    Statement(m_connection, "REPLACE INTO block VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", m_run.id, row.number,
              row.complete, row.sentences, row.tokens, row.decoderTokens, row.truncatedSentences, row.nonzeros,
              nlohmann::json(row.saturated).dump(), row.bytesStored, checksumOf(ids), std::span<const std::byte>(ids))
        .run();
}

bool RunStore::readActivations(RunLayerId layer, std::uint32_t block, std::uint32_t slot, Bytes& into)
{
    readVerified(m_selectActivation, activationKey(layer, block, slot), into);
    if (into.empty()) setDamaged(block, true);
    return !into.empty();
}

bool RunStore::load(RunLayerId layer, const BlockRow& block, std::uint32_t group, GroupContent wanted,
                    LoadedGroup& into)
{
    into.m_view.reset();
    if (!readActivations(layer, block.number, rowsSlot(group), into.m_rows) || block.sentenceIds.empty()) return false;
    GroupView view(into.m_rows, {block.sentences, neuronsOf(group), m_run.settings.values});
    if (wanted == GroupContent::Values && view.hasValuesApart()) {
        if (!readActivations(layer, block.number, valuesSlot(group), into.m_values)) return false;
        view.addValues(into.m_values);
    }
    into.m_view.emplace(std::move(view));
    return true;
}

void RunStore::putActivations(std::int64_t key, std::span<const std::byte> blob)
{
    m_putActivation.run(key, checksumOf(blob), blob);
}

void RunStore::putGroup(RunLayerId layer, std::uint32_t block, std::uint32_t group, const EncodedGroup& encoded)
{
    putActivations(activationKey(layer, block, rowsSlot(group)), encoded.rows);
    putActivations(activationKey(layer, block, valuesSlot(group)), encoded.values);
}

std::vector<NeuronAccumulator> RunStore::statistics(RunLayerId layer, std::uint32_t group, std::uint32_t completeBlocks)
{
    if (completeBlocks == 0) return std::vector<NeuronAccumulator>(neuronsOf(group));
    readVerified(m_selectStatistics, statisticsKey(layer, group), m_statistics);
    if (!m_statistics.empty()) {
        try {
            return decodeStatistics(m_statistics, neuronsOf(group), m_run.settings.values, m_run.signedValues);
        } catch (const Error&) { // not what it should be, though its checksum is right
        }
    }
    m_rebuilt.emplace(layer, group);
    return rebuildStatistics(layer, group, completeBlocks);
}

void RunStore::storeRebuilt(std::uint32_t completeBlocks)
{
    for (const auto& [layer, group] : m_rebuilt) {
        const std::vector<NeuronAccumulator> neurons = rebuildStatistics(layer, group, completeBlocks);
        if (m_damaged.empty()) putStatistics(layer, group, neurons);
    }
    m_rebuilt.clear();
}

void RunStore::putStatistics(RunLayerId layer, std::uint32_t group, std::span<const NeuronAccumulator> neurons)
{
    const Bytes blob = encodeStatistics(neurons, m_run.settings.values);
    m_putStatistics.run(statisticsKey(layer, group), checksumOf(blob), std::span<const std::byte>(blob));
}

std::vector<NeuronAccumulator> RunStore::rebuildStatistics(RunLayerId layer, std::uint32_t group,
                                                           std::uint32_t completeBlocks)
{
    std::vector<NeuronAccumulator> neurons(neuronsOf(group));
    for (std::uint32_t number = 0; number < completeBlocks; ++number) {
        if (const auto row = block(number)) fold(layer, group, *row, neurons);
    }
    return neurons;
}

void RunStore::fold(RunLayerId layer, std::uint32_t group, const BlockRow& block, std::span<NeuronAccumulator> neurons)
{
    if (!load(layer, block, group, GroupContent::Values, m_group)) return;
    const StatisticsRules rules = StatisticsRules::of(m_run);
    for (std::uint32_t i = 0; i < neurons.size(); ++i) {
        m_group->decode(i, m_column);
        neurons[i].add(m_column, block.sentenceIds, rules);
    }
}

std::uint32_t RunStore::neuronsOf(std::uint32_t group) const
{
    return std::min(neuronsPerGroup, m_run.neurons - group * neuronsPerGroup);
}

void RunStore::setDamaged(std::uint32_t block, bool damaged)
{
    if (damaged)
        m_damaged.insert(block);
    else
        m_damaged.erase(block);
}

} // namespace sparsight

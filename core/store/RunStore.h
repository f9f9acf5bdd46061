// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ActivationKeys.h"
#include "core/store/BlockCodec.h"
#include "core/store/NeuronAccumulator.h"
#include "core/store/Statement.h"

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace sparsight {

/// The row of a block. Everything but the progress of the clock, so that it does not depend on timing.
struct BlockRow {
    std::uint32_t number = 0;
    bool complete = false;
    std::uint32_t sentences = 0;
    std::uint64_t tokens = 0, decoderTokens = 0;
    std::uint32_t truncatedSentences = 0;
    std::uint64_t nonzeros = 0;
    std::vector<std::uint64_t> saturated; ///< [layers]
    std::uint64_t bytesStored = 0;
    std::vector<SentenceId> sentenceIds; ///< [sentences]; empty when they are damaged
};

/// What of a group is wanted: counting sentences needs no values.
enum class GroupContent { Rows, Values };

/// The blobs of a group of a block, and the view that reads them.
class LoadedGroup {
public:
    const GroupView* operator->() const { return &*m_view; }
    explicit operator bool() const { return m_view.has_value(); }

private:
    friend class RunStore;
    Bytes m_rows, m_values;
    std::optional<GroupView> m_view;
};

/// Blocks, activations and statistics of one run as rows of the project file: what RunReader and RunWriter share.
/// Checksums are verified on every read; a block that fails is reported and passed over.
class RunStore {
public:
    RunStore(const Connection& connection, const RunInfo& run, std::uint32_t datasetSentences);

    const RunInfo& run() const { return m_run; }
    RunLayerId layerId(std::size_t position) const { return m_layerIds.at(position); }

    /// All blocks from `first` on, in order.
    std::vector<BlockRow> blocks(std::uint32_t first = 0);
    std::optional<BlockRow> block(std::uint32_t number);
    void putBlock(const BlockRow& row);

    /// Replaces what `into` held. False, and nothing loaded, when a blob is missing or damaged, or the block's ids are.
    bool load(RunLayerId layer, const BlockRow& block, std::uint32_t group, GroupContent wanted, LoadedGroup& into);
    void putGroup(RunLayerId layer, std::uint32_t block, std::uint32_t group, const EncodedGroup& encoded);

    /// Statistics of a group over blocks 0 to completeBlocks − 1. They come from the stored row, or, when that is
    /// damaged, from the activations. [neurons of the group]
    std::vector<NeuronAccumulator> statistics(RunLayerId layer, std::uint32_t group, std::uint32_t completeBlocks);
    void putStatistics(RunLayerId layer, std::uint32_t group, std::span<const NeuronAccumulator> neurons);
    std::vector<NeuronAccumulator> rebuildStatistics(RunLayerId layer, std::uint32_t group,
                                                     std::uint32_t completeBlocks);
    /// Adds a stored block to statistics; a damaged one adds nothing.
    void fold(RunLayerId layer, std::uint32_t group, const BlockRow& block, std::span<NeuronAccumulator> neurons);

    /// Groups of layers whose stored statistics were damaged, so that statistics() made them anew.
    const std::set<std::pair<RunLayerId, std::uint32_t>>& rebuilt() const { return m_rebuilt; }
    /// Stores those again, within the caller's transaction; not while a block is damaged, whose values would then be
    /// missing unnoticed.
    void storeRebuilt(std::uint32_t completeBlocks);

    std::uint32_t neuronsOf(std::uint32_t group) const;
    /// Blocks that failed so far.
    const std::set<std::uint32_t>& damaged() const { return m_damaged; }
    void setDamaged(std::uint32_t block, bool damaged);

private:
    BlockRow readBlock(const Statement& row);
    bool readActivations(RunLayerId layer, std::uint32_t block, std::uint32_t slot, Bytes& into);
    void putActivations(std::int64_t key, std::span<const std::byte> blob);

    RunInfo m_run;
    std::uint32_t m_datasetSentences;
    std::vector<RunLayerId> m_layerIds;
    Statement m_selectActivation, m_putActivation, m_selectStatistics, m_putStatistics;
    std::set<std::uint32_t> m_damaged;
    std::set<std::pair<RunLayerId, std::uint32_t>> m_rebuilt;
    const Connection& m_connection;
    Bytes m_statistics; // the last ones read
    LoadedGroup m_group;
    DecodedColumn m_column;
};

} // namespace sparsight

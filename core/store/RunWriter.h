// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ColumnBlock.h"
#include "core/store/Project.h"

#include <cstdint>
#include <string>
#include <vector>

namespace sparsight {

/// About 1024 sentences of a run, in the order of the capture plan: the unit of commit, resume and quarantine.
struct RunBlock {
    std::uint32_t index = 0;            ///< from 0
    std::vector<SentenceId> sentences;  ///< row → sentence; not ascending, the plan sorts by length
    std::vector<ColumnBlock> layers;    ///< in the order of RunSettings::layers
    std::vector<std::string> generated; ///< [sentences] for DecoderMode::Generate, else empty
    std::uint64_t tokens = 0, decoderTokens = 0;
    std::uint32_t truncatedSentences = 0;
    double seconds = 0; ///< since the previous commit
};

/// Appends blocks to a run; one transaction holds a block's blobs, the neurons' statistics and the progress row.
///
/// A block may be committed before it is full (after 10 s of slow work): committing the same index again with the same
/// first sentences and more replaces it, so the stored result does not depend on timing. Used by one thread.
class RunWriter {
public:
    /// The project must be open for writing. Continues after the last committed block.
    RunWriter(Project& project, RunId run);
    ~RunWriter();

    /// Index of the block to write next, and the number of sentences of it that are already committed (partial block).
    struct Position {
        std::uint32_t block = 0;
        std::uint32_t sentencesBefore = 0; ///< in all full blocks before it
        std::uint32_t partial = 0;         ///< committed sentences of `block`
    };
    Position position() const;
    /// The committed partial block, to be extended. Empty layers when partial is 0.
    RunBlock partialBlock() const;

    /// A block before position() must hold the sentences it had: it replaces one that was damaged.
    void commit(const RunBlock& block, bool full);
    /// Stored by this writer: of a block that was damaged all, of one that grew what was added.
    struct Written {
        std::uint64_t nonzeros = 0, bytes = 0;
    };
    Written written() const;

    /// Marks the run complete. Throws Error when sentences are missing.
    void finish();

    /// Reads all blobs of the run and names the blocks whose checksum does not match, to be captured again.
    std::vector<std::uint32_t> damagedBlocks(const std::stop_token& stop = {}) const;
    /// Stores statistics anew that are damaged though the run's blocks are whole.
    void repairStatistics();
    /// Where in the capture plan a committed block begins.
    Position startOf(std::uint32_t block) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/CapturePlan.h"
#include "core/capture/SentenceValues.h"
#include "core/store/RunWriter.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sparsight {

/// What the model found in one batch of a plan.
struct BatchResult {
    std::vector<SentenceValues> layers; // in the order of RunSettings::layers
    std::vector<std::string> generated; // [sentences] or empty
    std::uint64_t tokens = 0, decoderTokens = 0;
    std::uint32_t truncatedSentences = 0;
};

/// Turns batches into blocks and commits them on a thread of its own, while the caller computes the next batch.
///
/// A block is committed when its last batch has arrived, and before that when 10 s have passed since the last commit or
/// when the writer ends. push() and close() are called by one thread; they throw what failed on the writer's thread.
class BlockWriter {
public:
    /// Stores a block; full says whether it is complete. Called on the writer's thread only.
    using Commit = std::function<void(const RunBlock& block, bool full)>;

    /// The plan must outlive the writer. firstBatch is the first that will be pushed; started holds the sentences of
    /// its block that are committed already, with empty ColumnBlocks where there are none.
    BlockWriter(Commit commit, const CapturePlan& plan, std::size_t firstBatch, RunBlock started,
                std::chrono::steady_clock::duration patience = std::chrono::seconds(10));
    /// Commits what was pushed, unless close() did; failures are lost here.
    ~BlockWriter();

    /// Hands over the next batch of the plan; waits while several are pending.
    void push(BatchResult batch);
    /// Waits until everything that was pushed is committed, an unfinished block too.
    void close();

private:
    static constexpr std::size_t capacity = 4; // pending batches: enough to bridge a commit, little memory

    void work();
    void add(BatchResult batch);
    void commit(bool full);
    void startBlock();
    void rethrow();

    Commit m_commit;
    const CapturePlan& m_plan;
    std::chrono::steady_clock::duration m_patience;

    // Of the writer's thread.
    std::size_t m_batch;
    RunBlock m_block;
    bool m_pending = false; // m_block holds sentences that are not committed
    std::chrono::steady_clock::time_point m_lastCommit;

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::deque<BatchResult> m_queue;
    bool m_closing = false;
    std::exception_ptr m_failure;

    std::thread m_thread; // last: it starts when all else is there
};

} // namespace sparsight

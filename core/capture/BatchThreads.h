// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/BlockWriter.h"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace sparsight {

/// Computes the batches of a plan on several threads and hands their results out in the plan's order.
///
/// Whole batches side by side keep every core busy without the barriers that threads inside one operator need, and
/// which cost most where other programs want the cores too. A batch is computed by one thread, so its result does not
/// depend on how many there are. Used by one thread.
class BatchThreads {
public:
    using Compute = std::function<BatchResult(std::size_t batch)>;

    /// Begins with batches first … end − 1. prepare is called once on every thread, compute for every batch.
    BatchThreads(std::size_t first, std::size_t end, int threads, const std::function<void()>& prepare,
                 Compute compute);
    /// Ends after the batches that are being computed.
    ~BatchThreads();

    /// The next batch in order; waits for it. Throws what computing it threw.
    BatchResult take();

private:
    struct Outcome {
        BatchResult result;
        std::exception_ptr failure;
    };

    void work(const std::function<void()>& prepare);
    Outcome compute(std::size_t batch) const;

    Compute m_compute;
    std::size_t m_end;
    std::size_t m_ahead; // batches that may be under way or wait to be taken, which bounds the memory

    std::mutex m_mutex; // guards what follows
    std::condition_variable m_changed;
    std::size_t m_started, m_taken; // the next batch to start, the next to take
    std::map<std::size_t, Outcome> m_finished;
    bool m_stopping = false;

    std::vector<std::jthread> m_threads; // last: they start when all else is there
};

} // namespace sparsight

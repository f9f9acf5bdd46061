// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace sparsight {

/// Computes the batches of a plan on several threads and hands their results out in the plan's order.
///
/// Whole batches side by side keep every core busy without the barriers that threads inside one operator need, and
/// which cost most where other programs want the cores too. A batch is computed by one thread, so its result does not
/// depend on how many there are. Used by one thread.
template <class Result>
class BatchThreads {
public:
    using Compute = std::function<Result(std::size_t batch)>;

    /// Begins with batches first … end − 1. prepare is called once on every thread, compute for every batch.
    BatchThreads(std::size_t first, std::size_t end, int threads, const std::function<void()>& prepare,
                 Compute compute);
    /// Ends after the batches that are being computed.
    ~BatchThreads();

    /// The next batch in order; waits for it. Throws what computing it threw.
    Result take();

private:
    struct Outcome {
        Result result;
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

template <class Result>
BatchThreads<Result>::BatchThreads(std::size_t first, std::size_t end, int threads,
                                   const std::function<void()>& prepare, Compute compute)
    : m_compute(std::move(compute))
    , m_end(end)
    , m_ahead(2 * static_cast<std::size_t>(threads))
    , m_started(first)
    , m_taken(first)
{
    const std::size_t useful = std::min(static_cast<std::size_t>(threads), end - first);
    for (std::size_t i = 0; i < useful; ++i)
        m_threads.emplace_back([this, prepare] { work(prepare); });
}

template <class Result>
BatchThreads<Result>::~BatchThreads()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
}

template <class Result>
Result BatchThreads<Result>::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_finished.contains(m_taken); });
    Outcome outcome = std::move(m_finished.extract(m_taken).mapped());
    ++m_taken;
    m_changed.notify_all();
    if (outcome.failure) std::rethrow_exception(outcome.failure);
    return std::move(outcome.result);
}

template <class Result>
void BatchThreads<Result>::work(const std::function<void()>& prepare)
{
    prepare();
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_stopping || m_started == m_end || m_started < m_taken + m_ahead; });
        if (m_stopping || m_started == m_end) return;
        const std::size_t batch = m_started++;
        lock.unlock();
        Outcome outcome = compute(batch);
        lock.lock();
        m_finished.emplace(batch, std::move(outcome));
        m_changed.notify_all();
    }
}

template <class Result>
auto BatchThreads<Result>::compute(std::size_t batch) const -> Outcome
{
    try {
        return {m_compute(batch), nullptr};
    } catch (...) {
        return {{}, std::current_exception()};
    }
}

} // namespace sparsight

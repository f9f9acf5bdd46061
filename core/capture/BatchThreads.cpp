// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/BatchThreads.h"

#include <algorithm>
#include <utility>

namespace sparsight {

BatchThreads::BatchThreads(std::size_t first, std::size_t end, int threads, const std::function<void()>& prepare,
                           Compute compute)
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

BatchThreads::~BatchThreads()
{
    const std::lock_guard lock(m_mutex);
    m_stopping = true;
    m_changed.notify_all();
}

BatchResult BatchThreads::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_finished.contains(m_taken); });
    Outcome outcome = std::move(m_finished.extract(m_taken).mapped());
    ++m_taken;
    m_changed.notify_all();
    if (outcome.failure) std::rethrow_exception(outcome.failure);
    return std::move(outcome.result);
}

void BatchThreads::work(const std::function<void()>& prepare)
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

BatchThreads::Outcome BatchThreads::compute(std::size_t batch) const
{
    try {
        return {m_compute(batch), nullptr};
    } catch (...) {
        return {{}, std::current_exception()};
    }
}

} // namespace sparsight

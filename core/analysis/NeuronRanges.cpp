// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/NeuronRanges.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace sparsight {

namespace {

constexpr std::uint32_t rangeSize = 64; // neurons that the store keeps in one blob

unsigned threadCount(const NeuronRangeJob& job)
{
    constexpr std::uint64_t valuesWorthAThread = 500'000;
    const std::uint64_t useful = std::min<std::uint64_t>(job.values / valuesWorthAThread, job.neurons / rangeSize);
    return static_cast<unsigned>(
        std::clamp<std::uint64_t>(useful, 1, std::max(1u, std::thread::hardware_concurrency())));
}

/// What the threads of one call share.
class RangeQueue {
public:
    RangeQueue(const NeuronRangeJob& job, const std::stop_token& stop)
        : m_job(job)
        , m_forward(stop, [this] { m_abort.request_stop(); })
    {
    }
    /// Takes ranges until there are none left. `progress` is empty on all threads but the caller's.
    void work(const Project& project, const ProgressCallback& progress) noexcept
    {
        try {
            const auto worker = m_job.makeWorker(project);
            std::uint32_t first = 0;
            while ((first = m_next.fetch_add(rangeSize)) < m_job.neurons) {
                throwIfStopped(m_abort.get_token());
                const std::uint32_t last = std::min(first + rangeSize, m_job.neurons);
                worker->process(NeuronId(first), NeuronId(last), m_abort.get_token());
                report(progress, {m_job.stage, m_done += last - first, m_job.neurons});
            }
            const std::scoped_lock lock(m_mutex);
            worker->finish();
        } catch (...) {
            fail(std::current_exception());
        }
    }
    void rethrow() const
    {
        if (m_error) std::rethrow_exception(m_error);
    }

private:
    void fail(std::exception_ptr error) noexcept
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_error) m_error = std::move(error);
        m_abort.request_stop(); // the others end with Cancelled, which comes second
    }

    const NeuronRangeJob& m_job;
    std::stop_source m_abort;
    std::stop_callback<std::function<void()>> m_forward;
    std::atomic<std::uint32_t> m_next = 0;
    std::atomic<std::uint32_t> m_done = 0;
    std::mutex m_mutex;
    std::exception_ptr m_error;
};

} // namespace

void requireNeuron(const RunInfo& run, NeuronId neuron)
{
    if (neuron.value < run.neurons) return;
    throw Error(ErrorCode::NotFound, "Run \"" + run.name + "\" has neurons 0 to " + std::to_string(run.neurons - 1) +
                                         "; there is no neuron " + std::to_string(neuron.value) + ".");
}

void processNeuronRanges(const Project& project, const NeuronRangeJob& job, const std::stop_token& stop,
                         const ProgressCallback& progress)
{
    std::vector<Project> connections;
    for (unsigned i = 1; i < threadCount(job); ++i)
        connections.push_back(project.reopen());
    RangeQueue queue(job, stop);
    {
        std::vector<std::jthread> threads;
        for (const Project& own : connections)
            threads.emplace_back([&] { queue.work(own, {}); });
        queue.work(project, progress);
    }
    queue.rethrow();
}

} // namespace sparsight

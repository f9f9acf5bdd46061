// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/TaskThread.h"

#include "widgets/jobs/ErrorText.h"

#include <exception>
#include <new>

namespace sparsight {

namespace {

TaskOutcome outcomeOf(const TaskThread::Work& work, const std::stop_token& stop, const ProgressCallback& progress)
{
    try {
        throwIfStopped(stop);
        return {TaskOutcome::Kind::Done, {}, {}, work(stop, progress)};
    } catch (const Error& error) {
        const auto kind =
            error.code() == ErrorCode::Cancelled ? TaskOutcome::Kind::Cancelled : TaskOutcome::Kind::Failed;
        return {kind, errorSentence(error), errorDetails(error), {}};
    } catch (const std::exception& error) {
        return {TaskOutcome::Kind::Failed, errorSentence(error), errorDetails(error), {}};
    }
}

} // namespace

TaskThread::TaskThread(Listener listener, std::function<void()> interlude)
    : m_listener(std::move(listener))
    , m_interlude(std::move(interlude))
    , m_thread([this](const std::stop_token& stop) { loop(stop); })
{
}

TaskThread::~TaskThread()
{
    m_thread.request_stop();
    {
        const std::lock_guard lock(m_mutex);
        m_current.request_stop();
    }
    m_thread.join();
}

void TaskThread::post(Task task)
{
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(std::move(task));
    }
    m_wake.notify_one();
}

void TaskThread::poke()
{
    {
        const std::lock_guard lock(m_mutex);
        m_poked = true;
    }
    m_wake.notify_one();
}

void TaskThread::loop(const std::stop_token& stop)
{
    for (;;) {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, stop, [this] { return m_poked || !m_queue.empty(); });
        if (stop.stop_requested()) return;
        if (m_poked) {
            m_poked = false;
            lock.unlock();
            if (m_interlude) m_interlude();
            continue;
        }
        Task task = std::move(m_queue.front());
        m_queue.pop_front();
        m_current = task.stop;
        lock.unlock();
        runTask(std::move(task));
    }
}

void TaskThread::runTask(Task task)
{
    m_listener.started(task.id);
    const ProgressCallback progress = [this, id = task.id](const Progress& now) { m_listener.progressed(id, now); };
    TaskOutcome outcome = outcomeOf(task.work, task.stop.get_token(), progress);
    m_listener.finished(std::move(task), std::move(outcome));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"

#include <QString>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace sparsight {

/// How a task ended. deliver belongs to the GUI thread.
struct TaskOutcome {
    enum class Kind { Done, Failed, Cancelled };
    Kind kind = Kind::Done;
    QString message; ///< Failed: the error's sentence
    QString details; ///< Failed: code, file, item, line
    std::function<void()> deliver;
};

/// A thread that runs tasks one after another and turns every exception into an outcome. Tasks are posted from one
/// other thread; the listeners are called on the task thread.
class TaskThread {
public:
    using Work = std::function<std::function<void()>(const std::stop_token&, const ProgressCallback&)>;
    struct Task {
        quint64 id = 0;
        std::stop_source stop;
        Work work;
    };
    struct Listener {
        std::function<void(quint64 id)> started;
        std::function<void(quint64 id, const Progress&)> progressed;
        std::function<void(Task task, TaskOutcome)>
            finished; ///< gives the task back, so that it dies where it was made
    };

    /// interlude is run between tasks whenever poke() was called.
    explicit TaskThread(Listener listener, std::function<void()> interlude = {});
    ~TaskThread(); ///< asks the running task to stop, drops the others, joins

    void post(Task task);
    void poke();

private:
    void loop(const std::stop_token& stop);
    void runTask(Task task);

    Listener m_listener;
    std::function<void()> m_interlude;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Task> m_queue;
    std::stop_source m_current; // of the running task
    bool m_poked = false;
    std::jthread m_thread; // last: starts when the rest is there
};

} // namespace sparsight

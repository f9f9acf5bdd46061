// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/jobs/SideDesk.h"

#include <QObject>

namespace sparsight {

class Mailbox;
class TaskThread;

/// Runs the live sentence, or several, through several checkpoints, on two threads of its own: one computes side after
/// side, the other loads checkpoints, so that the sides that are there go on. GUI thread.
class SideRunner : public QObject {
    Q_OBJECT
public:
    SideRunner(EngineFactory load, QObject* parent);
    ~SideRunner() override; ///< stops everything within a batch and joins

    /// Loads these checkpoints and drops all others, with what was asked of them.
    void keep(const std::vector<CheckpointInfo>& checkpoints);
    /// Only the newest call counts, and each of its sides is answered once, as it comes.
    quint64 run(std::vector<LiveSide> sides);
    bool isBusy() const { return m_open > 0; }

Q_SIGNALS:
    void answered(const sparsight::SideDesk::Answer& answer);

private:
    void load(SideDesk::Order order);
    void deliver(const SideDesk::Answer& answer);

    EngineFactory m_load;
    quint64 m_tag = 0;
    std::size_t m_open = 0; ///< sides without an answer
    std::unique_ptr<Mailbox> m_mailbox;
    std::unique_ptr<SideDesk> m_desk;
    std::unique_ptr<TaskThread> m_computing;
    std::unique_ptr<TaskThread> m_loading;
};

} // namespace sparsight

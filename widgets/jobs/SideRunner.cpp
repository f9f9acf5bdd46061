// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/SideRunner.h"

#include "widgets/jobs/Mailbox.h"
#include "widgets/jobs/TaskThread.h"

namespace sparsight {

namespace {

TaskThread::Listener nobody()
{
    return {[](quint64) {}, [](quint64, const Progress&) {}, [](const TaskThread::Task&, const TaskOutcome&) {}};
}

std::unique_ptr<InferenceEngine> loadKnown(const EngineFactory& load, const CheckpointInfo& checkpoint,
                                           const std::stop_token& stop, const ProgressCallback& progress)
{
    if (!load) throw Error(ErrorCode::Unsupported, "This build cannot run checkpoints; build it with LibTorch.");
    auto engine = load(std::filesystem::path(checkpoint.path), {}, stop, progress);
    if (!checkpoint.weightsSha256.empty() && engine->weightsSha256(stop, progress) != checkpoint.weightsSha256)
        throw Error(ErrorCode::Corrupt,
                    "The weights in " + checkpoint.path + " are no longer those of \"" + checkpoint.name +
                        "\" in the project; put them back, or load the folder on the Models page as what it is now.",
                    {.file = checkpoint.path});
    return engine;
}

} // namespace

SideRunner::SideRunner(EngineFactory load, QObject* parent)
    : QObject(parent)
    , m_load(std::move(load))
    , m_mailbox(std::make_unique<Mailbox>())
{
    m_desk = std::make_unique<SideDesk>(
        [this](const SideDesk::Answer& answer) { m_mailbox->post([this, answer] { deliver(answer); }); });
    m_computing = std::make_unique<TaskThread>(nobody(), [this] { m_desk->serve(); });
    TaskThread::Listener listener = nobody();
    listener.finished = [this](const TaskThread::Task& task, const TaskOutcome& outcome) {
        if (outcome.kind != TaskOutcome::Kind::Failed) return;
        m_desk->refuse(task.id, outcome.message);
        m_computing->poke();
    };
    m_loading = std::make_unique<TaskThread>(std::move(listener));
}

SideRunner::~SideRunner()
{
    m_desk->close();
    m_loading.reset();
    m_computing.reset();
}

void SideRunner::keep(const std::vector<CheckpointInfo>& checkpoints)
{
    ++m_tag;
    m_open = 0;
    for (SideDesk::Order& order : m_desk->keep(checkpoints))
        load(std::move(order));
    m_computing->poke(); // to let go of what was dropped
}

quint64 SideRunner::run(std::vector<LiveSide> sides)
{
    m_open = sides.size();
    m_desk->put(++m_tag, std::move(sides));
    m_computing->poke();
    return m_tag;
}

void SideRunner::load(SideDesk::Order order)
{
    const quint64 ticket = order.ticket;
    const std::stop_source stop = order.stop;
    m_loading->post({ticket, stop,
                     [this, ticket, checkpoint = std::move(order.checkpoint)](
                         const std::stop_token& stopped, const ProgressCallback& progress) -> std::function<void()> {
                         m_desk->accept(ticket, loadKnown(m_load, checkpoint, stopped, progress));
                         m_computing->poke();
                         return {};
                     }});
}

void SideRunner::deliver(const SideDesk::Answer& answer)
{
    if (answer.tag != m_tag) return; // a newer sentence is on its way
    --m_open;
    Q_EMIT answered(answer);
}

} // namespace sparsight

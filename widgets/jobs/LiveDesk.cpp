// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/LiveDesk.h"

#include "widgets/jobs/ErrorText.h"

namespace sparsight {

LiveDesk::LiveDesk(std::function<void(Answer)> answer)
    : m_answer(std::move(answer))
{
}

void LiveDesk::put(quint64 tag, const LiveRequest& request)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed) return;
    m_running.request_stop();
    m_waiting = Waiting{tag, request, std::stop_source()};
}

void LiveDesk::close()
{
    const std::lock_guard lock(m_mutex);
    m_closed = true;
    m_waiting.reset();
    m_running.request_stop();
}

std::optional<LiveDesk::Waiting> LiveDesk::take()
{
    const std::lock_guard lock(m_mutex);
    if (!m_waiting) return std::nullopt;
    auto taken = std::move(m_waiting);
    m_waiting.reset();
    m_running = taken->stop;
    return taken;
}

void LiveDesk::serve()
{
    if (!m_engine) return; // it waits until a checkpoint is loaded
    if (const auto waiting = take()) m_answer(compute(*waiting));
}

void LiveDesk::lend(bool lent)
{
    const std::lock_guard lock(m_lending);
    m_lent = lent;
}

void LiveDesk::serveLent()
{
    const std::lock_guard lock(m_lending);
    if (m_lent) serve();
}

LiveDesk::Answer LiveDesk::compute(const Waiting& waiting)
{
    try {
        auto result = std::make_shared<LiveResult>(m_engine->run(waiting.request, waiting.stop.get_token()));
        return {waiting.tag, std::move(result), {}};
    } catch (const std::exception& error) {
        return {waiting.tag, nullptr, errorSentence(error)}; // when it was superseded, its tag is stale
    }
}

} // namespace sparsight

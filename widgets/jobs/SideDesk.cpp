// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/SideDesk.h"

#include "widgets/jobs/ErrorText.h"

#include <algorithm>

namespace sparsight {

namespace {

bool isSame(const CheckpointInfo& a, const CheckpointInfo& b)
{
    return a.path == b.path && a.weightsSha256 == b.weightsSha256;
}

} // namespace

SideDesk::SideDesk(std::function<void(Answer)> answer)
    : m_answer(std::move(answer))
{
}

SideDesk::Place* SideDesk::placeOf(const CheckpointInfo& checkpoint)
{
    const auto found =
        std::ranges::find_if(m_places, [&](const Place& place) { return isSame(place.order.checkpoint, checkpoint); });
    return found == m_places.end() ? nullptr : &*found;
}

SideDesk::Place* SideDesk::placeOf(quint64 ticket)
{
    const auto found = std::ranges::find_if(m_places, [&](const Place& place) { return place.order.ticket == ticket; });
    return found == m_places.end() ? nullptr : &*found;
}

/// The mutex is held.
void SideDesk::replaceSides(quint64 tag, std::vector<LiveSide> sides)
{
    m_running.request_stop();
    m_tag = tag;
    m_sides = std::move(sides);
    m_taken.assign(m_sides.size(), false);
}

std::vector<SideDesk::Order> SideDesk::keep(const std::vector<CheckpointInfo>& checkpoints)
{
    const std::lock_guard lock(m_mutex);
    if (m_closed) return {};
    replaceSides(m_tag, {});
    std::erase_if(m_places, [&](Place& place) {
        const auto isIt = [&](const CheckpointInfo& one) { return isSame(one, place.order.checkpoint); };
        if (std::ranges::any_of(checkpoints, isIt)) return false;
        place.order.stop.request_stop();
        if (place.engine) m_dropped.push_back(std::move(place.engine));
        return true;
    });
    std::vector<Order> orders;
    for (const CheckpointInfo& checkpoint : checkpoints) {
        if (placeOf(checkpoint)) continue;
        orders.push_back({++m_lastTicket, checkpoint, {}});
        m_places.push_back({orders.back(), nullptr, nullptr, {}});
    }
    return orders;
}

void SideDesk::put(quint64 tag, std::vector<LiveSide> sides)
{
    const std::lock_guard lock(m_mutex);
    if (!m_closed) replaceSides(tag, std::move(sides));
}

void SideDesk::close()
{
    keep({});
    const std::lock_guard lock(m_mutex);
    m_closed = true;
}

void SideDesk::accept(quint64 ticket, std::unique_ptr<InferenceEngine> engine)
{
    const std::lock_guard lock(m_mutex);
    Place* place = placeOf(ticket);
    if (!place) return;
    place->model = std::make_shared<ModelInfo>(engine->info());
    place->engine = std::move(engine);
}

void SideDesk::refuse(quint64 ticket, const QString& error)
{
    const std::lock_guard lock(m_mutex);
    if (Place* place = placeOf(ticket)) place->error = error;
}

std::optional<SideDesk::Next> SideDesk::take()
{
    std::vector<std::unique_ptr<InferenceEngine>> dropped; // dies after the mutex is free: unmapping takes its time
    const std::lock_guard lock(m_mutex);
    dropped.swap(m_dropped);
    for (std::size_t i = 0; i < m_sides.size(); ++i) {
        const Place* place = m_taken[i] ? nullptr : placeOf(m_sides[i].checkpoint);
        if (!place || !place->isReady()) continue;
        m_taken[i] = true;
        m_running = std::stop_source();
        return Next{{m_tag, i, place->model, nullptr, place->error},
                    m_sides[i].request,
                    place->engine.get(),
                    m_running.get_token()};
    }
    return std::nullopt;
}

void SideDesk::serve()
{
    while (const auto next = take())
        m_answer(next->engine ? compute(*next) : next->answer);
}

SideDesk::Answer SideDesk::compute(const Next& next)
{
    Answer answer = next.answer;
    try {
        answer.result = std::make_shared<LiveResult>(next.engine->run(next.request, next.stop));
    } catch (const std::exception& error) {
        answer.error = errorSentence(error); // when it was superseded, its tag is stale
    }
    return answer;
}

} // namespace sparsight

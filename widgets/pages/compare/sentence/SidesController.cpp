// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/sentence/SidesController.h"

#include "widgets/jobs/ErrorText.h"
#include "widgets/session/Selection.h"
#include "widgets/session/ViewOptions.h"

#include <algorithm>
#include <chrono>

namespace sparsight {
namespace {

constexpr std::chrono::milliseconds patience{150}; // as on the Live page

} // namespace

SidesController::SidesController(SideRunner& runner, Selection& selection, ViewOptions& view, QObject* parent)
    : QObject(parent)
    , m_runner(runner)
    , m_selection(selection)
    , m_view(view)
    , m_epsilon(view.liveEpsilon())
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { setStale(true); });
    connect(&runner, &SideRunner::answered, this, &SidesController::adopt);
    connect(&selection, &Selection::textChanged, this, [this] {
        if (m_active) rebuild();
    });
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer) post();
    });
    connect(&view, &ViewOptions::changed, this, [this] {
        if (m_epsilon == m_view.liveEpsilon()) return;
        m_epsilon = m_view.liveEpsilon();
        post();
    });
}

void SidesController::setActive(bool active)
{
    if (active == m_active) return;
    m_active = active;
    keep();
    rebuild();
}

void SidesController::setCheckpoints(std::vector<CheckpointInfo> checkpoints)
{
    const auto same = [](const CheckpointInfo& a, const CheckpointInfo& b) {
        return a.path == b.path && a.weightsSha256 == b.weightsSha256 && a.name == b.name;
    };
    if (std::ranges::equal(checkpoints, m_checkpoints, same)) return;
    m_checkpoints = std::move(checkpoints);
    keep();
    rebuild();
}

void SidesController::setSecondText(const std::optional<QString>& text)
{
    if (text == m_secondText) return;
    const bool other = text.has_value() != m_secondText.has_value();
    m_secondText = text;
    if (other) keep();
    rebuild();
}

void SidesController::setOther(std::size_t side)
{
    if (side == m_other || side == 0) return;
    m_other = side;
    Q_EMIT resultChanged();
}

/// Loads what is compared, and lets the rest go.
void SidesController::keep()
{
    std::vector<CheckpointInfo> kept;
    if (m_active) kept = m_checkpoints;
    if (m_secondText && kept.size() > 1) kept.resize(1);
    m_runner.keep(kept);
    m_tag = 0;
}

std::vector<ComparedSide> SidesController::wantedSides() const
{
    std::vector<ComparedSide> sides;
    const auto add = [&sides](const CheckpointInfo& checkpoint, const QString& text) {
        ComparedSide side;
        side.checkpoint = checkpoint;
        side.text = text;
        sides.push_back(std::move(side));
    };
    if (m_secondText && !m_checkpoints.empty()) {
        add(m_checkpoints.front(), m_selection.text());
        add(m_checkpoints.front(), *m_secondText);
        return sides;
    }
    for (const CheckpointInfo& checkpoint : m_checkpoints)
        add(checkpoint, m_selection.text());
    return sides;
}

/// What is shown of a side stays until its next answer.
void SidesController::rebuild()
{
    std::vector<ComparedSide> sides = wantedSides();
    bool same = sides.size() == m_sides.size();
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (i >= m_sides.size() || sides[i].checkpoint.path != m_sides[i].checkpoint.path) {
            same = false;
            continue;
        }
        const QString text = sides[i].text;
        sides[i] = m_sides[i];
        sides[i].text = text;
    }
    m_sides = std::move(sides);
    if (m_other >= m_sides.size()) m_other = 1;
    if (!same) compareSides();
    if (!same) Q_EMIT sidesChanged();
    post();
}

bool SidesController::isComputable() const
{
    return m_sides.size() > 1 &&
           std::ranges::none_of(m_sides, [](const ComparedSide& side) { return side.text.trimmed().isEmpty(); });
}

std::vector<LiveSide> SidesController::requests() const
{
    std::vector<LiveSide> sides;
    for (const ComparedSide& side : m_sides) {
        LiveRequest request;
        request.text = side.text.toStdString();
        request.layer = m_selection.focus().layer;
        request.epsilon = m_view.liveEpsilon();
        // A decoder layer needs something to decode; an empty text is the start token alone.
        if (m_selection.decoderText() || request.layer.stack == Stack::Decoder)
            request.decoderText = m_selection.decoderText().value_or(QString()).toStdString();
        sides.push_back({side.checkpoint, request});
    }
    return sides;
}

void SidesController::post()
{
    if (!m_active || !isComputable()) {
        m_tag = m_active ? m_runner.run({}) : 0;
        m_patience.stop();
        setStale(false);
        for (ComparedSide& side : m_sides) {
            side.result.reset();
            side.pair.reset();
            side.error.clear();
            side.awaited = false;
        }
        Q_EMIT resultChanged();
        return;
    }
    m_tag = m_runner.run(requests());
    for (ComparedSide& side : m_sides)
        side.awaited = true;
    if (!m_patience.isActive() && !m_stale) m_patience.start();
    Q_EMIT resultChanged();
}

void SidesController::adopt(const SideDesk::Answer& answer)
{
    if (answer.tag != m_tag || answer.side >= m_sides.size()) return;
    ComparedSide& side = m_sides[answer.side];
    side.awaited = false;
    side.model = answer.model;
    side.error = answer.error;
    if (answer.result) side.result = answer.result; // with an error, the last good one stays to be looked at
    if (std::ranges::none_of(m_sides, &ComparedSide::awaited)) {
        m_patience.stop();
        setStale(false);
    }
    compareSides();
    Q_EMIT resultChanged();
    if (answer.side == 0 && answer.model) followModel(*answer.model);
}

/// Sides of one sentence only: a newer answer is not held against an older one.
void SidesController::compareSides()
{
    if (m_sides.empty() || m_sides[0].awaited) return;
    const ComparedSide& first = m_sides[0];
    for (std::size_t i = 1; i < m_sides.size(); ++i) {
        ComparedSide& side = m_sides[i];
        if (side.awaited) continue;
        side.pair.reset();
        if (!first.result || !first.error.isEmpty() || !side.result || !side.error.isEmpty()) continue;
        try {
            side.pair = pairSides(*first.result, *side.result);
        } catch (const Error& error) {
            side.error = errorSentence(error);
        }
    }
}

/// A reference that has no such layer is shown with its last one, as the Live page does.
void SidesController::followModel(const ModelInfo& model)
{
    const std::vector<LayerId> layers = model.layers();
    if (std::ranges::find(layers, m_selection.focus().layer) == layers.end() && model.encoderLayers > 0)
        m_selection.setLayer({Stack::Encoder, model.encoderLayers});
}

const LivePair* SidesController::pair() const
{
    return m_other < m_sides.size() && m_sides[m_other].isCompared() ? &*m_sides[m_other].pair : nullptr;
}

void SidesController::setStale(bool stale)
{
    if (m_stale == stale) return;
    m_stale = stale;
    Q_EMIT staleChanged(stale);
}

} // namespace sparsight

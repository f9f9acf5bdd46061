// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/live/LiveController.h"

#include "widgets/jobs/JobRunner.h"
#include "widgets/models/TokenWords.h"
#include "widgets/session/Selection.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace sparsight {
namespace {

constexpr std::chrono::milliseconds patience{150};

const std::vector<Token>& tokensOf(const LiveResult& result)
{
    return result.activations.layer.stack == Stack::Encoder ? result.tokens : result.decoderTokens;
}

} // namespace

LiveController::LiveController(JobRunner& jobs, Selection& selection, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_selection(selection)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { setStale(true); });
    connect(&jobs, &JobRunner::liveReady, this,
            [this](quint64 tag, const std::shared_ptr<const LiveResult>& result) { adopt(tag, result, {}); });
    connect(&jobs, &JobRunner::liveFailed, this,
            [this](quint64 tag, const QString& sentence) { adopt(tag, nullptr, sentence); });
    connect(&jobs, &JobRunner::modelChanged, this, &LiveController::post);
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer) post();
    });
}

const std::vector<Token>& LiveController::tokens() const
{
    static const std::vector<Token> none;
    if (!m_result) return none;
    return tokensOf(*m_result);
}

void LiveController::setText(const QString& text)
{
    if (text == m_text) return;
    m_text = text;
    m_sinceEdit.start();
    post();
}

void LiveController::setDecoderText(const std::optional<QString>& text)
{
    if (text == m_decoderText) return;
    m_decoderText = text;
    m_sinceEdit.start();
    post();
}

void LiveController::setEpsilon(double epsilon)
{
    if (epsilon == m_epsilon) return;
    m_epsilon = epsilon;
    post();
}

void LiveController::post()
{
    if (m_text.trimmed().isEmpty() || !m_jobs.model()) {
        m_tag = 0;
        m_patience.stop();
        setStale(false);
        m_result.reset();
        m_error.clear();
        m_selection.setToken(std::nullopt);
        Q_EMIT resultChanged();
        return;
    }
    LiveRequest request;
    request.text = m_text.toStdString();
    request.layer = m_selection.focus().layer;
    request.epsilon = m_epsilon;
    // A decoder layer needs something to decode; an empty text is the start token alone.
    if (m_decoderText || request.layer.stack == Stack::Decoder)
        request.decoderText = m_decoderText.value_or(QString()).toStdString();
    const std::vector<LayerId> layers = m_jobs.model()->layers();
    if (std::find(layers.begin(), layers.end(), request.layer) == layers.end()) return; // the page chooses another
    m_tag = m_jobs.runLive(request);
    if (!m_patience.isActive() && !m_stale) m_patience.start();
}

void LiveController::adopt(quint64 tag, std::shared_ptr<const LiveResult> result, const QString& error)
{
    if (tag != m_tag) return; // somebody else's, or the text was cleared meanwhile
    m_tag = 0;
    m_patience.stop();
    const auto before = m_result;
    if (result) m_result = std::move(result); // with an error, the last good one stays to be looked at
    m_error = error;
    followToken(before);
    m_awaitsPaint = m_sinceEdit.isValid() && error.isEmpty();
    setStale(!error.isEmpty());
    Q_EMIT resultChanged();
}

/// The chosen token is a word that the person saw, wherever an edit moves it.
void LiveController::followToken(const std::shared_ptr<const LiveResult>& before)
{
    const auto token = m_selection.focus().token;
    if (!token || !before || before == m_result) return;
    const bool sameText = before->activations.layer.stack == m_result->activations.layer.stack;
    m_selection.setToken(sameText ? tokenAfterEdit(tokensOf(*before), tokens(), *token) : std::nullopt);
}

void LiveController::setStale(bool stale)
{
    if (m_stale == stale) return;
    m_stale = stale;
    Q_EMIT staleChanged(stale);
}

void LiveController::markPainted()
{
    if (!m_awaitsPaint) return;
    m_awaitsPaint = false;
    const double milliseconds = double(m_sinceEdit.nsecsElapsed()) / 1e6;
    m_sinceEdit.invalidate();
    static const bool traced = qEnvironmentVariableIsSet("SPARSIGHT_TRACE_LATENCY");
    if (traced) std::fprintf(stderr, "latency %.2f ms\n", milliseconds);
    Q_EMIT latencyMeasured(milliseconds);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

namespace sparsight {

class JobRunner;
class Selection;

/// What was typed and what came of it: posts every edit to the engine and keeps the newest answer. GUI thread.
///
/// An answer stays shown while the next one is computed; only when that takes longer than the eye would forgive is it
/// reported as stale.
class LiveController : public QObject {
    Q_OBJECT
public:
    LiveController(JobRunner& jobs, Selection& selection, QObject* parent);

    void setText(const QString& text);
    void setDecoderText(const std::optional<QString>& text); ///< nullopt: encoder only
    void setEpsilon(double epsilon);
    const QString& text() const { return m_text; }
    double epsilon() const { return m_epsilon; }

    /// Of the newest request that was answered; null before the first, and for an empty text.
    const std::shared_ptr<const LiveResult>& result() const { return m_result; }
    const QString& error() const { return m_error; }
    bool isStale() const { return m_stale; }
    /// The tokens of the layer's stack.
    const std::vector<Token>& tokens() const;

    /// The views painted the newest result: ends the measurement that the edit began.
    void markPainted();

Q_SIGNALS:
    void resultChanged(); ///< result, or error, or neither any more
    void staleChanged(bool stale);
    /// Milliseconds from an edit to the painted views. Written to stderr as well with SPARSIGHT_TRACE_LATENCY set.
    void latencyMeasured(double milliseconds);

private:
    void post();
    void followToken(const std::shared_ptr<const LiveResult>& before);
    void setStale(bool stale);
    void adopt(quint64 tag, std::shared_ptr<const LiveResult> result, const QString& error);

    JobRunner& m_jobs;
    Selection& m_selection;
    QString m_text;
    std::optional<QString> m_decoderText;
    double m_epsilon = 0;
    std::shared_ptr<const LiveResult> m_result;
    QString m_error;
    quint64 m_tag = 0;         ///< of the newest request, 0: none is awaited
    QElapsedTimer m_sinceEdit; ///< valid until the edit's result is on the screen
    bool m_awaitsPaint = false;
    bool m_stale = false;
    QTimer m_patience;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QString>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace sparsight {

/// Holds the loaded engine and the newest live request. The engine belongs to the engine thread, which may lend it to
/// another one; requests come from the GUI thread, and a newer one replaces the one that waits and stops the one that
/// is computed.
class LiveDesk {
public:
    struct Answer {
        quint64 tag = 0;
        std::shared_ptr<const LiveResult> result; ///< null: failed
        QString error;
    };
    /// answer is called on the engine thread.
    explicit LiveDesk(std::function<void(Answer)> answer);

    void put(quint64 tag, const LiveRequest& request); ///< GUI thread
    void close();                                      ///< GUI thread: stops what runs, takes no more

    // Engine thread
    void serve(); ///< computes the waiting request, if there is one and an engine; never throws
    InferenceEngine* engine() const { return m_engine.get(); }
    void setEngine(std::unique_ptr<InferenceEngine> engine) { m_engine = std::move(engine); }
    /// While it is lent, the engine thread leaves the engine alone and others may serveLent(). Taking it back waits for
    /// the sentence that is computed.
    void lend(bool lent);

    void serveLent(); ///< another thread: serve(), but nothing while the engine is not lent

private:
    struct Waiting {
        quint64 tag = 0;
        LiveRequest request;
        std::stop_source stop;
    };
    std::optional<Waiting> take();
    Answer compute(const Waiting& waiting);

    std::function<void(Answer)> m_answer;
    std::unique_ptr<InferenceEngine> m_engine;
    std::mutex m_lending; ///< held while a sentence is computed with the lent engine
    bool m_lent = false;
    std::mutex m_mutex;
    std::optional<Waiting> m_waiting;
    std::stop_source m_running;
    bool m_closed = false;
};

} // namespace sparsight

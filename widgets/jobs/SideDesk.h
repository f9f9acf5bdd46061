// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QString>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// A sentence through a checkpoint, beside others.
struct LiveSide {
    CheckpointInfo checkpoint; ///< one that is kept
    LiveRequest request;
};

/// Holds the engines of the checkpoints that are compared, one each, and the newest sides that were asked for. Sides
/// come from the GUI thread, engines from the thread that loads them, and only the computing thread uses an engine or
/// destroys one that was used. A side whose engine is there does not wait for the others.
class SideDesk {
public:
    struct Answer {
        quint64 tag = 0;
        std::size_t side = 0;
        std::shared_ptr<const ModelInfo> model;   ///< null: its checkpoint was refused
        std::shared_ptr<const LiveResult> result; ///< null: failed
        QString error;
    };
    /// A checkpoint whose engine is wanted, by its path. Without a SHA-256 its weights are not held against anything.
    struct Order {
        quint64 ticket = 0;
        CheckpointInfo checkpoint;
        std::stop_source stop; ///< requested when it is no longer wanted
    };
    /// answer is called on the computing thread.
    explicit SideDesk(std::function<void(Answer)> answer);

    // GUI thread
    /// Drops the engines of all other checkpoints, and the sides that were asked for. Returns the checkpoints that are
    /// to be loaded.
    std::vector<Order> keep(const std::vector<CheckpointInfo>& checkpoints);
    void put(quint64 tag, std::vector<LiveSide> sides); ///< replaces what was asked before, which is stopped
    void close();                                       ///< stops everything, takes no more

    // Loading thread
    void accept(quint64 ticket, std::unique_ptr<InferenceEngine> engine); ///< one that is no longer wanted dies here
    void refuse(quint64 ticket, const QString& error);

    // Computing thread
    void serve(); ///< computes all sides whose engines are there; never throws

private:
    struct Place {
        Order order;
        std::unique_ptr<InferenceEngine> engine; ///< null: not loaded yet, or refused
        std::shared_ptr<const ModelInfo> model;
        QString error;
        bool isReady() const { return engine || !error.isEmpty(); }
    };
    struct Next {
        Answer answer; ///< without a result
        LiveRequest request;
        InferenceEngine* engine = nullptr; ///< null: refused
        std::stop_token stop;
    };
    Place* placeOf(const CheckpointInfo& checkpoint);
    Place* placeOf(quint64 ticket);
    void replaceSides(quint64 tag, std::vector<LiveSide> sides);
    std::optional<Next> take();
    static Answer compute(const Next& next);

    std::function<void(Answer)> m_answer;
    std::mutex m_mutex;
    std::vector<Place> m_places;
    std::vector<std::unique_ptr<InferenceEngine>> m_dropped; ///< for the computing thread to destroy
    quint64 m_tag = 0, m_lastTicket = 0;
    std::vector<LiveSide> m_sides;
    std::vector<bool> m_taken; ///< [sides]
    std::stop_source m_running;
    bool m_closed = false;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/LivePair.h"
#include "widgets/jobs/SideRunner.h"

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <vector>

namespace sparsight {

class Selection;
class ViewOptions;

/// One sentence through one checkpoint, as it stands beside the others.
struct ComparedSide {
    CheckpointInfo checkpoint;
    QString text;
    std::shared_ptr<const ModelInfo> model;   ///< null until the checkpoint is loaded
    std::shared_ptr<const LiveResult> result; ///< the last good one
    std::optional<LivePair> pair;             ///< with the first side; none for the first itself
    QString error;                            ///< why there is nothing to compare, in a sentence
    bool awaited = false;                     ///< an answer is on its way

    /// Held against the first side, and nothing newer is awaited of either.
    bool isCompared() const { return pair.has_value() && error.isEmpty(); }
};

/// What was typed, through which checkpoints, and what came of it: the live sentence through each of them, or, once a
/// second sentence is given, both through the first checkpoint. Engines are loaded only while it is active. GUI thread.
class SidesController : public QObject {
    Q_OBJECT
public:
    SidesController(SideRunner& runner, Selection& selection, ViewOptions& view, QObject* parent);

    void setActive(bool active);                                  ///< false: the page was left, all engines are let go
    void setCheckpoints(std::vector<CheckpointInfo> checkpoints); ///< the reference first
    void setSecondText(const std::optional<QString>& text);       ///< unset: one sentence
    const std::optional<QString>& secondText() const { return m_secondText; }
    /// Which side is held against the first where two are shown.
    void setOther(std::size_t side);
    std::size_t other() const { return m_other; }

    const std::vector<ComparedSide>& sides() const
    {
        return m_sides;
    }                          ///< one, or none, where there is nothing to compare
    bool isComputable() const; ///< there are two sides and each has a sentence
    /// The first side and the other, with what differs; null while there is nothing.
    const LivePair* pair() const;
    bool isStale() const { return m_stale; }

Q_SIGNALS:
    void sidesChanged(); ///< other sides than before
    void resultChanged();
    void staleChanged(bool stale);

private:
    void rebuild();
    std::vector<ComparedSide> wantedSides() const;
    std::vector<LiveSide> requests() const;
    void keep();
    void post();
    void adopt(const SideDesk::Answer& answer);
    void compareSides();
    void followModel(const ModelInfo& model);
    void setStale(bool stale);

    SideRunner& m_runner;
    Selection& m_selection;
    ViewOptions& m_view;
    bool m_active = false;
    std::vector<CheckpointInfo> m_checkpoints;
    std::optional<QString> m_secondText;
    std::vector<ComparedSide> m_sides;
    std::size_t m_other = 1;
    double m_epsilon = 0;
    quint64 m_tag = 0; ///< of the newest call, 0: none is awaited
    bool m_stale = false;
    QTimer m_patience;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QToolButton>
#include <vector>

namespace sparsight {

class ComparedRuns;
class ProjectSession;
class Selection;

/// Chooses the runs that are shown side by side among those that have the layer in focus. What is chosen is shared with
/// the other pages.
class RunsButton : public QToolButton {
    Q_OBJECT
public:
    RunsButton(ProjectSession& session, Selection& selection, ComparedRuns& compared, QWidget* parent = nullptr);

    /// With the layer in focus, those that were cut off too; first those of checkpoints that were not trained here.
    const std::vector<RunInfo>& available() const { return m_available; }
    std::vector<RunInfo> chosen() const; ///< complete ones, in the same order
    QStringList completeNames() const;

Q_SIGNALS:
    void changed(); ///< other runs, or another choice of them

private:
    void fill();
    void mark();
    bool isShown(const RunInfo& run) const;

    ProjectSession& m_session;
    Selection& m_selection;
    ComparedRuns& m_compared;
    std::vector<RunInfo> m_available;
};

} // namespace sparsight

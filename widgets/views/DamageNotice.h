// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"

#include <QFrame>
#include <set>
#include <vector>

class QLabel;
class QPushButton;

namespace sparsight {

class JobRunner;
class ProjectSession;
struct JobState;

/// Says how many sentences of which run a view lacks because blocks of the project file are damaged, and captures them
/// again. Not there where nothing is damaged.
class DamageNotice : public QFrame {
    Q_OBJECT
public:
    DamageNotice(ProjectSession& session, JobRunner& jobs, QWidget* parent = nullptr);

    void setDamage(const std::vector<RunDamage>& damage); ///< a row a run; runs that are gone are left out
    QString text() const;

private:
    void captureAgain();
    void jobFinished(const JobState& job);

    ProjectSession& m_session;
    JobRunner& m_jobs;
    std::vector<RunId> m_runs;
    std::set<quint64> m_mending; ///< jobs that capture them again
    QLabel* m_text;
    QPushButton* m_button;
};

} // namespace sparsight

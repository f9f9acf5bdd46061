// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStatusBar>

class QLabel;
class QProgressBar;
class QToolButton;

namespace sparsight {

class JobRunner;
class ProjectSession;

/// The status bar: device and precision, the project, the job that runs with its time left, and the way to the jobs.
class StatusPanel : public QStatusBar {
    Q_OBJECT
public:
    StatusPanel(ProjectSession& session, JobRunner& jobs, QWidget* parent);

Q_SIGNALS:
    void jobsWanted(); ///< the button at the right was pressed

private:
    void showDevice();
    void showProject();
    void showJob();

    ProjectSession& m_session;
    JobRunner& m_jobs;
    QLabel* m_device;
    QLabel* m_project;
    QLabel* m_readOnly;
    QLabel* m_job;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QToolButton* m_panel;
    quint64 m_shownJob = 0;
};

} // namespace sparsight

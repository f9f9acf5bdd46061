// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/StatusPanel.h"

#include "app/gui/JobText.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <algorithm>

namespace sparsight {

namespace {

QLabel* statusLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    setRole(label, "status");
    return label;
}

} // namespace

StatusPanel::StatusPanel(ProjectSession& session, JobRunner& jobs, QWidget* parent)
    : QStatusBar(parent)
    , m_session(session)
    , m_jobs(jobs)
    , m_device(statusLabel(this))
    , m_project(statusLabel(this))
    , m_readOnly(statusLabel(this))
    , m_job(statusLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QToolButton(this))
    , m_panel(new QToolButton(this))
{
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    m_readOnly->setText(tr("read-only"));
    setRole(m_readOnly, "chip");
    m_progress->setFixedWidth(120);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Progress of the running job"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAccessibleName(tr("Cancel the running job"));
    m_panel->setText(tr("Jobs"));
    m_panel->setIcon(themeIcon(QStringLiteral("jobs")));
    m_panel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_panel->setToolTip(tr("Show what runs and what has run"));
    // The text comes last: its width changes all the time, and Cancel must stay where the pointer is.
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_device, m_project, m_readOnly, m_progress, m_cancel, m_job})
        addWidget(widget);
    addPermanentWidget(m_panel);

    connect(m_cancel, &QToolButton::clicked, this, [this] { m_jobs.cancel(m_shownJob); });
    connect(m_panel, &QToolButton::clicked, this, &StatusPanel::jobsWanted);
    connect(&jobs, &JobRunner::modelChanged, this, &StatusPanel::showDevice);
    connect(&jobs, &JobRunner::jobsChanged, this, &StatusPanel::showJob);
    connect(&session, &ProjectSession::opened, this, &StatusPanel::showProject);
    showDevice();
    showProject();
    showJob();
}

void StatusPanel::showDevice()
{
    const auto& model = m_jobs.model();
    if (!model) {
        m_device->setText(tr("No checkpoint loaded"));
        m_device->setToolTip({});
        return;
    }
    m_device->setText(tr("● %1 · %2, %3")
                          .arg(QString::fromStdString(model->name), QString::fromStdString(model->device),
                               QString::fromUtf8(toString(model->precision).data())));
    m_device->setToolTip(
        tr("%1 computes on %2").arg(QString::fromStdString(model->name), QString::fromStdString(model->deviceName)));
}

void StatusPanel::showProject()
{
    const QString file = m_session.file();
    m_project->setVisible(!file.isEmpty());
    m_project->setText(QStringLiteral("·  ") + QFileInfo(file).fileName());
    m_project->setToolTip(file);
    m_readOnly->setVisible(m_session.isReadOnly());
}

void StatusPanel::showJob()
{
    const auto& jobs = m_jobs.jobs();
    const auto running = std::find_if(jobs.begin(), jobs.end(), [](const JobState& job) { return !job.isFinished(); });
    const bool any = running != jobs.end();
    m_job->setVisible(any);
    m_progress->setVisible(any && running->phase == JobState::Phase::Running);
    m_cancel->setVisible(any && running->cancellable);
    m_shownJob = any ? running->id : 0;
    if (any) {
        m_job->setText(QStringLiteral("%1: %2").arg(running->title, jobText(*running)));
        m_progress->setRange(0, running->progress.total ? 1000 : 0);
        m_progress->setValue(progressPermille(*running));
    }
    const auto failures = std::count_if(jobs.begin(), jobs.end(),
                                        [](const JobState& job) { return job.phase == JobState::Phase::Failed; });
    m_panel->setText(failures ? tr("Jobs (%n failed)", nullptr, int(failures)) : tr("Jobs"));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/JobsPanel.h"

#include "app/gui/JobRow.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/theme/Theme.h"

#include <QLabel>
#include <QSet>
#include <QVBoxLayout>

namespace sparsight {

JobsPanel::JobsPanel(JobRunner& jobs, QWidget* parent)
    : QScrollArea(parent)
    , m_jobs(jobs)
{
    auto* content = new QWidget(this);
    m_layout = new QVBoxLayout(content);
    m_layout->setContentsMargins(12, 8, 12, 8);
    m_layout->setSpacing(4);
    m_empty =
        roleLabel(tr("Loading, imports and captures are listed here while they run and afterwards."), "muted", content);
    m_layout->addWidget(m_empty);
    m_layout->addStretch(1);
    setWidget(content);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Jobs"));
    connect(&jobs, &JobRunner::jobsChanged, this, &JobsPanel::update);
    update();
}

void JobsPanel::update()
{
    QSet<quint64> seen;
    int position = 0;
    for (const JobState& job : m_jobs.jobs()) {
        seen.insert(job.id);
        JobRow*& row = m_rows[job.id];
        if (!row) {
            row = new JobRow(m_jobs, job.id, widget());
            m_layout->insertWidget(position, row);
        }
        row->show(job);
        ++position;
    }
    for (auto row = m_rows.begin(); row != m_rows.end();) {
        if (seen.contains(row.key())) {
            ++row;
        } else {
            row.value()->deleteLater();
            row = m_rows.erase(row);
        }
    }
    m_empty->setVisible(m_rows.isEmpty());
}

} // namespace sparsight

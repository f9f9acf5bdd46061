// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/DamageNotice.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace sparsight {

DamageNotice::DamageNotice(ProjectSession& session, JobRunner& jobs, QWidget* parent)
    : QFrame(parent)
    , m_session(session)
    , m_jobs(jobs)
    , m_text(plainLabel())
    , m_button(new QPushButton(tr("Capture again")))
{
    setRole(this, "notice");
    setObjectName(QStringLiteral("damage"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->setToolTip(plainToolTip(tr("Computes the damaged blocks anew; the others stay as they are")));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    connect(m_button, &QPushButton::clicked, this, &DamageNotice::captureAgain);
    connect(&jobs, &JobRunner::jobFinished, this, &DamageNotice::jobFinished);
    hide();
}

QString DamageNotice::text() const
{
    return m_text->text();
}

void DamageNotice::setDamage(const std::vector<RunDamage>& damage)
{
    m_runs.clear();
    QStringList lines;
    for (const RunDamage& each : damage) {
        const RunInfo* run = m_session.run(each.run);
        if (!run) continue;
        m_runs.push_back(each.run);
        lines << tr("%Ln sentence(s) of “%1” cannot be read (damaged block) and count as not firing.", nullptr,
                    int(each.sentences))
                     .arg(QString::fromStdString(run->name));
    }
    m_text->setText(lines.join(QLatin1Char('\n')));
    m_button->setVisible(m_session.isOpen() && !m_session.isReadOnly());
    setVisible(!lines.isEmpty());
}

void DamageNotice::captureAgain()
{
    for (const RunId id : m_runs) {
        const RunInfo* run = m_session.run(id);
        const CheckpointInfo* checkpoint = run ? m_session.checkpoint(run->checkpoint) : nullptr;
        if (checkpoint) m_mending.insert(m_jobs.captureAgain(m_session.file(), *run, *checkpoint));
    }
    m_button->setEnabled(m_mending.empty());
}

void DamageNotice::jobFinished(const JobState& job)
{
    m_mending.erase(job.id);
    m_button->setEnabled(m_mending.empty());
}

} // namespace sparsight

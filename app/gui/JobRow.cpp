// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/JobRow.h"

#include "app/gui/JobText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace sparsight {

namespace {

QString iconOf(JobState::Phase phase)
{
    switch (phase) {
    case JobState::Phase::Queued: return QStringLiteral("more");
    case JobState::Phase::Running: return QStringLiteral("play");
    case JobState::Phase::Done: return QStringLiteral("check");
    case JobState::Phase::Failed: return QStringLiteral("error");
    case JobState::Phase::Cancelled: return QStringLiteral("stop");
    }
    return {};
}

} // namespace

JobRow::JobRow(JobRunner& jobs, quint64 id, QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_title(roleLabel({}, "heading", this))
    , m_message(roleLabel({}, "muted", this))
    , m_progress(new QProgressBar(this))
{
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress->setFixedWidth(160);
    m_progress->setTextVisible(false);
    m_title->setWordWrap(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    layout->addWidget(m_message, 1);
    layout->addWidget(m_progress);
    m_cancel = addButton("stop", tr("Cancel"));
    m_copy = addButton("copy", tr("Copy details"));
    m_dismiss = addButton("close", tr("Dismiss"));
    connect(m_cancel, &QToolButton::clicked, this, [&jobs, id] { jobs.cancel(id); });
    connect(m_copy, &QToolButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_details); });
    connect(m_dismiss, &QToolButton::clicked, this, [&jobs, id] { jobs.dismiss(id); });
}

QToolButton* JobRow::addButton(const char* icon, const QString& text)
{
    auto* button = new QToolButton(this);
    button->setIcon(themeIcon(QString::fromLatin1(icon)));
    button->setToolTip(text);
    button->setAccessibleName(text);
    layout()->addWidget(button);
    return button;
}

void JobRow::show(const JobState& job)
{
    const bool running = job.phase == JobState::Phase::Running;
    m_icon->setPixmap(themeIcon(iconOf(job.phase)).pixmap(QSize(18, 18), devicePixelRatioF()));
    m_icon->setToolTip(phaseText(job.phase));
    m_title->setText(job.title);
    m_message->setText(jobText(job));
    m_details = job.details;
    m_progress->setVisible(running);
    m_progress->setRange(0, job.progress.total ? 1000 : 0);
    m_progress->setValue(progressPermille(job));
    m_cancel->setVisible(!job.isFinished() && job.cancellable);
    m_copy->setVisible(job.phase == JobState::Phase::Failed);
    m_dismiss->setVisible(job.isFinished());
    const char* role = job.phase == JobState::Phase::Failed ? "error" : "muted";
    if (m_message->property("role").toString() != QLatin1String(role)) setRole(m_message, role);
}

} // namespace sparsight

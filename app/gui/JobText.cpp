// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/JobText.h"

#include "widgets/common/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

namespace sparsight {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Jobs", source);
}

/// The stages that the core reports, in the language of the window.
QString stageText(const std::string& stage)
{
    static const char* const known[] = {
        QT_TRANSLATE_NOOP("Jobs", "reading weights"), QT_TRANSLATE_NOOP("Jobs", "capturing"),
        QT_TRANSLATE_NOOP("Jobs", "importing"),       QT_TRANSLATE_NOOP("Jobs", "hashing weights"),
        QT_TRANSLATE_NOOP("Jobs", "indexing"),        QT_TRANSLATE_NOOP("Jobs", "reading sentences"),
        QT_TRANSLATE_NOOP("Jobs", "exporting"),       QT_TRANSLATE_NOOP("Jobs", "reading texts"),
        QT_TRANSLATE_NOOP("Jobs", "training"),        QT_TRANSLATE_NOOP("Jobs", "evaluating"),
        QT_TRANSLATE_NOOP("Jobs", "saving"),
    };
    for (const char* name : known)
        if (stage == name) return text(name);
    return QString::fromStdString(stage);
}

} // namespace

QString phaseText(JobState::Phase phase)
{
    switch (phase) {
    case JobState::Phase::Queued: return text(QT_TRANSLATE_NOOP("Jobs", "waits for its turn"));
    case JobState::Phase::Running: return text(QT_TRANSLATE_NOOP("Jobs", "running"));
    case JobState::Phase::Done: return text(QT_TRANSLATE_NOOP("Jobs", "done"));
    case JobState::Phase::Failed: return text(QT_TRANSLATE_NOOP("Jobs", "failed"));
    case JobState::Phase::Cancelled: return text(QT_TRANSLATE_NOOP("Jobs", "cancelled; everything committed is kept"));
    }
    return {};
}

QString jobText(const JobState& job)
{
    if (job.phase != JobState::Phase::Running)
        return job.message.isEmpty() || job.phase == JobState::Phase::Cancelled ? phaseText(job.phase) : job.message;
    QString line = job.progress.stage.empty() ? phaseText(job.phase) : stageText(job.progress.stage);
    if (job.progress.total)
        line += QStringLiteral(", ") + text(QT_TRANSLATE_NOOP("Jobs", "%1 %")).arg(progressPermille(job) / 10);
    if (const auto left = job.timeLeft(std::chrono::steady_clock::now()))
        line += QStringLiteral(" · ") + text(QT_TRANSLATE_NOOP("Jobs", "%1 left")).arg(durationText(*left));
    return line;
}

int progressPermille(const JobState& job)
{
    if (!job.progress.total) return 0;
    return int(1000.0 * double(std::min(job.progress.done, job.progress.total)) / double(job.progress.total));
}

} // namespace sparsight

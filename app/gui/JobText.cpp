// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/JobText.h"

#include "widgets/common/Format.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <string_view>

namespace sparsight {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Jobs", source);
}

/// The stages that the core reports.
constexpr const char* stages[] = {
    QT_TRANSLATE_NOOP("Jobs", "reading weights"),
    QT_TRANSLATE_NOOP("Jobs", "hashing weights"),
    QT_TRANSLATE_NOOP("Jobs", "reading sentences"),
    QT_TRANSLATE_NOOP("Jobs", "reading texts"),
    QT_TRANSLATE_NOOP("Jobs", "reading tokens"),
    QT_TRANSLATE_NOOP("Jobs", "reading papers"),
    QT_TRANSLATE_NOOP("Jobs", "capturing"),
    QT_TRANSLATE_NOOP("Jobs", "exporting"),
    QT_TRANSLATE_NOOP("Jobs", "indexing sentences"),
    QT_TRANSLATE_NOOP("Jobs", "writing"),
    QT_TRANSLATE_NOOP("Jobs", "training"),
    QT_TRANSLATE_NOOP("Jobs", "training the vocabulary"),
    QT_TRANSLATE_NOOP("Jobs", "evaluating"),
    QT_TRANSLATE_NOOP("Jobs", "saving"),
    QT_TRANSLATE_NOOP("Jobs", "going on"),
    QT_TRANSLATE_NOOP("Jobs", "epoch done"),
    QT_TRANSLATE_NOOP("Jobs", "complete"),
    QT_TRANSLATE_NOOP("Jobs", "scoring neurons"),
    QT_TRANSLATE_NOOP("Jobs", "scoring controls"),
    QT_TRANSLATE_NOOP("Jobs", "scoring pairs"),
    QT_TRANSLATE_NOOP("Jobs", "computing KT-scores"),
    QT_TRANSLATE_NOOP("Jobs", "classifying neurons"),
    QT_TRANSLATE_NOOP("Jobs", "comparing neurons"),
    QT_TRANSLATE_NOOP("Jobs", "matching neurons"),
    QT_TRANSLATE_NOOP("Jobs", "finding every sentence's strongest neuron"),
    QT_TRANSLATE_NOOP("Jobs", "drawing sentences anew"),
    QT_TRANSLATE_NOOP("Jobs", "drawing random weights"),
    QT_TRANSLATE_NOOP("Jobs", "measuring activations"),
    QT_TRANSLATE_NOOP("Jobs", "making the random twin"),
    QT_TRANSLATE_NOOP("Jobs", "thresholding activations"),
};

constexpr std::string_view readingFile = "reading "; ///< and its name

} // namespace

bool isKnownStage(std::string_view stage)
{
    return std::ranges::find(stages, stage, [](const char* name) { return std::string_view(name); }) !=
           std::ranges::end(stages);
}

QString stageText(const std::string& stage)
{
    if (isKnownStage(stage)) return text(stage.c_str());
    if (stage.starts_with(readingFile))
        return text(QT_TRANSLATE_NOOP("Jobs", "reading %1"))
            .arg(QString::fromStdString(stage.substr(readingFile.size())));
    return QString::fromStdString(stage); // a job of the window said it in its language
}

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

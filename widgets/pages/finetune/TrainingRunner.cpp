// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/TrainingRunner.h"

#include "core/store/Project.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"

#include <QLocale>
#include <QPointer>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int tellMs = 100; // what the eye can follow

std::filesystem::path toPath(const QString& text)
{
    return {text.toStdU16String()};
}

/// For the list of jobs: steps of all learning rates together.
Progress jobProgress(const TrainingProgress& told)
{
    const bool isEpoch = told.stage == "epoch done" || told.stage == "going on" || told.stage == "complete";
    return {isEpoch ? "training" : told.stage, told.run * told.steps + told.step, told.runs * told.steps,
            told.secondsLeft};
}

QString fate(const TrainedCheckpoint& trained)
{
    const QString name = QString::fromStdString(trained.checkpoint.name);
    const EpochRecord* kept = keptEpoch(trained.history);
    if (trained.end == TrainingEnd::Diverged) {
        return kept ? TrainingRunner::tr("%1: the loss was no longer a number (NaN), so training stopped; epoch %2 is "
                                         "kept. A smaller learning rate, warm-up or clipping helps.")
                          .arg(name)
                          .arg(kept->epoch)
                    : TrainingRunner::tr("%1: the loss was no longer a number (NaN) before the first epoch was over; "
                                         "there is no checkpoint. A smaller learning rate, warm-up or clipping helps.")
                          .arg(name);
    }
    if (trained.end == TrainingEnd::Early && kept) {
        return TrainingRunner::tr(
                   "%1: the validation loss no longer fell, so training stopped early; epoch %2 is kept.")
            .arg(name)
            .arg(kept->epoch);
    }
    return {};
}

} // namespace

TrainingRunner::TrainingRunner(JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
{
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellMs);
    connect(&m_tell, &QTimer::timeout, this, &TrainingRunner::progressed);
    connect(&jobs, &JobRunner::jobFinished, this, &TrainingRunner::jobFinished);
}

void TrainingRunner::clear()
{
    if (m_job) return;
    m_project.clear();
    m_request = {};
    m_traces.clear();
    reset();
    Q_EMIT progressed();
}

void TrainingRunner::reset()
{
    m_now = {};
    m_outcome = Outcome::None;
    m_error.clear();
    m_remarks.clear();
    m_diverged = false;
    m_checkpoints = 0;
}

void TrainingRunner::start(const QString& project, const TrainingRequest& request)
{
    if (m_job) return;
    const bool goesOn = m_project == project && isSameTraining(m_request, request);
    if (!goesOn) {
        m_traces.clear();
        for (const double rate : request.learningRates)
            m_traces.push_back({QString::fromStdString(rateText(rate)), rate, {}, {}, {}});
    }
    m_project = project;
    m_request = request;
    reset();
    const auto before = unfinishedTraining(project);
    m_isNew = !before || !isSameTraining(*before, request);
    rememberTraining(project, request);

    const auto work = [train = m_jobs.services().training.finetune, path = toPath(project), request, &jobs = m_jobs,
                       receiver = QPointer<TrainingRunner>(this)](const std::stop_token& stop,
                                                                  const ProgressCallback& progress) {
        if (!train) throw Error(ErrorCode::Unsupported, "This build cannot train checkpoints; build it with LibTorch.");
        Project connection = Project::open(path, Project::Mode::ReadWrite);
        TrainingRequest whole = request;
        whole.pairs = textPairs(connection, connection.dataset(request.dataName).id);
        if (!request.validationName.empty())
            whole.validation = textPairs(connection, connection.dataset(request.validationName).id);
        return train(whole, stop, [&](const TrainingProgress& told) {
            if (told.completed && !told.completed->checkpoint.path.empty()) recordTraining(connection, *told.completed);
            jobs.post([receiver, told] {
                if (receiver) receiver->take(told);
            });
            report(progress, jobProgress(told));
        });
    };
    const QString data = QString::fromStdString(request.dataName);
    m_job = m_jobs.engineJob<TrainingSummary>(
        tr("Fine-tune on “%1”").arg(data), this, work, [this](const TrainingSummary& summary) { finish(summary); },
        [this](const QString& error) { m_error = error; });
    Q_EMIT progressed();
}

void TrainingRunner::cancel()
{
    m_jobs.cancel(m_job);
}

bool TrainingRunner::isWaiting() const
{
    const auto& jobs = m_jobs.jobs();
    const auto job = std::find_if(jobs.begin(), jobs.end(), [this](const JobState& j) { return j.id == m_job; });
    return job != jobs.end() && job->phase == JobState::Phase::Queued;
}

void TrainingRunner::take(const TrainingProgress& told)
{
    follow(m_traces, told);
    m_now = told;
    if (!told.note.empty()) m_remarks << QString::fromStdString(told.checkpoint + ": " + told.note);
    if (told.completed) Q_EMIT recorded();
    if (!m_tell.isActive()) m_tell.start();
}

void TrainingRunner::finish(const TrainingSummary& summary)
{
    QStringList remarks;
    for (const TrainedCheckpoint& trained : summary.checkpoints) {
        if (!trained.checkpoint.path.empty()) ++m_checkpoints;
        if (trained.end == TrainingEnd::Diverged) m_diverged = true;
        if (const QString told = fate(trained); !told.isEmpty()) remarks << told;
        for (const std::string& note : trained.notes)
            remarks << QString::fromStdString(trained.checkpoint.name + ": " + note);
    }
    m_remarks = remarks; // what was told on the way is said better now
    m_outcome = Outcome::Done;
    forgetTraining(m_project);
    QString text = tr("%n checkpoint(s) trained", nullptr, m_checkpoints);
    if (summary.seconds > 0) {
        text += tr(", %L1 tokens/s").arg(std::llround(static_cast<double>(summary.tokens) / summary.seconds));
    }
    if (m_diverged) text += QStringLiteral(" · ") + tr("a loss was no longer a number");
    m_jobs.setOutcome(text);
}

void TrainingRunner::jobFinished(const JobState& job)
{
    if (job.id != m_job) return;
    m_job = 0;
    if (job.phase == JobState::Phase::Cancelled) m_outcome = Outcome::Cancelled;
    if (job.phase == JobState::Phase::Failed) {
        m_outcome = Outcome::Failed;
        m_error = job.message;
        if (m_isNew && m_now.steps == 0) { // it never began: there is nothing to resume, and no curve
            forgetTraining(m_project);
            m_traces.clear();
        }
    }
    Q_EMIT ended();
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Services.h"
#include "widgets/jobs/TaskThread.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

class LiveDesk;
class Mailbox;
class SideRunner;

/// A long piece of work as the status bar and the jobs panel show it.
struct JobState {
    enum class Phase { Queued, Running, Done, Failed, Cancelled };
    quint64 id = 0;
    QString title; ///< e.g. "Capture “stem”"
    Phase phase = Phase::Queued;
    Progress progress;
    std::chrono::steady_clock::time_point started;
    QString message; ///< result in one sentence, or the error's
    QString details; ///< for copying: error code, file, item
    bool cancellable = true;
    QString page; ///< the id of the page that tells of a failure itself; empty: only the list of jobs does
    std::uint64_t doneBefore = 0; ///< progress.done at the first report of this stage: a resumed run starts high

    bool isFinished() const { return phase != Phase::Queued && phase != Phase::Running; }
    /// From the pace since `started`; nullopt until two seconds of work say something.
    std::optional<std::chrono::seconds> timeLeft(std::chrono::steady_clock::time_point now) const;
};

/// Owns the worker threads: one for the engine (model loading, live sentences, capture, training), one for what the
/// views read (queries without a title) and one for titled jobs on the project, so that an import does not hold up a
/// view. The public functions are called on the GUI thread and return at once; signals arrive there. Live requests are
/// coalesced: only the newest counts, results of older ones are dropped. While a capture runs, live
/// sentences are computed between its batches; a training, which has no use for the loaded engine, lends it to a thread
/// that computes them beside it. Comparing sentences has engines and threads of its own (SideRunner).
class JobRunner : public QObject {
    Q_OBJECT
public:
    explicit JobRunner(Services services, QObject* parent = nullptr);
    ~JobRunner() override; ///< stops everything within a batch and joins

    // The model ------------------------------------------------------------------------------------------------------
    quint64 loadModel(const QString& directory, const LoadOptions& options, const QString& page = {});
    /// The loaded checkpoint, or nullopt. A copy that the GUI thread may keep.
    const std::optional<ModelInfo>& model() const { return m_model; }
    bool isLoading() const;
    bool isCapturing() const;  ///< or about to
    bool isCommitting() const; ///< a capture, or a longer job on the engine thread, which may capture as well
    bool isIdle() const;       ///< nothing runs and nothing waits

    /// Replaces any request that waits. liveReady or liveFailed follows with this tag, unless a newer one came.
    quint64 runLive(const LiveRequest& request);
    /// Sentences through several checkpoints beside the loaded one, each with an engine of its own.
    SideRunner& sides() const { return *m_sides; }
    /// Captures into the project; the worker opens its own connection to `project`. `name` is what the job is called
    /// until it has begun, where the request leaves the run's name to the engine.
    quint64 capture(const QString& project, const CaptureRequest& request, const QString& name = {});
    /// Goes on with a run that was cut off, and captures its damaged blocks again; one job, which loads the run's
    /// checkpoint first where another one, or none, is loaded.
    quint64 captureAgain(const QString& project, const RunInfo& run, const CheckpointInfo& checkpoint);

    // Work on the project --------------------------------------------------------------------------------------------
    /// Runs `work` on the reading thread and hands its result to `done` on the GUI thread, unless `context` has died or
    /// the job was cancelled. Errors go to `failed`, or, without one, to the jobs panel. `title` empty: not shown as a
    /// job.
    template <class Result>
    quint64 query(const QString& title, QObject* context,
                  std::function<Result(const std::stop_token&, const ProgressCallback&)> work,
                  std::function<void(Result)> done, std::function<void(const QString& error)> failed = {});
    /// Runs `work` with the loaded engine, between live sentences and after what the engine does now: keep it short and
    /// ask again for more. Fails when no checkpoint is loaded. Otherwise like query; not shown as a job.
    template <class Result>
    quint64 engineQuery(QObject* context, std::function<Result(InferenceEngine&, const std::stop_token&)> work,
                        std::function<void(Result)> done, std::function<void(const QString& error)> failed);
    /// Runs long `work` with a title on the engine thread, after what the engine does now. It must not use the loaded
    /// engine, with which live sentences are computed beside it. Otherwise like query.
    template <class Result>
    quint64 engineJob(const QString& title, QObject* context,
                      std::function<Result(const std::stop_token&, const ProgressCallback&)> work,
                      std::function<void(Result)> done, std::function<void(const QString& error)> failed = {});
    /// Any thread, from within a job: runs `letter` on the GUI thread, before the end of the job is told there.
    void post(std::function<void()> letter);
    /// While a result is handed to `done`: what the job came to, in one sentence for the list of jobs.
    void setOutcome(const QString& sentence);
    void cancel(quint64 job);

    const Services& services() const { return m_services; }
    const std::vector<JobState>& jobs() const { return m_jobs; } ///< newest first; finished ones stay until dismissed
    void dismiss(quint64 job);

Q_SIGNALS:
    void modelChanged();
    void liveReady(quint64 tag, const std::shared_ptr<const sparsight::LiveResult>& result);
    void liveFailed(quint64 tag, const QString& sentence);
    void liveBusyChanged(bool busy);
    void jobsChanged();
    void jobFinished(const sparsight::JobState& job);
    void captureProgressed(); ///< a block was probably committed: lists may be read again
    void captureFinished(const sparsight::CaptureSummary& summary);

private:
    using Work = TaskThread::Work;
    enum class Kind { Load, Capture, Query };
    struct Pending {
        Kind kind = Kind::Query;
        std::stop_source stop;
        std::function<void(const QString&)> failed;
        std::optional<QPointer<QObject>> context; ///< unset: none was given
        bool shown = true;                        ///< in the list of jobs from the start
        bool engineJob = false;                   ///< begun by engineJob()
        QString page;                             ///< as JobState::page

        bool isAlive() const { return !context || !context->isNull(); }
        /// A checkpoint that is loaded is loaded; a query that was cancelled is no longer wanted.
        bool isWanted() const { return isAlive() && (kind != Kind::Query || !stop.stop_requested()); }
    };
    template <class Result>
    static Work wrapped(std::function<Result(const std::stop_token&, const ProgressCallback&)> work,
                        std::function<void(Result)> done);
    quint64 enqueueEngineJob(const QString& title, QObject* context, Work work,
                             std::function<void(const QString&)> failed);
    quint64 enqueueQuery(const QString& title, QObject* context, Work work, std::function<void(const QString&)> failed);
    using EngineWork = std::function<std::function<void()>(InferenceEngine&, const std::stop_token&)>;
    quint64 enqueueEngineQuery(QObject* context, EngineWork work, std::function<void(const QString&)> failed);
    quint64 enqueue(TaskThread& thread, const QString& title, Pending pending, Work work);
    TaskThread::Listener listener();
    void taskStarted(quint64 id);
    void taskProgressed(quint64 id, const Progress& progress);
    void taskFinished(quint64 id, const TaskOutcome& outcome);
    using Preparation = std::function<void(const std::stop_token&, const ProgressCallback&)>; ///< on the engine thread
    quint64 enqueueCapture(const QString& project, const CaptureRequest& request, const QString& name,
                           Preparation prepare);
    ModelInfo loadOnEngineThread(const std::filesystem::path& directory, const LoadOptions& options,
                                 const std::stop_token& stop, const ProgressCallback& progress);
    void liveAnswered(quint64 tag, const std::shared_ptr<const LiveResult>& result, const QString& error);
    void setModel(const ModelInfo& info);
    void captured(const CaptureSummary& summary, const QString& run);
    void setTitle(quint64 job, const QString& title);
    void finishJob(JobState& job, const TaskOutcome& outcome);
    JobState* find(quint64 job);
    void prune();

    Services m_services;
    std::optional<ModelInfo> m_model;
    std::vector<JobState> m_jobs;
    std::map<quint64, Pending> m_pending;
    quint64 m_lastId = 0;
    quint64 m_newestTag = 0;
    quint64 m_loading = 0;    ///< the job that loads a checkpoint, 0: none
    quint64 m_delivering = 0; ///< the job whose result is being handed over
    bool m_liveBusy = false;
    std::chrono::steady_clock::time_point m_lastCommitGuess{};
    std::unique_ptr<Mailbox> m_mailbox;
    std::unique_ptr<LiveDesk> m_live;
    std::unique_ptr<TaskThread> m_engineThread;
    std::unique_ptr<TaskThread> m_lentThread; ///< computes live sentences while a job with engines of its own runs
    std::unique_ptr<TaskThread> m_viewThread;
    std::unique_ptr<TaskThread> m_jobThread;
    std::unique_ptr<SideRunner> m_sides;
};

/// The result travels inside the closure that is run on the GUI thread.
template <class Result>
JobRunner::Work JobRunner::wrapped(std::function<Result(const std::stop_token&, const ProgressCallback&)> work,
                                   std::function<void(Result)> done)
{
    return [work = std::move(work), done = std::move(done)](const std::stop_token& stop,
                                                            const ProgressCallback& progress) {
        auto result = std::make_shared<Result>(work(stop, progress));
        return std::function<void()>([result, done] { done(std::move(*result)); });
    };
}

template <class Result>
quint64 JobRunner::query(const QString& title, QObject* context,
                         std::function<Result(const std::stop_token&, const ProgressCallback&)> work,
                         std::function<void(Result)> done, std::function<void(const QString&)> failed)
{
    return enqueueQuery(title, context, wrapped<Result>(std::move(work), std::move(done)), std::move(failed));
}

template <class Result>
quint64 JobRunner::engineJob(const QString& title, QObject* context,
                             std::function<Result(const std::stop_token&, const ProgressCallback&)> work,
                             std::function<void(Result)> done, std::function<void(const QString&)> failed)
{
    return enqueueEngineJob(title, context, wrapped<Result>(std::move(work), std::move(done)), std::move(failed));
}

template <class Result>
quint64 JobRunner::engineQuery(QObject* context, std::function<Result(InferenceEngine&, const std::stop_token&)> work,
                               std::function<void(Result)> done, std::function<void(const QString&)> failed)
{
    EngineWork wrapped = [work = std::move(work), done = std::move(done)](InferenceEngine& engine,
                                                                          const std::stop_token& stop) {
        auto result = std::make_shared<Result>(work(engine, stop));
        return std::function<void()>([result, done] { done(std::move(*result)); });
    };
    return enqueueEngineQuery(context, std::move(wrapped), std::move(failed));
}

} // namespace sparsight

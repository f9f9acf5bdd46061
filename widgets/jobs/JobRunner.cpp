// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/jobs/JobRunner.h"

#include "core/base/Error.h"
#include "widgets/common/Folders.h"
#include "widgets/jobs/LiveDesk.h"
#include "widgets/jobs/Mailbox.h"
#include "widgets/jobs/SideRunner.h"

#include <QLocale>
#include <algorithm>
#include <cmath>
#include <filesystem>

namespace sparsight {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto progressInterval = std::chrono::milliseconds(50); // what the eye can follow
constexpr auto commitGuess = std::chrono::seconds(2);
constexpr std::size_t keptJobs = 40;

std::filesystem::path toPath(const QString& text)
{
    return std::filesystem::path(text.toStdU16String());
}

QString captureTitle(const std::string& run)
{
    return JobRunner::tr("Capture “%1”").arg(QString::fromStdString(run));
}

/// Passes on the first report, every change of stage, and otherwise one in `progressInterval`.
ProgressCallback throttled(std::function<void(const Progress&)> sink)
{
    struct Last {
        Clock::time_point when{};
        std::string stage;
    };
    return [sink = std::move(sink), last = std::make_shared<Last>()](const Progress& progress) {
        const auto now = Clock::now();
        if (progress.stage == last->stage && now - last->when < progressInterval) return;
        *last = {now, progress.stage};
        sink(progress);
    };
}

} // namespace

std::optional<std::chrono::seconds> JobState::timeLeft(Clock::time_point now) const
{
    if (phase == Phase::Running && progress.secondsLeft > 0)
        return std::chrono::seconds(std::llround(progress.secondsLeft));
    const double elapsed = std::chrono::duration<double>(now - started).count();
    if (phase != Phase::Running || elapsed < 2 || progress.done <= doneBefore || progress.total <= progress.done)
        return std::nullopt;
    const double pace = double(progress.done - doneBefore) / elapsed;
    return std::chrono::seconds(static_cast<std::int64_t>(double(progress.total - progress.done) / pace + 0.5));
}

JobRunner::JobRunner(Services services, QObject* parent)
    : QObject(parent)
    , m_services(std::move(services))
    , m_mailbox(std::make_unique<Mailbox>())
{
    qRegisterMetaType<JobState>();
    m_live = std::make_unique<LiveDesk>([this](const LiveDesk::Answer& answer) {
        m_mailbox->post([this, answer] { liveAnswered(answer.tag, answer.result, answer.error); });
    });
    m_engineThread = std::make_unique<TaskThread>(listener(), [this] { m_live->serve(); });
    m_lentThread = std::make_unique<TaskThread>(listener(), [this] { m_live->serveLent(); });
    m_viewThread = std::make_unique<TaskThread>(listener());
    m_jobThread = std::make_unique<TaskThread>(listener());
    m_sides = std::make_unique<SideRunner>(m_services.engine.load, nullptr);
}

JobRunner::~JobRunner()
{
    m_live->close();
    for (auto& [id, pending] : m_pending)
        pending.stop.request_stop(); // all at once, then each is joined
    m_engineThread.reset();
    m_lentThread.reset();
    m_viewThread.reset();
    m_jobThread.reset();
}

TaskThread::Listener JobRunner::listener()
{
    TaskThread::Listener listener;
    listener.started = [this](quint64 id) { m_mailbox->post([this, id] { taskStarted(id); }); };
    listener.progressed = [this](quint64 id, const Progress& progress) {
        m_mailbox->post([this, id, progress] { taskProgressed(id, progress); });
    };
    listener.finished = [this](TaskThread::Task task, TaskOutcome outcome) {
        // The task goes back whole: what its closures hold is destroyed on the GUI thread, where it was made.
        auto parcel = std::make_shared<std::pair<TaskThread::Task, TaskOutcome>>(std::move(task), std::move(outcome));
        m_mailbox->post([this, parcel = std::move(parcel)] { taskFinished(parcel->first.id, parcel->second); });
    };
    return listener;
}

quint64 JobRunner::loadModel(const QString& directory, const LoadOptions& options, const QString& page)
{
    if (m_loading) cancel(m_loading); // only the newest choice counts
    const auto path = toPath(directory);
    const QString name =
        QString::fromStdU16String((path.has_filename() ? path : path.parent_path()).filename().u16string());
    Work work = [this, path, options](const std::stop_token& stop, const ProgressCallback& progress) {
        const ModelInfo info = loadOnEngineThread(path, options, stop, progress);
        return std::function<void()>([this, info] { setModel(info); });
    };
    m_loading = enqueue(*m_engineThread, tr("Load %1").arg(name), {.kind = Kind::Load, .page = page}, std::move(work));
    return m_loading;
}

ModelInfo JobRunner::loadOnEngineThread(const std::filesystem::path& directory, const LoadOptions& options,
                                        const std::stop_token& stop, const ProgressCallback& progress)
{
    if (!m_services.engine.load)
        throw Error(ErrorCode::Unsupported, "This build cannot run checkpoints; build it with LibTorch.");
    auto engine = m_services.engine.load(directory, options, stop, progress);
    throwIfStopped(stop); // another one was chosen meanwhile
    const ModelInfo info = engine->info();
    m_live->setEngine(std::move(engine));
    m_engineThread->poke(); // a sentence may have waited for it
    return info;
}

bool JobRunner::isLoading() const
{
    return m_loading != 0;
}

bool JobRunner::isIdle() const
{
    return m_pending.empty() && !m_liveBusy && !m_sides->isBusy();
}

bool JobRunner::isCapturing() const
{
    return std::any_of(m_pending.begin(), m_pending.end(),
                       [](const auto& pending) { return pending.second.kind == Kind::Capture; });
}

bool JobRunner::isCommitting() const
{
    return isCapturing() || std::any_of(m_pending.begin(), m_pending.end(),
                                        [](const auto& pending) { return pending.second.engineJob; });
}

void JobRunner::setModel(const ModelInfo& info)
{
    m_model = info;
    Q_EMIT modelChanged();
}

quint64 JobRunner::runLive(const LiveRequest& request)
{
    m_newestTag = ++m_lastId;
    if (!m_liveBusy) {
        m_liveBusy = true;
        Q_EMIT liveBusyChanged(true);
    }
    if (!m_model && !m_loading) {
        m_mailbox->post([this, tag = m_newestTag] { liveAnswered(tag, nullptr, tr("No checkpoint is loaded.")); });
        return m_newestTag;
    }
    m_live->put(m_newestTag, request);
    m_engineThread->poke();
    m_lentThread->poke();
    return m_newestTag;
}

void JobRunner::liveAnswered(quint64 tag, const std::shared_ptr<const LiveResult>& result, const QString& error)
{
    if (tag != m_newestTag) return; // a newer sentence is on its way
    m_liveBusy = false;
    Q_EMIT liveBusyChanged(false);
    if (result) {
        Q_EMIT liveReady(tag, result);
    } else {
        Q_EMIT liveFailed(tag, error);
    }
}

quint64 JobRunner::capture(const QString& project, const CaptureRequest& request, const QString& name)
{
    return enqueueCapture(project, request, request.runName.empty() ? name : QString::fromStdString(request.runName),
                          {});
}

quint64 JobRunner::captureAgain(const QString& project, const RunInfo& run, const CheckpointInfo& checkpoint)
{
    const auto prepare = [this, path = std::filesystem::path(checkpoint.path),
                          settings = run.settings](const std::stop_token& stop, const ProgressCallback& progress) {
        const InferenceEngine* engine = m_live->engine();
        if (engine && isSameFolder(engine->info().directory, path) && engine->info().precision == settings.precision)
            return;
        const LoadOptions options{.threads = settings.threads, .precision = settings.precision};
        const ModelInfo info = loadOnEngineThread(path, options, stop, progress);
        m_mailbox->post([this, info] { setModel(info); });
    };
    return enqueueCapture(project, {run.name, run.dataset, run.settings}, QString::fromStdString(run.name), prepare);
}

quint64 JobRunner::enqueueCapture(const QString& project, const CaptureRequest& request, const QString& name,
                                  Preparation prepare)
{
    const auto id = std::make_shared<quint64>(0); // known, and read, on the GUI thread only
    Work work = [this, id, path = toPath(project), request,
                 prepare = std::move(prepare)](const std::stop_token& stop, const ProgressCallback& progress) {
        if (prepare) prepare(stop, progress);
        InferenceEngine* engine = m_live->engine();
        if (!engine) throw Error(ErrorCode::NotFound, "No checkpoint is loaded; load one on the Models page first.");
        Project connection = Project::open(path, Project::Mode::ReadWrite);
        CaptureRequest asked = request;
        asked.begun = [this, id](const std::string& run) { // its name is the engine's to choose
            m_mailbox->post([this, id, title = captureTitle(run)] { setTitle(*id, title); });
        };
        const CaptureSummary summary = engine->capture(connection, asked, stop, [this, &progress](const Progress& now) {
            report(progress, now);
            m_live->serve(); // a person who types does not wait for the capture
        });
        const QString run = QString::fromStdString(connection.run(summary.run).name);
        return std::function<void()>([this, summary, run] { captured(summary, run); });
    };
    const QString title = name.isEmpty() ? tr("Capture") : captureTitle(name.toStdString());
    *id = enqueue(*m_engineThread, title, {.kind = Kind::Capture}, std::move(work));
    return *id;
}

void JobRunner::captured(const CaptureSummary& summary, const QString& run)
{
    if (summary.wasComplete()) {
        setOutcome(tr("The capture “%1” holds this already.").arg(run));
    } else {
        setOutcome(tr("%L1 sentences, %L2 tokens in %3 s (%L4 sentences/s)")
                       .arg(summary.sentences)
                       .arg(summary.tokens)
                       .arg(QLocale().toString(summary.seconds, 'f', 1))
                       .arg(summary.seconds > 0 ? std::llround(double(summary.sentences) / summary.seconds) : 0));
    }
    Q_EMIT captureFinished(summary);
}

quint64 JobRunner::enqueueQuery(const QString& title, QObject* context, Work work,
                                std::function<void(const QString&)> failed)
{
    Pending pending;
    pending.failed = std::move(failed);
    if (context) pending.context = QPointer<QObject>(context);
    pending.shown = !title.isEmpty();
    return enqueue(pending.shown ? *m_jobThread : *m_viewThread, title, std::move(pending), std::move(work));
}

quint64 JobRunner::enqueueEngineJob(const QString& title, QObject* context, Work work,
                                    std::function<void(const QString&)> failed)
{
    Pending pending;
    pending.failed = std::move(failed);
    if (context) pending.context = QPointer<QObject>(context);
    pending.engineJob = true;
    // A person who types does not wait for a step, which may take a minute.
    Work withLive = [this, work = std::move(work)](const std::stop_token& stop, const ProgressCallback& progress) {
        struct Loan {
            explicit Loan(JobRunner& jobs)
                : desk(*jobs.m_live)
            {
                desk.lend(true);
                jobs.m_lentThread->poke(); // a sentence may have come just before
            }
            ~Loan() { desk.lend(false); }
            LiveDesk& desk;
        };
        const Loan loan(*this);
        return work(stop, progress);
    };
    return enqueue(*m_engineThread, title, std::move(pending), std::move(withLive));
}

void JobRunner::post(std::function<void()> letter)
{
    m_mailbox->post(std::move(letter));
}

void JobRunner::setOutcome(const QString& sentence)
{
    if (JobState* job = find(m_delivering)) job->message = sentence;
}

quint64 JobRunner::enqueueEngineQuery(QObject* context, EngineWork work, std::function<void(const QString&)> failed)
{
    Pending pending;
    pending.failed = std::move(failed);
    pending.context = QPointer<QObject>(context);
    pending.shown = false;
    Work withEngine = [this, work = std::move(work)](const std::stop_token& stop, const ProgressCallback&) {
        InferenceEngine* engine = m_live->engine();
        if (!engine) throw Error(ErrorCode::NotFound, "No checkpoint is loaded; load one on the Models page first.");
        return work(*engine, stop);
    };
    return enqueue(*m_engineThread, {}, std::move(pending), std::move(withEngine));
}

quint64 JobRunner::enqueue(TaskThread& thread, const QString& title, Pending pending, Work work)
{
    const quint64 id = ++m_lastId;
    Work throttledWork = [work = std::move(work)](const std::stop_token& stop, const ProgressCallback& progress) {
        return work(stop, throttled(progress));
    };
    TaskThread::Task task{id, pending.stop, std::move(throttledWork)};
    const bool shown = pending.shown;
    const QString page = pending.page;
    m_pending.emplace(id, std::move(pending));
    if (shown) {
        JobState job;
        job.id = id;
        job.title = title;
        job.page = page;
        m_jobs.insert(m_jobs.begin(), job);
        prune();
        Q_EMIT jobsChanged();
    }
    thread.post(std::move(task));
    return id;
}

void JobRunner::cancel(quint64 id)
{
    const auto pending = m_pending.find(id);
    if (pending == m_pending.end()) return;
    pending->second.stop.request_stop();
    JobState* job = find(id);
    if (!job || job->phase != JobState::Phase::Queued) return;
    if (id == m_loading) m_loading = 0;
    finishJob(*job, {TaskOutcome::Kind::Cancelled, {}, {}, {}});
}

void JobRunner::dismiss(quint64 id)
{
    const auto removed = std::erase_if(m_jobs, [id](const JobState& job) { return job.id == id && job.isFinished(); });
    if (removed) Q_EMIT jobsChanged();
}

void JobRunner::taskStarted(quint64 id)
{
    JobState* job = find(id);
    if (!job || job->isFinished()) return;
    job->phase = JobState::Phase::Running;
    job->started = Clock::now();
    Q_EMIT jobsChanged();
}

void JobRunner::taskProgressed(quint64 id, const Progress& progress)
{
    JobState* job = find(id);
    if (!job || job->isFinished()) return;
    if (job->progress.stage != progress.stage) {
        job->doneBefore = progress.done;
        job->started = Clock::now();
    }
    job->progress = progress;
    Q_EMIT jobsChanged();
    const auto pending = m_pending.find(id);
    const auto now = Clock::now();
    if (pending == m_pending.end() || pending->second.kind != Kind::Capture) return;
    if (now - m_lastCommitGuess < commitGuess) return;
    m_lastCommitGuess = now;
    Q_EMIT captureProgressed();
}

void JobRunner::taskFinished(quint64 id, const TaskOutcome& outcome)
{
    const auto node = m_pending.extract(id);
    if (node.empty()) return;
    const Pending& pending = node.mapped();
    const bool loading = id == m_loading;
    if (loading) m_loading = 0;

    const bool failed = outcome.kind == TaskOutcome::Kind::Failed;
    const bool wanted = pending.isWanted();
    m_delivering = id;
    if (outcome.kind == TaskOutcome::Kind::Done && wanted) outcome.deliver();
    if (failed && wanted && pending.failed) pending.failed(outcome.message);
    if (loading && failed && !m_model) liveAnswered(m_newestTag, nullptr, outcome.message); // it waited for the load

    JobState* job = find(id);
    if (!job && failed && wanted && !pending.failed) { // a query without a title: its error must not be lost
        JobState silent;
        silent.id = id;
        silent.title = tr("Read the project");
        silent.started = Clock::now();
        m_jobs.insert(m_jobs.begin(), silent);
        job = &m_jobs.front();
    }
    if (job && job->isFinished()) Q_EMIT jobsChanged(); // it was cancelled before it began, and only now holds nothing
    if (!job || job->isFinished()) return;
    const bool dropped = outcome.kind == TaskOutcome::Kind::Done && !wanted;
    finishJob(*job, dropped ? TaskOutcome{TaskOutcome::Kind::Cancelled, {}, {}, {}} : outcome);
}

void JobRunner::finishJob(JobState& job, const TaskOutcome& outcome)
{
    switch (outcome.kind) {
    case TaskOutcome::Kind::Done: job.phase = JobState::Phase::Done; break;
    case TaskOutcome::Kind::Cancelled: job.phase = JobState::Phase::Cancelled; break;
    case TaskOutcome::Kind::Failed: job.phase = JobState::Phase::Failed; break;
    }
    if (!outcome.message.isEmpty()) job.message = outcome.message;
    job.details = outcome.details;
    const JobState copy = job; // a receiver may dismiss it
    Q_EMIT jobsChanged();
    Q_EMIT jobFinished(copy);
}

void JobRunner::setTitle(quint64 id, const QString& title)
{
    JobState* job = find(id);
    if (!job || job->title == title) return;
    job->title = title;
    Q_EMIT jobsChanged();
}

JobState* JobRunner::find(quint64 id)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(), [id](const JobState& job) { return job.id == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

/// Old successes make room; failures stay until they are dismissed.
void JobRunner::prune()
{
    for (auto job = m_jobs.end(); m_jobs.size() > keptJobs && job != m_jobs.begin();) {
        --job;
        if (job->isFinished() && job->phase != JobState::Phase::Failed) job = m_jobs.erase(job);
    }
}

} // namespace sparsight

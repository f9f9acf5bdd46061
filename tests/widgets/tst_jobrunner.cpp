// SPDX-License-Identifier: GPL-3.0-or-later
#include "FakeEngine.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTranslator>
#include <atomic>

using namespace sparsight;

namespace {

constexpr LayerId enc6{Stack::Encoder, 6};

LiveRequest sentence(const char* text)
{
    LiveRequest request;
    request.text = text;
    request.layer = enc6;
    return request;
}

} // namespace

/// Another language, as far as errors go.
class ErrorTranslator : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        return qstrcmp(context, "Errors") == 0 ? QStringLiteral("«%1»").arg(QLatin1String(source)) : QString();
    }
};

class TestJobRunner : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeEngineControl> m_control;
    std::unique_ptr<JobRunner> m_jobs;
    std::unique_ptr<QTemporaryDir> m_folder;

    QString projectFile() const { return m_folder->filePath(QStringLiteral("p.sparsight")); }

    void load()
    {
        QSignalSpy loaded(m_jobs.get(), &JobRunner::modelChanged);
        m_jobs->loadModel(QStringLiteral("/models/fake"), {});
        QTRY_COMPARE(loaded.count(), 1);
    }

    CaptureRequest captureRequest(int sentences)
    {
        makeTestProject(projectFile().toStdString(), sentences);
        CaptureRequest request;
        request.runName = "run";
        request.dataset = Project::open(projectFile().toStdString(), Project::Mode::ReadOnly).dataset("sentences").id;
        request.settings.layers = {enc6};
        return request;
    }

    bool isComplete() const
    {
        const auto runs = Project::open(projectFile().toStdString(), Project::Mode::ReadOnly).runs();
        return runs.size() == 1 && runs.front().complete;
    }

private Q_SLOTS:
    void errorsHaveAHeadlineInOtherLanguages()
    {
        const Error error(ErrorCode::Busy, "Another process writes x.sparsight; close it there.");
        QCOMPARE(errorSentence(error), QString::fromUtf8(error.what()));
        ErrorTranslator translator;
        QVERIFY(QCoreApplication::installTranslator(&translator));
        for (const ErrorCode code : {ErrorCode::BadInput, ErrorCode::NotFound, ErrorCode::Unsupported,
                                     ErrorCode::Corrupt, ErrorCode::Io, ErrorCode::DiskFull, ErrorCode::ReadOnly,
                                     ErrorCode::Busy, ErrorCode::OutOfMemory, ErrorCode::Cancelled}) {
            const QStringList lines = errorSentence(Error(code, "What, where.")).split(QLatin1Char('\n'));
            QCOMPARE(lines.size(), 2);
            QVERIFY(lines[0].size() > 10);
            QCOMPARE(lines[1], QStringLiteral("What, where."));
        }
        QVERIFY(errorDetails(error).contains(QStringLiteral("kind: busy")));
    }

    void init()
    {
        m_control = std::make_shared<FakeEngineControl>();
        m_jobs = std::make_unique<JobRunner>(fakeServices(m_control));
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_jobs.reset(); }

    void loadsACheckpoint()
    {
        QSignalSpy finished(m_jobs.get(), &JobRunner::jobFinished);
        m_jobs->loadModel(QStringLiteral("/models/fake"), {});
        QVERIFY(m_jobs->isLoading());
        QVERIFY(!m_jobs->model());
        QTRY_COMPARE(finished.count(), 1);
        QVERIFY(!m_jobs->isLoading());
        QCOMPARE(m_jobs->model()->name, std::string("fake"));
        QCOMPARE(m_jobs->jobs().front().phase, JobState::Phase::Done);
    }

    void aRefusedCheckpointKeepsTheOneBefore()
    {
        load();
        QSignalSpy finished(m_jobs.get(), &JobRunner::jobFinished);
        m_jobs->loadModel(QStringLiteral("/models/broken"), {});
        QTRY_COMPARE(finished.count(), 1);
        const JobState& job = m_jobs->jobs().front();
        QCOMPARE(job.phase, JobState::Phase::Failed);
        QVERIFY(job.message.contains(QStringLiteral("model.safetensors")));
        QVERIFY(job.details.contains(QStringLiteral("kind: corrupt")));
        QVERIFY(job.details.contains(QStringLiteral("/models/broken/model.safetensors")));
        QCOMPARE(m_jobs->model()->name, std::string("fake"));
        QSignalSpy ready(m_jobs.get(), &JobRunner::liveReady);
        m_jobs->runLive(sentence("still here"));
        QTRY_COMPARE(ready.count(), 1);
    }

    void onlyTheNewestCheckpointIsLoaded()
    {
        m_control->loadDelayMs = 50;
        QSignalSpy changed(m_jobs.get(), &JobRunner::modelChanged);
        m_jobs->loadModel(QStringLiteral("/models/first"), {});
        m_jobs->loadModel(QStringLiteral("/models/second"), {});
        QTRY_VERIFY(!m_jobs->isLoading());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(m_jobs->model()->name, std::string("second"));
    }

    void aSentenceWithoutCheckpointIsAnswered()
    {
        QSignalSpy failed(m_jobs.get(), &JobRunner::liveFailed);
        const auto tag = m_jobs->runLive(sentence("hello"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(0).toULongLong(), tag);
    }

    void aSentenceWaitsForTheCheckpoint()
    {
        m_control->loadDelayMs = 50;
        QSignalSpy ready(m_jobs.get(), &JobRunner::liveReady);
        m_jobs->loadModel(QStringLiteral("/models/fake"), {});
        m_jobs->runLive(sentence("hello world"));
        QTRY_COMPARE(ready.count(), 1);
        QVERIFY(m_jobs->model());
    }

    void aSentenceThatWaitedForARefusedCheckpointIsAnswered()
    {
        QSignalSpy failed(m_jobs.get(), &JobRunner::liveFailed);
        m_jobs->loadModel(QStringLiteral("/models/broken"), {});
        m_jobs->runLive(sentence("hello"));
        QTRY_COMPARE(failed.count(), 1);
    }

    void onlyTheNewestSentenceCounts()
    {
        load();
        m_control->liveDelayMs = 30;
        QSignalSpy ready(m_jobs.get(), &JobRunner::liveReady);
        quint64 tag = 0;
        for (int i = 0; i < 50; ++i)
            tag = m_jobs->runLive(sentence("one of many"));
        QTRY_COMPARE(ready.count(), 1);
        QTest::qWait(80);
        QCOMPARE(ready.count(), 1);
        QCOMPARE(ready.at(0).at(0).toULongLong(), tag);
        QVERIFY2(m_control->liveRuns <= 3, qPrintable(QString::number(m_control->liveRuns)));
    }

    void aFailedSentenceSaysWhy()
    {
        load();
        m_control->failLive = true;
        QSignalSpy failed(m_jobs.get(), &JobRunner::liveFailed);
        QSignalSpy busy(m_jobs.get(), &JobRunner::liveBusyChanged);
        m_jobs->runLive(sentence("bad"));
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(1).toString(), QStringLiteral("The sentence cannot be computed."));
        QCOMPARE(busy.count(), 2);
    }

    /// A step of training may take a minute, and nothing is reported in it.
    void sentencesAreComputedBesideALongStep()
    {
        load();
        std::atomic<bool> enough = false;
        QObject context;
        QSignalSpy ready(m_jobs.get(), &JobRunner::liveReady);
        QSignalSpy finished(m_jobs.get(), &JobRunner::jobFinished);
        m_jobs->runLive(sentence("typed before"));
        m_jobs->engineJob<int>(
            QStringLiteral("Long"), &context,
            [&](const std::stop_token& stop, const ProgressCallback&) {
                while (!enough && !stop.stop_requested())
                    QThread::msleep(1);
                return 7;
            },
            [](int) {});
        QTRY_COMPARE(ready.count(), 1);
        for (int typed = 2; typed <= 4; ++typed) {
            m_jobs->runLive(sentence("typed meanwhile"));
            QTRY_COMPARE(ready.count(), typed);
        }
        QCOMPARE(finished.count(), 0);
        enough = true;
        QTRY_COMPARE(finished.count(), 1);
        m_jobs->runLive(sentence("typed after"));
        QTRY_COMPARE(ready.count(), 5);
    }

    void sentencesAreComputedWhileALongJobReports()
    {
        load();
        std::atomic<bool> enough = false;
        QObject context;
        int result = 0;
        QSignalSpy ready(m_jobs.get(), &JobRunner::liveReady);
        QSignalSpy finished(m_jobs.get(), &JobRunner::jobFinished);
        m_jobs->engineJob<int>(
            QStringLiteral("Long"), &context,
            [&](const std::stop_token& stop, const ProgressCallback& progress) {
                for (std::uint64_t i = 0; !enough; ++i) {
                    throwIfStopped(stop);
                    report(progress, {"working", i, i + 10, 125});
                    QThread::msleep(2);
                }
                return 7;
            },
            [&](int answer) {
                result = answer;
                m_jobs->setOutcome(QStringLiteral("seven"));
            });
        QTRY_VERIFY(m_jobs->jobs().front().phase == JobState::Phase::Running);
        QTRY_VERIFY(m_jobs->jobs().front().timeLeft(std::chrono::steady_clock::now()) == std::chrono::seconds(125));
        m_jobs->runLive(sentence("typed meanwhile"));
        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(finished.count(), 0);
        enough = true;
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(result, 7);
        QCOMPARE(m_jobs->jobs().front().message, QStringLiteral("seven"));
    }

    void sentencesAreComputedWhileACaptureRuns()
    {
        const CaptureRequest request = captureRequest(400);
        load();
        m_control->captureDelayMs = 10; // 50 batches: half a second
        QSignalSpy captured(m_jobs.get(), &JobRunner::captureFinished);
        QSignalSpy ready(m_jobs.get(), &JobRunner::liveReady);
        m_jobs->capture(projectFile(), request);
        QTRY_VERIFY(m_control->batches > 1);
        m_jobs->runLive(sentence("typed meanwhile"));
        QTRY_COMPARE(ready.count(), 1);
        QCOMPARE(captured.count(), 0);
        QTRY_COMPARE(captured.count(), 1);
        QVERIFY(isComplete());
        QVERIFY(!m_jobs->jobs().front().message.isEmpty());
    }

    void aCancelledCaptureIsResumed()
    {
        const CaptureRequest request = captureRequest(400);
        load();
        m_control->captureDelayMs = 5;
        QSignalSpy finished(m_jobs.get(), &JobRunner::jobFinished);
        const quint64 job = m_jobs->capture(projectFile(), request);
        QTRY_VERIFY(m_control->batches > 12); // past the first block
        m_jobs->cancel(job);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(m_jobs->jobs().front().phase, JobState::Phase::Cancelled);
        QVERIFY(!isComplete());

        m_control->captureDelayMs = 0;
        QSignalSpy captured(m_jobs.get(), &JobRunner::captureFinished);
        m_jobs->capture(projectFile(), request);
        QTRY_COMPARE(captured.count(), 1);
        QVERIFY(isComplete());
    }

    void aQueuedJobIsCancelledAtOnce()
    {
        m_control->loadDelayMs = 100;
        m_jobs->loadModel(QStringLiteral("/models/fake"), {});
        const quint64 job = m_jobs->capture(projectFile(), {});
        m_jobs->cancel(job);
        QCOMPARE(m_jobs->jobs().front().phase, JobState::Phase::Cancelled);
        QTRY_VERIFY(m_jobs->model());
        QCOMPARE(m_jobs->jobs().front().phase, JobState::Phase::Cancelled);
    }

    void aQueryHandsItsResultOver()
    {
        int result = 0;
        const auto thread = QThread::currentThread();
        m_jobs->query<int>(
            {}, this,
            [thread](const std::stop_token&, const ProgressCallback&) {
                return QThread::currentThread() == thread ? 1 : 2;
            },
            [&](int value) { result = QThread::currentThread() == thread ? value : -1; });
        QTRY_COMPARE(result, 2);
        QVERIFY(m_jobs->jobs().empty());
    }

    void aFailedQueryIsReportedOrShown()
    {
        QString error;
        const auto work = [](const std::stop_token&, const ProgressCallback&) -> int {
            throw Error(ErrorCode::NotFound, "There is no such run.");
        };
        m_jobs->query<int>(
            {}, this, work, [](int) {}, [&](const QString& sentence) { error = sentence; });
        QTRY_COMPARE(error, QStringLiteral("There is no such run."));
        QVERIFY(m_jobs->jobs().empty());

        m_jobs->query<int>({}, this, work, [](int) {});
        QTRY_COMPARE(m_jobs->jobs().size(), std::size_t(1));
        QCOMPARE(m_jobs->jobs().front().phase, JobState::Phase::Failed);
        m_jobs->dismiss(m_jobs->jobs().front().id);
        QVERIFY(m_jobs->jobs().empty());
    }

    void aCancelledQueryIsNotDelivered()
    {
        bool delivered = false;
        const quint64 job = m_jobs->query<int>(
            QStringLiteral("Wait"), this,
            [](const std::stop_token& stop, const ProgressCallback&) {
                while (!stop.stop_requested())
                    std::this_thread::yield();
                return 1;
            },
            [&](int) { delivered = true; });
        QTRY_COMPARE(m_jobs->jobs().front().phase, JobState::Phase::Running);
        m_jobs->cancel(job);
        QTRY_COMPARE(m_jobs->jobs().front().phase, JobState::Phase::Cancelled);
        QVERIFY(!delivered);
    }

    void aResultForADeadPageIsDropped()
    {
        bool delivered = false;
        auto page = std::make_unique<QObject>();
        std::atomic<bool> go{false};
        m_jobs->query<int>(
            {}, page.get(),
            [&go](const std::stop_token&, const ProgressCallback&) {
                while (!go)
                    std::this_thread::yield();
                return 1;
            },
            [&](int) { delivered = true; });
        page.reset();
        go = true;
        bool after = false;
        m_jobs->query<int>(
            {}, this, [](const std::stop_token&, const ProgressCallback&) { return 1; }, [&](int) { after = true; });
        QTRY_VERIFY(after);
        QVERIFY(!delivered);
    }

    void aLongJobDoesNotHoldUpAView()
    {
        std::atomic<bool> go{false};
        m_jobs->query<int>(
            QStringLiteral("Import"), this,
            [&go](const std::stop_token&, const ProgressCallback&) {
                while (!go)
                    std::this_thread::yield();
                return 1;
            },
            [](int) {});
        bool viewed = false;
        m_jobs->query<int>(
            {}, this, [](const std::stop_token&, const ProgressCallback&) { return 1; }, [&](int) { viewed = true; });
        QTRY_VERIFY(viewed);
        go = true;
        QTRY_COMPARE(m_jobs->jobs().front().phase, JobState::Phase::Done);
    }

    void progressArrives()
    {
        m_jobs->query<int>(
            QStringLiteral("Count"), this,
            [](const std::stop_token&, const ProgressCallback& progress) {
                report(progress, {"counting", 3, 10});
                return 1;
            },
            [](int) {});
        QTRY_COMPARE(m_jobs->jobs().front().progress.done, std::uint64_t(3));
    }

    void theEndStopsWithinABatch()
    {
        const CaptureRequest request = captureRequest(400);
        load();
        m_control->captureDelayMs = 20; // a second in all
        m_jobs->capture(projectFile(), request);
        m_jobs->capture(projectFile(), request);
        QTRY_VERIFY(m_control->batches > 0);
        m_jobs.reset();
        QVERIFY(m_control->batches < 50);
    }

    void timeLeftFollowsThePace()
    {
        JobState job;
        job.phase = JobState::Phase::Running;
        job.started = {};
        job.progress = {"capturing", 300, 1000};
        job.doneBefore = 100; // resumed there: 200 in 10 s
        QCOMPARE(job.timeLeft(job.started + std::chrono::seconds(10)), std::chrono::seconds(35));
        QVERIFY(!job.timeLeft(job.started + std::chrono::seconds(1)));
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "tst_jobrunner.moc"

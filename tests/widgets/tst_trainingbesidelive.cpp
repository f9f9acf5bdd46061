// SPDX-License-Identifier: GPL-3.0-or-later
// A training and live sentences compute at the same time, on two threads, with the same library underneath: what is
// typed must leave no trace in the trained weights.
#include "core/base/File.h"
#include "core/capture/T5Engine.h"
#include "tests/core/training/TrainingFixture.h"
#include "widgets/jobs/JobRunner.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

namespace fs = std::filesystem;

constexpr int typingMs = 5;

LiveRequest sentence(int number)
{
    const std::string text = somePairs(50)[std::size_t(number) % 50].source;
    return {.text = text + " " + std::to_string(number), .layer = {Stack::Encoder, 1}};
}

} // namespace

class TestTrainingBesideLive : public QObject {
    Q_OBJECT

    /// The bytes of the trained weights. `answers`: how many sentences came back between the first and the last step.
    static std::string train(const fs::path& output, int threads, bool isTyping, int& answers)
    {
        JobRunner jobs({.engine = engineServices(), .training = trainingServices()});
        TrainingRequest request = requestFor(output);
        request.settings.threads = threads;
        request.settings.epochs = 5; // time to type
        QSignalSpy loaded(&jobs, &JobRunner::modelChanged);
        jobs.loadModel(QString::fromStdString(request.parent.string()), {.device = "cpu", .threads = threads});
        if (!loaded.wait(30'000)) return "no checkpoint";

        int steps = 0, typed = 0;
        QString error;
        std::string weights;
        QObject context;
        QTimer typing;
        connect(&typing, &QTimer::timeout, &context, [&] { jobs.runLive(sentence(typed++)); });
        connect(&jobs, &JobRunner::liveReady, &context, [&] { answers += steps > 0 && weights.empty(); });
        jobs.engineJob<TrainingSummary>(
            QStringLiteral("train"), &context,
            [&](const std::stop_token& stop, const ProgressCallback&) {
                return jobs.services().training.finetune(
                    request, stop, [&](const TrainingProgress&) { jobs.post([&steps] { ++steps; }); });
            },
            [&](const TrainingSummary& summary) {
                weights = readTextFile(fs::path(summary.checkpoints[0].checkpoint.path) / "model.safetensors", 1 << 24);
            },
            [&](const QString& said) { error = said; });
        if (isTyping) typing.start(typingMs);
        const bool ended = QTest::qWaitFor([&] { return !weights.empty() || !error.isEmpty(); }, 120'000);
        typing.stop();
        return ended && error.isEmpty() ? weights : "failed: " + error.toStdString();
    }

private Q_SLOTS:
    void weightsAreTheSameWithAndWithoutTyping_data()
    {
        QTest::addColumn<int>("threads");
        QTest::newRow("one thread") << 1;
        QTest::newRow("two threads") << 2;
    }

    void weightsAreTheSameWithAndWithoutTyping()
    {
        QFETCH(int, threads);
        const QTemporaryDir folder;
        const fs::path place = folder.path().toStdString();
        int answers = 0;
        const std::string quiet = train(place / "quiet", threads, false, answers);
        QVERIFY2(quiet.size() > 10'000, quiet.c_str());
        QCOMPARE(answers, 0);
        const std::string besideLive = train(place / "beside", threads, true, answers);
        QVERIFY2(answers >= 3, qPrintable(QString::number(answers)));
        QVERIFY(besideLive == quiet);
    }
};

QTEST_GUILESS_MAIN(TestTrainingBesideLive)
#include "tst_trainingbesidelive.moc"

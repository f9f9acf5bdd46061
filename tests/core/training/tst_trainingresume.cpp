// SPDX-License-Identifier: GPL-3.0-or-later
// A training that was cancelled or killed goes on to the very result that it would have had.
#include "tests/core/training/TrainingChecks.h"

#include "core/capture/T5Engine.h"

#include <QProcess>
#include <QtTest>

#include <chrono>
#include <thread>

using namespace sparsight;
using namespace sparsight::testing;

class TestTrainingResume : public QObject {
    Q_OBJECT

private slots:
    /// The result of a training that nothing disturbed, which the others are held against.
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        train(requestFor(pathOf(m_folder)));
        m_checkpoint = pathOf(m_folder) / checkpointName;
    }

    void resumedIsAsUninterrupted_data()
    {
        QTest::addColumn<QString>("optimizer");
        QTest::addColumn<QString>("stage");
        QTest::addColumn<int>("step");
        QTest::newRow("in the first epoch") << "adam"
                                            << "training" << 2;
        QTest::newRow("in the last epoch") << "adam"
                                           << "training" << 16;
        QTest::newRow("after an epoch's last step") << "adam"
                                                    << "evaluating" << 6;
        QTest::newRow("before an epoch is kept") << "adam"
                                                 << "saving" << 12;
        QTest::newRow("Adafactor") << "adafactor"
                                   << "training" << 9;
    }
    void resumedIsAsUninterrupted()
    {
        QFETCH(QString, optimizer);
        QFETCH(QString, stage);
        QFETCH(int, step);
        const QTemporaryDir folder, whole;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.optimizer = parseOptimizer(optimizer.toStdString());
        std::stop_source stop;
        const Error error = errorOf([&] { train(request, stopAt(stage.toStdString(), step, stop), stop.get_token()); });
        QCOMPARE(error.code(), ErrorCode::Cancelled);
        QVERIFY(fs::exists(pathOf(folder) / (std::string(checkpointName) + ".state")));
        const TrainingSummary resumed = train(request);
        QVERIFY(resumed.tokens > 0);
        QCOMPARE(contentOf(pathOf(folder)), std::set<std::string>{checkpointName});
        fs::path expected = m_checkpoint;
        if (optimizer != "adam") {
            request.output = pathOf(whole);
            train(request);
            expected = pathOf(whole) / checkpointName;
        }
        QCOMPARE(bytesOf(pathOf(folder) / checkpointName / "model.safetensors"),
                 bytesOf(expected / "model.safetensors"));
        QCOMPARE(resultOf(pathOf(folder) / checkpointName), resultOf(expected));
    }

    /// The process is killed at some report, in the middle of a step or of saving.
    void killedAndResumed_data()
    {
        QTest::addColumn<QByteArray>("stage");
        QTest::addColumn<int>("occurrence");
        QTest::addColumn<int>("microseconds");
        QTest::newRow("while training") << QByteArray("training") << 9 << 3000;
        for (const int microseconds : {0, 200, 600, 1500, 4000, 9000})
            QTest::addRow("%d microseconds into saving", microseconds) << QByteArray("saving") << 10 << microseconds;
        QTest::newRow("after an epoch") << QByteArray("epoch") << 2 << 500;
    }
    void killedAndResumed()
    {
        QFETCH(QByteArray, stage);
        QFETCH(int, occurrence);
        QFETCH(int, microseconds);
        const QTemporaryDir folder;
        QProcess helper;
        helper.start(SPARSIGHT_TRAINING_HELPER, {folder.path()});
        QVERIFY(helper.waitForStarted());
        int seen = 0;
        while (seen < occurrence) {
            while (!helper.canReadLine())
                QVERIFY2(helper.waitForReadyRead(20'000), "the helper ended early");
            if (helper.readLine().startsWith(stage)) ++seen;
            helper.write("\n");
            helper.waitForBytesWritten();
        }
        QTest::qSleep(microseconds / 1000);
        std::this_thread::sleep_for(std::chrono::microseconds(microseconds % 1000));
        helper.kill(); // SIGKILL
        QVERIFY(helper.waitForFinished());
        QCOMPARE(helper.exitStatus(), QProcess::CrashExit);
        const fs::path checkpoint = pathOf(folder) / checkpointName;
        if (fs::exists(checkpoint))
            loadT5Engine(checkpoint, {.device = "cpu", .threads = 1}, {}, {}); // whole, or not there
        train(requestFor(pathOf(folder)));
        QCOMPARE(contentOf(pathOf(folder)), std::set<std::string>{checkpointName});
        QCOMPARE(bytesOf(checkpoint / "model.safetensors"), bytesOf(m_checkpoint / "model.safetensors"));
        QCOMPARE(resultOf(checkpoint), resultOf(m_checkpoint));
    }

    void aTrainingThatCanGoOnIsNotOverwrittenByAnother()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        std::stop_source stop;
        const auto cutOff = [&](const TrainingProgress& progress) {
            if (progress.step == 1) stop.request_stop();
        };
        QCOMPARE(errorOf([&] { train(request, cutOff, stop.get_token()); }).code(), ErrorCode::Cancelled);
        TrainingRequest other = request;
        other.settings.seed += 1;
        QCOMPARE(errorOf([&] { train(other); }).code(), ErrorCode::BadInput);
        QVERIFY(train(request).checkpoints[0].complete); // it still goes on
    }

private:
    QTemporaryDir m_folder;
    fs::path m_checkpoint;
};

QTEST_GUILESS_MAIN(TestTrainingResume)
#include "tst_trainingresume.moc"

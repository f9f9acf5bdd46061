// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/training/TrainingFixture.h"

#include "core/base/File.h"
#include "core/capture/T5Engine.h"
#include "core/store/Project.h"
#include "core/training/TrainingData.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

namespace fs = std::filesystem;

fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

std::string bytesOf(const fs::path& file)
{
    return readTextFile(file, 1 << 24);
}

TrainingSummary train(const TrainingRequest& request, const TrainingCallback& progress = {},
                      const std::stop_token& stop = {})
{
    return trainingServices().finetune(request, stop, progress);
}

template <class Function>
Error errorOf(const Function& function)
{
    try {
        function();
    } catch (const Error& error) {
        return error;
    }
    return {ErrorCode::Io, "nothing was thrown"};
}

/// Names of what lies in a folder, hidden files included.
std::set<std::string> contentOf(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// The manifest without what differs from time to time.
nlohmann::json resultOf(const fs::path& checkpoint)
{
    nlohmann::json manifest = nlohmann::json::parse(bytesOf(checkpoint / "training.json"));
    manifest.erase("peak_memory");
    for (auto& epoch : manifest["history"])
        epoch.erase("seconds");
    return manifest;
}

/// Three of the weights are no numbers any more: the last ones of the file.
void spoil(const fs::path& safetensors)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr std::array<float, 3> values{nan, nan, std::numeric_limits<float>::infinity()};
    std::fstream file(safetensors, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-static_cast<std::streamoff>(sizeof values), std::ios::end);
    file.write(reinterpret_cast<const char*>(values.data()), sizeof values);
}

} // namespace

class TestTrainingJob : public QObject {
    Q_OBJECT

private slots:
    /// The result of a training that nothing disturbed, which the others are held against.
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_summary = train(requestFor(pathOf(m_folder)), [this](const TrainingProgress& progress) {
            if (progress.epochEnd) m_epochs.push_back(*progress.epochEnd);
            m_stages.insert(progress.stage);
        });
        m_checkpoint = pathOf(m_folder) / checkpointName;
    }

    void lossFalls()
    {
        QCOMPARE(m_summary.checkpoints.size(), std::size_t(1));
        const TrainedCheckpoint& trained = m_summary.checkpoints[0];
        QVERIFY(trained.end == TrainingEnd::Finished);
        QVERIFY(trained.complete);
        QCOMPARE(trained.history.size(), std::size_t(3));
        QCOMPARE(m_epochs.size(), std::size_t(3));
        QVERIFY(trained.history[2].trainingLoss < 0.95 * trained.history[0].trainingLoss);
        QVERIFY(*trained.history[2].validationLoss < *trained.history[0].validationLoss);
        QVERIFY(trained.before && trained.before->epoch == 0);
        QVERIFY(*trained.before->validationLoss > *trained.history[2].validationLoss);
        QCOMPARE(trained.before->measures.size(), std::size_t(4));
        QVERIFY(trained.history[2].kept && !trained.history[1].kept && !trained.history[0].kept);
        QCOMPARE(trained.history[0].measures.size(), std::size_t(4));
        for (const auto& [name, measure] : trained.history[2].measures)
            QVERIFY2(measure.low <= measure.mean && measure.mean <= measure.high, name.c_str());
        QCOMPARE(trained.microBatch, 4);
        QVERIFY(m_summary.tokens > 0 && m_summary.seconds > 0);
        QVERIFY(trained.peakMemory > 1 << 20);
        QVERIFY(m_stages.contains("training") && m_stages.contains("evaluating") && m_stages.contains("saving"));
    }

    void resultIsACheckpoint()
    {
        QCOMPARE(contentOf(pathOf(m_folder)), std::set<std::string>{checkpointName});
        QCOMPARE(contentOf(m_checkpoint),
                 (std::set<std::string>{"config.json", "model.safetensors", "spiece.model", "training.json"}));
        const auto engine = loadT5Engine(m_checkpoint, {.device = "cpu", .threads = 1}, {}, {});
        QCOMPARE(engine->weightsSha256({}, {}), m_summary.checkpoints[0].checkpoint.weightsSha256);
        QVERIFY(engine->weightsSha256({}, {}) != m_summary.checkpoints[0].parent.weightsSha256);
        const auto config = nlohmann::json::parse(bytesOf(m_checkpoint / "config.json"));
        QCOMPARE(config["dtype"].get<std::string>(), "float32");
        QCOMPARE(config["d_model"].get<int>(), 16);
    }

    void completeTrainingIsLeftAlone()
    {
        const auto before = fs::last_write_time(m_checkpoint / "model.safetensors");
        const TrainingSummary again = train(requestFor(pathOf(m_folder)));
        QCOMPARE(again.tokens, std::uint64_t(0));
        QCOMPARE(again.checkpoints[0].history.size(), std::size_t(3));
        QCOMPARE(epochJson(*again.checkpoints[0].before), epochJson(*m_summary.checkpoints[0].before));
        QCOMPARE(again.checkpoints[0].checkpoint.weightsSha256, m_summary.checkpoints[0].checkpoint.weightsSha256);
        QVERIFY(!again.checkpoints[0].checkpoint.config.empty());
        QCOMPARE(fs::last_write_time(m_checkpoint / "model.safetensors"), before);
        TrainingRequest other = requestFor(pathOf(m_folder));
        other.settings.seed = 1;
        QCOMPARE(errorOf([&] { train(other); }).code(), ErrorCode::BadInput);
    }

    void sameSeedSameWeights()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.gradientCheckpointing = true; // another way to the same gradients
        train(request);
        const auto manifest = resultOf(pathOf(folder) / checkpointName), known = resultOf(m_checkpoint);
        const double loss = manifest["history"][2]["training_loss"], knownLoss = known["history"][2]["training_loss"];
        QVERIFY(std::abs(loss / knownLoss - 1) < 1e-4);
        const QTemporaryDir second;
        request = requestFor(pathOf(second));
        train(request);
        QCOMPARE(bytesOf(pathOf(second) / checkpointName / "model.safetensors"),
                 bytesOf(m_checkpoint / "model.safetensors"));
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

    void sweepSharesItsData()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.learningRates = {0.01, 0.001};
        request.settings.weights = Precision::Bf16;
        std::set<std::size_t> runs;
        const TrainingSummary summary =
            train(request, [&](const TrainingProgress& progress) { runs.insert(progress.run); });
        QCOMPARE(runs, (std::set<std::size_t>{0, 1}));
        QCOMPARE(contentOf(pathOf(folder)), (std::set<std::string>{"t5-relu-lr0.01", "t5-relu-lr0.001"}));
        QCOMPARE(summary.checkpoints[1].settings.learningRate, 0.001);
        QVERIFY(summary.checkpoints[0].history[0].trainingLoss != summary.checkpoints[1].history[0].trainingLoss);
        const auto size = [](const fs::path& checkpoint) { return fs::file_size(checkpoint / "model.safetensors"); };
        QVERIFY(size(pathOf(folder) / "t5-relu-lr0.01") < 0.7 * static_cast<double>(size(m_checkpoint)));
        const auto config = nlohmann::json::parse(bytesOf(pathOf(folder) / "t5-relu-lr0.01" / "config.json"));
        QCOMPARE(config["dtype"].get<std::string>(), "bfloat16");
        loadT5Engine(pathOf(folder) / "t5-relu-lr0.001", {.device = "cpu", .threads = 1}, {}, {});
    }

    void completedIsToldAtOnce()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.learningRates = {0.01, 0.001};
        std::stop_source stop;
        std::vector<TrainedCheckpoint> completed;
        std::map<std::size_t, std::vector<int>> epochs; // of each run
        const auto listen = [&](const TrainingProgress& progress) {
            if (progress.completed) completed.push_back(*progress.completed);
            if (progress.epochEnd) epochs[progress.run].push_back(progress.epochEnd->epoch);
            if (progress.run == 1 && progress.epochEnd) stop.request_stop();
        };
        QCOMPARE(errorOf([&] { train(request, listen, stop.get_token()); }).code(), ErrorCode::Cancelled);
        QCOMPARE(completed.size(), std::size_t(1)); // although the call did not get to its end
        QCOMPARE(completed[0].checkpoint.name, "t5-relu-lr0.01");
        QCOMPARE(completed[0].dataName, "words");
        QVERIFY(completed[0].complete && fs::exists(completed[0].checkpoint.path));
        completed.clear();
        epochs.clear();
        stop = {};
        train(request, [&](const TrainingProgress& progress) {
            if (progress.completed) completed.push_back(*progress.completed);
            if (progress.epochEnd) epochs[progress.run].push_back(progress.epochEnd->epoch);
        });
        QCOMPARE(completed.size(), std::size_t(2)); // the one from before as well
        QCOMPARE(completed[0].history.size(), std::size_t(3));
        QCOMPARE(epochs[1], (std::vector<int>{1, 2, 3})); // those before the cut are told again
    }

    void ratesAreWrittenAsPeopleDo_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<QString>("text");
        QTest::newRow("0.0001") << 0.0001 << "0.0001";
        QTest::newRow("a third") << 1.0 / 3 << "0.3333333333333333";
        QTest::newRow("whole") << 2.0 << "2";
        QTest::newRow("tiny") << 1e-20 << "1e-20";
    }
    void ratesAreWrittenAsPeopleDo()
    {
        QFETCH(double, rate);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(rateText(rate)), text);
        QCOMPARE(text.toDouble(), rate);
    }

    void settingsAreReadAgain()
    {
        TrainingSettings settings;
        QCOMPARE(toJson(parseTrainingSettings(toJson(settings))), toJson(settings));
        settings = {.optimizer = OptimizerKind::Adafactor,
                    .learningRate = 0.0003,
                    .epochs = 7,
                    .batchSize = 3,
                    .accumulation = 2,
                    .gradientCheckpointing = true,
                    .warmUpSteps = 9,
                    .schedule = ScheduleKind::Cosine,
                    .clip = 0.5,
                    .weightDecay = 0.02,
                    .dropout = 0.3,
                    .labelSmoothing = 0.1,
                    .seed = 18446744073709551615U,
                    .precision = Precision::Bf16,
                    .weights = Precision::Bf16,
                    .device = "cuda:1",
                    .threads = 3,
                    .maximumSourceTokens = 33,
                    .maximumTargetTokens = 22,
                    .sourcePrefix = "übersetze: ",
                    .validationShare = 0.25,
                    .patience = 2,
                    .frozen = {"encoder", "dec1"},
                    .evaluationPairs = 5};
        const TrainingSettings read = parseTrainingSettings(toJson(settings));
        QCOMPARE(toJson(read), toJson(settings));
        QCOMPARE(read.dropout, settings.dropout);
        QCOMPARE(read.seed, settings.seed);
        QCOMPARE(errorOf([] { parseTrainingSettings("{}"); }).code(), ErrorCode::Corrupt);
        QCOMPARE(errorOf([] { parseTrainingSettings("no json"); }).code(), ErrorCode::Corrupt);
    }

    void divergedKeepsTheEpochBefore()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        // The first epoch is over before the rate has risen to where Adam leaves the range of fp32.
        request.settings.learningRate = 1e38;
        QCOMPARE(errorOf([&] { train(request); }).code(), ErrorCode::BadInput);
        request.settings.learningRate = 1e3;
        request.settings.clip = 0;
        request.settings.weightDecay = 1e3;
        request.settings.optimizer = OptimizerKind::AdamW;
        request.settings.schedule = ScheduleKind::Constant;
        request.settings.epochs = 6;
        request.settings.warmUpSteps = 0;
        const TrainingSummary summary = train(request);
        const TrainedCheckpoint& trained = summary.checkpoints[0];
        QVERIFY(trained.end == TrainingEnd::Diverged);
        QCOMPARE(trained.notes.size(), std::size_t(1));
        QVERIFY(trained.history.size() < 6);
        const bool kept = !trained.history.empty();
        const char* outcome = kept ? "an epoch before is kept" : "before there was a checkpoint";
        QVERIFY2(trained.notes[0].find(outcome) != std::string::npos, trained.notes[0].c_str());
        QCOMPARE(!trained.checkpoint.path.empty(), kept);
        if (kept) loadT5Engine(trained.checkpoint.path, {.device = "cpu", .threads = 1}, {}, {});
        QVERIFY(!fs::exists(pathOf(folder) / "t5-relu-lr1000.state"));
    }

    void stopsEarlyWithTheBestEpoch()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.learningRate = 0.05;
        request.settings.epochs = 60;
        request.settings.patience = 2;
        const TrainingSummary summary = train(request);
        const TrainedCheckpoint& trained = summary.checkpoints[0];
        QVERIFY(trained.end == TrainingEnd::Early);
        QVERIFY(trained.history.size() < 60 && trained.history.size() >= 3);
        const auto best =
            std::ranges::min_element(trained.history, {}, [](const auto& r) { return *r.validationLoss; });
        QVERIFY(best->kept);
        QCOMPARE(std::ranges::count(trained.history, true, &EpochRecord::kept), std::ptrdiff_t(1));
        QCOMPARE(best - trained.history.begin(), static_cast<std::ptrdiff_t>(trained.history.size()) - 3);
        QCOMPARE(resultOf(trained.checkpoint.path)["history"].size(), trained.history.size());
    }

    void bfloat16Trains()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.precision = Precision::Bf16;
        const TrainedCheckpoint trained = train(request).checkpoints[0];
        const double loss = trained.history[2].trainingLoss, full = m_summary.checkpoints[0].history[2].trainingLoss;
        QVERIFY(loss != full && std::abs(loss / full - 1) < 0.05);
    }

    void longTextsAreCutAndCounted()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.maximumSourceTokens = 10;
        request.settings.epochs = 1;
        const TrainedCheckpoint trained = train(request).checkpoints[0];
        QCOMPARE(trained.notes.size(), std::size_t(1));
        QVERIFY(trained.notes[0].find("were cut to 10") != std::string::npos);
    }

    void whatThereIsToSayIsSaidAtTheStart_data()
    {
        QTest::addColumn<QStringList>("frozen");
        QTest::addColumn<QString>("note");
        QTest::newRow("weights that are no numbers") << QStringList{} << "2 NaN and 1 infinite";
        QTest::newRow("a head that is the embedding") << QStringList{"head"} << "the embedding is frozen with it";
    }
    void whatThereIsToSayIsSaidAtTheStart()
    {
        QFETCH(QStringList, frozen);
        QFETCH(QString, note);
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        for (const QString& part : frozen)
            request.settings.frozen.push_back(part.toStdString());
        if (frozen.isEmpty()) {
            fs::copy(request.parent, pathOf(folder) / "parent");
            request.parent = pathOf(folder) / "parent";
            spoil(request.parent / "model.safetensors");
        }
        QStringList told;
        bool trained = false;
        std::stop_source stop;
        const auto listen = [&](const TrainingProgress& progress) {
            if (!progress.note.empty()) told << QString::fromStdString(progress.note);
            trained = trained || progress.step > 0;
            if (!told.isEmpty()) stop.request_stop();
        };
        QCOMPARE(errorOf([&] { train(request, listen, stop.get_token()); }).code(), ErrorCode::Cancelled);
        QCOMPARE(told.size(), 1);
        QVERIFY2(told[0].contains(note), qPrintable(told[0]));
        QVERIFY(!trained);
    }

    /// The user may go on; the note stays with the checkpoint, here with one that could not be made.
    void aParentThatIsNoNumbersMayBeTrained()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        fs::copy(request.parent, pathOf(folder) / "parent");
        request.parent = pathOf(folder) / "parent";
        spoil(request.parent / "model.safetensors");
        const TrainedCheckpoint result = train(request).checkpoints[0];
        QVERIFY(result.end == TrainingEnd::Diverged);
        QCOMPARE(result.notes.size(), std::size_t(2));
        QVERIFY(result.notes[0].find("NaN") != std::string::npos);
    }

    void anEmptyFolderIsFilled()
    {
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.epochs = 1;
        fs::create_directory(pathOf(folder) / checkpointName);
        QVERIFY(train(request).checkpoints[0].complete);
        QVERIFY(fs::exists(pathOf(folder) / checkpointName / "model.safetensors"));
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

    void refusals_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"epochs", "no pairs", "frozen", "patience", "parent", "other folder", "all frozen",
                                 "no rate", "rate twice", "other's state"})
            QTest::addRow("%s", what) << QString(what);
    }
    void refusals()
    {
        QFETCH(QString, what);
        const QTemporaryDir folder;
        TrainingRequest request = requestFor(pathOf(folder));
        ErrorCode code = ErrorCode::BadInput;
        if (what == "epochs") request.settings.epochs = 0;
        if (what == "no pairs") request.pairs.clear();
        if (what == "frozen") request.settings.frozen = {"enc9"};
        if (what == "parent") {
            request.parent = pathOf(folder) / "missing";
            code = ErrorCode::NotFound;
        }
        if (what == "patience") {
            request.settings.patience = 1;
            request.settings.validationShare = 0;
        }
        if (what == "other folder") {
            fs::create_directory(pathOf(folder) / checkpointName);
            writeFileAtomically(pathOf(folder) / checkpointName / "precious.txt", "mine");
        }
        if (what == "all frozen") request.settings.frozen = {"encoder", "decoder", "embedding"};
        if (what == "no rate") request.learningRates = {0};
        if (what == "rate twice") request.learningRates = {0.1, 0.1};
        const fs::path state = pathOf(folder) / (std::string(checkpointName) + ".state");
        if (what == "other's state") {
            fs::create_directory(state);
            writeFileAtomically(state / "precious.txt", "mine");
        }
        const Error error = errorOf([&] { train(request); });
        QCOMPARE(error.code(), code);
        if (what == "other's state") QCOMPARE(bytesOf(state / "precious.txt"), "mine");
        if (what == "other folder") QCOMPARE(bytesOf(pathOf(folder) / checkpointName / "precious.txt"), "mine");
    }

    void projectRemembersTrainings()
    {
        const QTemporaryDir folder;
        Project project = Project::create(pathOf(folder) / "p.sparsight");
        const CheckpointId id = recordTraining(project, m_summary.checkpoints[0]);
        recordTraining(project, m_summary.checkpoints[0]); // once more changes nothing
        const auto trainings = project.trainings();
        QCOMPARE(trainings.size(), std::size_t(1));
        QCOMPARE(trainings[0].checkpoint, id);
        QCOMPARE(project.checkpoint(id).name, std::string(checkpointName));
        QCOMPARE(project.checkpoint(trainings[0].parent).name, std::string("t5-relu"));
        QCOMPARE(trainings[0].learningRate, 0.01);
        QCOMPARE(trainings[0].end, std::string("finished"));
        const auto history = parseHistory(trainings[0].history);
        QCOMPARE(history.size(), std::size_t(3));
        QCOMPARE(history[1].validationLoss, m_summary.checkpoints[0].history[1].validationLoss);
        QVERIFY(history[2].kept);
    }

    void pairsOfADataSet()
    {
        const QTemporaryDir folder;
        Project project = Project::create(pathOf(folder) / "p.sparsight");
        const auto made = project.importDataset("d", "test", [](const Project::SentenceSink& sink) {
            sink({"one", "", "g", "1"});
            sink({"two", "", "", ""});
            sink({"three", "", "", "3"});
            return 0U;
        });
        const auto pairs = textPairs(project, made.id);
        QCOMPARE(pairs.size(), std::size_t(2));
        QCOMPARE(pairs[0].id, std::string("g"));
        QCOMPARE(pairs[1].source, std::string("three"));
        QCOMPARE(pairs[1].target, std::string("3"));
        const auto none = project.importDataset("none", "test", [](const Project::SentenceSink& sink) {
            sink({"one", "", "", ""});
            return 0U;
        });
        QCOMPARE(errorOf([&] { textPairs(project, none.id); }).code(), ErrorCode::BadInput);
    }

    void epochsAreShuffledAndGrouped()
    {
        TokenizedPairs pairs;
        std::mt19937 random(1);
        for (int i = 0; i < 333; ++i) {
            pairs.pairs.push_back({std::vector<std::int32_t>(1 + random() % 100), std::vector<std::int32_t>(3)});
        }
        const auto first = planEpoch(pairs, 8, 7, 1), again = planEpoch(pairs, 8, 7, 1),
                   next = planEpoch(pairs, 8, 7, 2);
        QCOMPARE(first, again);
        QVERIFY(first != next && first != planEpoch(pairs, 8, 8, 1));
        std::vector<int> seen(333);
        std::size_t padding = 0, tokens = 0, most = 0;
        for (const Batch& batch : first) {
            const std::size_t longest = pairs.pairs[batch[0]].source.size();
            most = std::max(most, longest);
            for (const std::uint32_t i : batch) {
                ++seen[i];
                QVERIFY(pairs.pairs[i].source.size() <= longest);
                padding += longest - pairs.pairs[i].source.size();
                tokens += pairs.pairs[i].source.size();
            }
        }
        QVERIFY(std::ranges::all_of(seen, [](int count) { return count == 1; }));
        QVERIFY(padding < tokens / 10);
        QCOMPARE(first.size(), std::size_t(42));
        QCOMPARE(pairs.pairs[first[0][0]].source.size(), most);
    }

    void splitIsSeeded()
    {
        const auto pairs = somePairs(40);
        const SplitPairs split = splitPairs(pairs, 0.25, 3), again = splitPairs(pairs, 0.25, 3),
                         other = splitPairs(pairs, 0.25, 4);
        QCOMPARE(split.validation.size(), std::size_t(10));
        QCOMPARE(split.training.size(), std::size_t(30));
        const auto ids = [](const std::vector<TextPair>& list) {
            std::vector<std::string> result;
            for (const TextPair& pair : list)
                result.push_back(pair.id);
            return result;
        };
        QCOMPARE(ids(split.validation), ids(again.validation));
        QVERIFY(ids(split.validation) != ids(other.validation));
        QVERIFY(splitPairs(pairs, 0, 3).validation.empty());
        QCOMPARE(splitPairs(somePairs(3), 0.1, 3).validation.size(), std::size_t(1));
    }

private:
    QTemporaryDir m_folder;
    fs::path m_checkpoint;
    TrainingSummary m_summary;
    std::vector<EpochRecord> m_epochs;
    std::set<std::string> m_stages;
};

QTEST_GUILESS_MAIN(TestTrainingJob)
#include "tst_trainingjob.moc"

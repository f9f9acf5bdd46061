// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/training/TrainingChecks.h"

#include "core/capture/T5Engine.h"
#include "core/store/Project.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

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
            if (progress.before) ++m_toldBefore;
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
        QCOMPARE(m_toldBefore, 1);
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

    void topKStaysInTheCheckpoint()
    {
        const QTemporaryDir folder, again;
        TrainingRequest request = requestFor(pathOf(folder));
        request.settings.topK = 4;
        request.settings.epochs = 1;
        train(request);
        const fs::path checkpoint = pathOf(folder) / checkpointName;
        QCOMPARE(nlohmann::json::parse(bytesOf(checkpoint / "config.json"))["sparsight_top_k"].get<int>(), 4);
        // Trained further without a word about it, it stays.
        request.parent = checkpoint;
        request.output = pathOf(again);
        request.settings.topK = 0;
        train(request);
        for (const auto& entry : fs::directory_iterator(pathOf(again)))
            QCOMPARE(nlohmann::json::parse(bytesOf(entry.path() / "config.json"))["sparsight_top_k"].get<int>(), 4);
        request.settings.topK = 33; // of 32
        request.output = pathOf(again) / "more";
        const Error error = errorOf([&] { train(request); });
        QVERIFY2(QString(error.what()).contains("sparsight_top_k is 33"), error.what());
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

    void unusableOutputIsNoticedBeforeTheEvaluation()
    {
        const QTemporaryDir folder;
        const fs::path file = pathOf(folder) / "file";
        std::ofstream(file) << "no folder";
        std::set<std::string> stages;
        const Error error = errorOf(
            [&] { train(requestFor(file), [&](const TrainingProgress& progress) { stages.insert(progress.stage); }); });
        QVERIFY2(std::string(error.what()).find(file.string()) != std::string::npos, error.what());
        QVERIFY(!stages.contains("evaluating"));
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
        auto history = parseHistory(trainings[0].history);
        const auto before = takeBefore(history);
        QVERIFY(before && before->validationLoss == m_summary.checkpoints[0].before->validationLoss);
        QCOMPARE(history.size(), std::size_t(3));
        QCOMPARE(history[1].validationLoss, m_summary.checkpoints[0].history[1].validationLoss);
        QVERIFY(history[2].kept);
    }

private:
    QTemporaryDir m_folder;
    fs::path m_checkpoint;
    TrainingSummary m_summary;
    std::vector<EpochRecord> m_epochs;
    int m_toldBefore = 0;
    std::set<std::string> m_stages;
};

QTEST_GUILESS_MAIN(TestTrainingJob)
#include "tst_trainingjob.moc"

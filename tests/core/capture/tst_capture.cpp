// SPDX-License-Identifier: GPL-3.0-or-later
// A capture from sentence to stored value: against the engine's own activations, and however it is cut off.
#include "core/model/Torch.h" // before Qt, whose macros it would meet

#include "core/capture/BatchRunner.h"
#include "core/model/generation/Generator.h"
#include "core/store/RunReader.h"
#include "tests/core/capture/CaptureFixture.h"
#include "tests/core/store/RunSnapshot.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <cmath>
#include <sqlite3.h>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

constexpr LayerId enc1{Stack::Encoder, 1}, enc2{Stack::Encoder, 2}, enc3{Stack::Encoder, 3}, dec1{Stack::Decoder, 1};

Error errorOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return Error(ErrorCode::Io, "nothing was thrown");
}

/// A of one sentence by the definition, from its dense activations.
std::vector<float> reduce(const LayerActivations& layer, const std::vector<Token>& tokens, const RunSettings& settings,
                          std::vector<std::uint64_t>& firings, std::vector<std::uint32_t>& sentences)
{
    std::vector<float> values(layer.neurons);
    for (std::uint32_t n = 0; n < layer.neurons; ++n) {
        double sum = 0;
        int counted = 0;
        const std::uint64_t before = firings[n];
        for (std::uint32_t t = 0; t < layer.tokens; ++t) {
            if (settings.positions == Positions::Content && tokens[t].piece == "</s>") continue;
            const float a = layer.at(t, NeuronId(n));
            if (settings.aggregate == Aggregate::Max && std::abs(a) > std::abs(values[n])) values[n] = a;
            if (settings.aggregate == Aggregate::Last) values[n] = a;
            firings[n] += std::abs(a) > settings.epsilon ? 1 : 0;
            sum += a;
            ++counted;
        }
        if (settings.aggregate == Aggregate::Mean && counted > 0) values[n] = float(sum / counted);
        sentences[n] += firings[n] > before ? 1 : 0;
    }
    return values;
}

double ratio(const std::vector<float>& actual, const std::vector<float>& expected)
{
    double largest = 0, error = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        largest = std::max(largest, double(std::abs(expected[i])));
        error = std::max(error, double(std::abs(actual.at(i) - expected[i])));
    }
    return largest > 0 ? error / largest : error;
}

/// Changes a project past our own code.
void change(const std::filesystem::path& file, const char* sql)
{
    sqlite3* handle = nullptr;
    sqlite3_open(file.c_str(), &handle);
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK || sqlite3_changes(handle) == 0)
        qFatal("%s", sql);
    sqlite3_close(handle);
}

constexpr const char* damageTheFirstBlob =
    "UPDATE activation SET data = zeroblob(length(data)) WHERE id = (SELECT min(id) FROM activation)";

} // namespace

class TestCapture : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void storedValuesEqualActivations_data();
    void storedValuesEqualActivations();
    void generatedTextIsStoredWithItsActivations();
    void longSentencesAreCutAndCounted();
    void halvesABatchWhenMemoryIsShort();
    void completeRunIsLeftAsItIs();
    void takesTheLastLayerOfAShallowModel();
    void goesOnAfterCancel();
    void goesOnAfterKill();
    void goesOnAfterFullDisk();
    void capturesDamagedBlocksAgain();
    void goesOnAfterAnUpdate();
    void countsWhatADamagedBlockBringsBack();
    void writesAtMostTheTokensAskedFor();
    void namesWhatDiffersFromARun_data();
    void namesWhatDiffersFromARun();
    void refusals();

private:
    std::filesystem::path file(const char* name = "a.sparsight") const
    {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }
    /// Snapshot of an uninterrupted capture of enc1.
    QString uninterrupted(std::uint32_t sentences) const
    {
        const auto path = file("uninterrupted.sparsight");
        {
            Project project = makeProject(path, sentences);
            loadGolden("t5-one-layer")->capture(project, requestFor(project, {enc1}), {}, {});
        }
        return snapshotOf(path);
    }
    QString resumed() const
    {
        {
            Project project = Project::open(file(), Project::Mode::ReadWrite);
            const auto summary = loadGolden("t5-one-layer")->capture(project, requestFor(project, {enc1}), {}, {});
            if (!summary.resumed) return "began anew";
        }
        return snapshotOf(file());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCapture::storedValuesEqualActivations_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("aggregate");
    QTest::addColumn<int>("positions");
    QTest::addColumn<bool>("teacher");
    for (const char* shape : {"t5-uneven", "t5-v1_1", "umt5"}) {
        for (const auto aggregate : {Aggregate::Max, Aggregate::Mean, Aggregate::Last}) {
            for (const auto positions : {Positions::All, Positions::Content}) {
                const bool teacher = positions == Positions::All;
                const std::string name = std::string(shape) + " " + std::string(toString(aggregate)) + " " +
                                         std::string(toString(positions)) + (teacher ? " teacher" : "");
                QTest::newRow(name.c_str()) << shape << int(aggregate) << int(positions) << teacher;
            }
        }
    }
}

void TestCapture::storedValuesEqualActivations()
{
    QFETCH(QString, shape);
    QFETCH(int, aggregate);
    QFETCH(int, positions);
    QFETCH(bool, teacher);
    Project project = makeProject(file(), 60);
    const auto engine = loadGolden(shape.toStdString());
    CaptureRequest request = requestFor(project, {enc2, enc1});
    request.settings.aggregate = Aggregate(aggregate);
    request.settings.positions = Positions(positions);
    request.settings.epsilon = engine->info().exactZeros ? 0 : 0.02;
    if (teacher) {
        request.settings.decoder = DecoderMode::Teacher;
        request.settings.layers.push_back(dec1);
    }
    const CaptureSummary summary = engine->capture(project, request, {}, {});
    QCOMPARE(summary.sentences, std::uint64_t(60));
    QVERIFY(!summary.resumed && summary.nonzeros > 0 && summary.bytesStored > 0);
    const RunInfo run = project.run(summary.run);
    QVERIFY(run.complete);
    QCOMPARE(run.sentencesDone, 60U);
    QCOMPARE(run.signedValues, engine->info().signedValues);

    std::uint64_t tokens = 0, decoderTokens = 0;
    std::map<LayerId, std::vector<std::uint64_t>> firings;
    std::map<LayerId, std::vector<std::uint32_t>> sentences;
    for (std::uint32_t s = 0; s < 60; ++s) {
        const Sentence sentence = project.sentence(run.dataset, SentenceId(s));
        const std::string decoderText = sentence.target.empty() ? sentence.text : sentence.target;
        const auto dense = engine->activations(sentence.text, teacher ? std::optional(decoderText) : std::nullopt,
                                               run.settings.layers, {});
        const bool content = run.settings.positions == Positions::Content;
        const auto counts = [content](const Token& token) { return !content || token.piece != "</s>"; };
        tokens += std::uint64_t(std::ranges::count_if(dense.tokens, counts)); // what densities are shares of
        decoderTokens += std::uint64_t(std::ranges::count_if(dense.decoderTokens, counts));
        for (const LayerActivations& layer : dense.layers) {
            auto& count = firings[layer.layer];
            count.resize(layer.neurons);
            sentences[layer.layer].resize(layer.neurons);
            const auto& its = layer.layer.stack == Stack::Encoder ? dense.tokens : dense.decoderTokens;
            const auto expected = reduce(layer, its, run.settings, count, sentences[layer.layer]);
            const auto stored = RunReader(project, run.id, layer.layer).sentenceValues(SentenceId(s));
            QVERIFY(ratio(stored, expected) <= 1e-5);
        }
    }
    QCOMPARE(run.tokens, tokens);
    QCOMPARE(run.decoderTokens, decoderTokens);
    for (const auto& [layer, count] : firings) {
        const auto statistics = RunReader(project, run.id, layer).statistics();
        for (std::size_t n = 0; n < count.size(); ++n) {
            QCOMPARE(statistics[n].firings, count[n]);
            QCOMPARE(statistics[n].sentences, sentences[layer][n]); // whatever the aggregate
        }
        QVERIFY(std::ranges::any_of(count, [](std::uint64_t each) { return each > 0; }));
    }
}

void TestCapture::generatedTextIsStoredWithItsActivations()
{
    Project project = makeProject(file(), 30);
    const auto engine = loadGolden("t5-v1_1");
    CaptureRequest request = requestFor(project, {enc1, dec1});
    request.settings.decoder = DecoderMode::Generate;
    const RunInfo run = project.run(engine->capture(project, request, {}, {}).run);

    const LoadedCheckpoint checkpoint(engine->info().directory, {.device = "cpu", .threads = 1}, {}, {});
    const T5Model& model = checkpoint.model();
    const RunReader reader(project, run.id, dec1);
    std::uint64_t decoderTokens = 0;
    for (std::uint32_t s = 0; s < 30; ++s) {
        const std::string text = project.sentence(run.dataset, SentenceId(s)).text;
        QCOMPARE(project.generatedText(run.id, SentenceId(s)).value(), engine->generate(text, {}, {}));
        bool truncated = false;
        const EncoderStates states = model.encode(model.batch({checkpoint.encoderIds(text, 2048, truncated)}), {}, {});
        const auto written = Generator(model, {.maximumTokens = run.settings.maximumNewTokens}).generate(states, {})[0];
        at::Tensor a;
        model.decode(model.batch({checkpoint.decoderIds(written)}), states,
                     {[&](LayerId layer, const at::Tensor& found) {
                         if (layer == dec1) a = found[0].clone();
                     }});
        const at::Tensor best = a.gather(0, a.abs().argmax(0, true))[0].contiguous(); // [d_ff]
        const std::vector<float> expected(best.const_data_ptr<float>(), best.const_data_ptr<float>() + best.numel());
        QVERIFY(ratio(reader.sentenceValues(SentenceId(s)), expected) <= 1e-5);
        decoderTokens += written.size();
    }
    QCOMPARE(run.decoderTokens, decoderTokens);
}

void TestCapture::longSentencesAreCutAndCounted()
{
    Project project = makeProject(file(), 50);
    CaptureRequest request = requestFor(project, {enc1});
    request.settings.maximumTokens = 6;
    const auto engine = loadGolden("t5-one-layer");
    std::uint32_t longer = 0;
    std::uint64_t tokens = 0;
    project.forEachSentence(request.dataset, [&](SentenceId, const Sentence& sentence) {
        const std::size_t length = engine->tokenize(sentence.text).size();
        longer += length > 6 ? 1 : 0;
        tokens += std::min<std::size_t>(length, 6);
    });
    QVERIFY(longer > 0);
    const RunInfo run = project.run(engine->capture(project, request, {}, {}).run);
    QCOMPARE(run.truncatedSentences, longer);
    QCOMPARE(run.tokens, tokens);
}

void TestCapture::halvesABatchWhenMemoryIsShort()
{
    std::vector<SentenceIds> sentences(7);
    std::vector<const SentenceIds*> batch;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        sentences[i].encoder.assign(i + 1, 3);
        batch.push_back(&sentences[i]);
    }
    std::size_t room = 2; // sentences that fit at a time
    int freed = 0;
    const auto forward = [&](SentenceBatch part) {
        if (part.size() > room) throw Error(ErrorCode::OutOfMemory, "too much");
        BatchResult result{.layers = {{{}, {}, {1}}}};
        for (const SentenceIds* sentence : part) {
            result.layers[0].values.push_back(float(sentence->encoder.size()));
            result.layers[0].tokens.push_back(std::uint16_t(sentence->encoder.size()));
            result.generated.push_back(std::to_string(sentence->encoder.size()));
            result.tokens += sentence->encoder.size();
        }
        return result;
    };
    const BatchResult whole = forwardInHalves(batch, forward, [&] { ++freed; });
    QCOMPARE(whole.layers[0].values, (std::vector<float>{1, 2, 3, 4, 5, 6, 7})); // in order, nothing lost
    QCOMPARE(whole.layers[0].tokens, (std::vector<std::uint16_t>{1, 2, 3, 4, 5, 6, 7}));
    QCOMPARE(whole.layers[0].firings, std::vector<std::uint32_t>{4}); // four parts, added
    QCOMPARE(whole.generated.size(), std::size_t(7));
    QCOMPARE(whole.tokens, std::uint64_t(28));
    QCOMPARE(freed, 3);
    room = 0;
    const Error error = errorOf([&] { forwardInHalves(batch, forward, [] {}); });
    QVERIFY(error.code() == ErrorCode::OutOfMemory);
    QVERIFY(std::string(error.what()).find("1 tokens") != std::string::npos);
}

void TestCapture::completeRunIsLeftAsItIs()
{
    Project project = makeProject(file(), 20);
    const auto engine = loadGolden("t5-one-layer");
    CaptureRequest request = requestFor(project, {enc1});
    const CaptureSummary first = engine->capture(project, request, {}, {});
    const QString before = snapshotOf(file());
    const CaptureSummary second = engine->capture(project, request, {}, {});
    QVERIFY(second.run == first.run);
    QVERIFY(second.resumed);
    QCOMPARE(second.sentences, std::uint64_t(0));
    QCOMPARE(snapshotOf(file()), before);
    request.runName.clear(); // without a name it is still the same run
    QVERIFY(engine->capture(project, request, {}, {}).run == first.run);
    request.settings.aggregate = Aggregate::Mean; // and another run with other settings
    const CaptureSummary other = engine->capture(project, request, {}, {});
    QVERIFY(other.run != first.run);
    QCOMPARE(project.run(other.run).name, std::string("t5-one-layer-data"));
}

void TestCapture::takesTheLastLayerOfAShallowModel()
{
    Project project = makeProject(file(), 3);
    const CaptureSummary summary = loadGolden("t5-uneven")->capture(project, requestFor(project, {}), {}, {});
    QCOMPARE(project.run(summary.run).settings.layers, std::vector<LayerId>{enc3});
}

void TestCapture::goesOnAfterCancel()
{
    constexpr std::uint32_t sentences = 2600;
    const QString expected = uninterrupted(sentences);
    const auto engine = loadGolden("t5-one-layer");
    for (const std::uint64_t cut : {1U, 700U, 1100U, 2599U}) {
        std::filesystem::remove(file());
        {
            Project project = makeProject(file(), sentences);
            std::stop_source source;
            const auto stopAt = [&](const Progress& progress) {
                if (progress.stage == "capturing" && progress.done >= cut) source.request_stop();
            };
            const Error error =
                errorOf([&] { engine->capture(project, requestFor(project, {enc1}), source.get_token(), stopAt); });
            QVERIFY(error.code() == ErrorCode::Cancelled);
            const RunInfo run = project.run("run");
            QVERIFY(!run.complete && run.sentencesDone >= cut); // what was computed is kept
        }
        QCOMPARE(resumed(), expected);
    }
}

void TestCapture::goesOnAfterKill()
{
    constexpr std::uint32_t sentences = 2600;
    const QString expected = uninterrupted(sentences);
    for (const int cut : {300, 2200}) {
        std::filesystem::remove(file());
        makeProject(file(), sentences);
        QProcess helper;
        helper.start(SPARSIGHT_CAPTURE_HELPER, {QString::fromStdString(file().string()), "t5-one-layer"});
        for (int done = 0; done < cut;) { // the helper waits for a line before each batch
            QVERIFY(helper.canReadLine() || helper.waitForReadyRead(60000));
            const QByteArray line = helper.readLine().trimmed();
            if (line.startsWith("capturing ")) done = line.mid(10).toInt();
            helper.write("\n");
        }
        helper.kill(); // SIGKILL
        QVERIFY(helper.waitForFinished());
        QCOMPARE(helper.exitStatus(), QProcess::CrashExit);

        Project project = Project::open(file(), Project::Mode::ReadWrite);
        const RunInfo before = project.run("run");
        QVERIFY(!before.complete && before.sentencesDone < sentences);
        // At most four batches and the one at work are not committed beyond the last full block.
        QVERIFY(cut < 2200 || before.sentencesDone >= 1024);
        loadGolden("t5-one-layer")->capture(project, requestFor(project, {enc1}), {}, {});
        QCOMPARE(snapshotOf(file()), expected);
    }
}

void TestCapture::goesOnAfterFullDisk()
{
    constexpr std::uint32_t sentences = 2600;
    const QString expected = uninterrupted(sentences);
    makeProject(file(), sentences);
    const auto limit = std::filesystem::file_size(file()) + 150'000; // room for one block, not for all
    QProcess helper;
    helper.start(SPARSIGHT_CAPTURE_HELPER,
                 {QString::fromStdString(file().string()), "t5-one-layer", QString::number(limit)});
    helper.write(QByteArray(1000, '\n'));
    QVERIFY(helper.waitForFinished(60000));
    const QByteArray output = helper.readAll();
    QCOMPARE(helper.exitCode(), 1);
    QVERIFY2(output.contains(QByteArray("error ") + QByteArray::number(int(ErrorCode::DiskFull))), output.constData());
    QCOMPARE(resumed(), expected);
}

void TestCapture::goesOnAfterAnUpdate()
{
    uninterrupted(300);
    std::filesystem::copy(file("uninterrupted.sparsight"), file());
    change(file(), damageTheFirstBlob);
    change(file(), "UPDATE run SET versions = 'sparsight 0.0.1', threads = 99");
    for (int time = 0; time < 2; ++time) {
        Project project = Project::open(file(), Project::Mode::ReadWrite);
        const auto summary = loadGolden("t5-one-layer")->capture(project, requestFor(project, {enc1}), {}, {});
        QVERIFY(summary.resumed);
        const QString versions = QString::fromStdString(project.run(summary.run).settings.versions);
        QVERIFY2(versions.startsWith("sparsight 0.0.1; sparsight "), qPrintable(versions));
        QCOMPARE(versions.count(';'), 1); // noted once, and only where something was captured
    }
}

void TestCapture::countsWhatADamagedBlockBringsBack()
{
    const auto engine = loadGolden("t5-one-layer");
    RunInfo before;
    {
        Project project = makeProject(file(), 300);
        const CaptureSummary whole = engine->capture(project, requestFor(project, {enc1}), {}, {});
        before = project.run(whole.run);
        QCOMPARE(whole.nonzeros, before.nonzeros);
        QCOMPARE(whole.bytesStored, before.bytesStored);
    }
    change(file(), damageTheFirstBlob);
    Project project = Project::open(file(), Project::Mode::ReadWrite);
    const CaptureSummary again = engine->capture(project, requestFor(project, {enc1}), {}, {});
    QCOMPARE(again.sentences, std::uint64_t(300)); // the only block
    QCOMPARE(again.nonzeros, before.nonzeros);
    QCOMPARE(again.bytesStored, before.bytesStored);
    QCOMPARE(project.run(before.id).nonzeros, before.nonzeros);
}

void TestCapture::writesAtMostTheTokensAskedFor()
{
    Project project = makeProject(file(), 20);
    const auto engine = loadGolden("t5-v1_1");
    CaptureRequest request = requestFor(project, {dec1});
    request.settings.decoder = DecoderMode::Generate;
    request.settings.maximumNewTokens = 3;
    const RunInfo run = project.run(engine->capture(project, request, {}, {}).run);
    QCOMPARE(run.settings.maximumNewTokens, 3);
    for (std::uint32_t s = 0; s < 20; ++s) {
        const std::string text = project.sentence(run.dataset, SentenceId(s)).text;
        QCOMPARE(project.generatedText(run.id, SentenceId(s)).value(),
                 engine->generate(text, {.maximumTokens = 3}, {}));
    }
    request.settings.maximumNewTokens = 4; // other texts, so another run
    QCOMPARE(errorOf([&] { engine->capture(project, request, {}, {}); }).code(), ErrorCode::BadInput);
    request.settings.maximumNewTokens = 0;
    request.runName.clear();
    QCOMPARE(errorOf([&] { engine->capture(project, request, {}, {}); }).code(), ErrorCode::BadInput);
}

void TestCapture::namesWhatDiffersFromARun_data()
{
    QTest::addColumn<QString>("stored"); // what the run is made to have
    QTest::addColumn<QString>("told");
    QTest::newRow("layers") << "UPDATE run_layer SET layer = 'enc2'"
                            << "layers enc2, not enc1";
    QTest::newRow("positions") << "UPDATE run SET positions = 'content'"
                               << "positions content, not all";
    QTest::newRow("aggregate") << "UPDATE run SET aggregate = 'last'"
                               << "aggregate last, not max";
    QTest::newRow("decoder") << "UPDATE run SET decoder = 'generate:9'"
                             << "decoder generate, not none";
    QTest::newRow("precision") << "UPDATE run SET precision = 'bf16'"
                               << "precision bf16, not fp32";
    QTest::newRow("values") << "UPDATE run SET value_format = 'f16'"
                            << "values f16, not f32";
    QTest::newRow("epsilon") << "UPDATE run SET epsilon = 0.02"
                             << "epsilon 0.02, not 0";
    QTest::newRow("length") << "UPDATE run SET maximum_tokens = 512"
                            << "most tokens 512, not 2048";
    QTest::newRow("device") << "UPDATE run SET device = 'cuda:1'"
                            << "device cuda, not cpu";
    QTest::newRow("seed") << "UPDATE run SET seed = 7"
                          << "seed 7, not 0";
    QTest::newRow("checkpoint") << "UPDATE checkpoint SET weights_sha256 = 'fedcba9876', name = 'old'"
                                << "checkpoint old (fedcba98), not t5-one-layer (";
    QTest::newRow("two") << "UPDATE run SET positions = 'content', seed = 7"
                         << "positions content, not all; seed 7, not 0";
}

void TestCapture::namesWhatDiffersFromARun()
{
    QFETCH(QString, stored);
    QFETCH(QString, told);
    uninterrupted(5);
    change(file("uninterrupted.sparsight"), stored.toUtf8().constData());
    Project project = Project::open(file("uninterrupted.sparsight"), Project::Mode::ReadWrite);
    const auto engine = loadGolden("t5-one-layer");
    const Error error = errorOf([&] { engine->capture(project, requestFor(project, {enc1}), {}, {}); });
    QCOMPARE(error.code(), ErrorCode::BadInput);
    QVERIFY2(QString(error.what()).contains(told), error.what());
    QVERIFY2(QString(error.what()).contains("another name"), error.what());
    QCOMPARE(project.runs().size(), std::size_t(1));
}

void TestCapture::capturesDamagedBlocksAgain()
{
    constexpr std::uint32_t sentences = 2600;
    const QString expected = uninterrupted(sentences);
    std::filesystem::copy(file("uninterrupted.sparsight"), file());
    change(file(), damageTheFirstBlob);
    QVERIFY(snapshotOf(file()) != expected);
    QCOMPARE(resumed(), expected);
}

void TestCapture::refusals()
{
    Project project = makeProject(file(), 5);
    const auto engine = loadGolden("t5-uneven");
    const auto capture = [&](const CaptureRequest& request) {
        return errorOf([&] { engine->capture(project, request, {}, {}); });
    };
    QVERIFY(std::string(capture(requestFor(project, {dec1})).what()).find("dec1") != std::string::npos);
    QVERIFY(std::string(capture(requestFor(project, {{Stack::Encoder, 4}})).what()).find("enc4") != std::string::npos);

    engine->capture(project, requestFor(project, {enc1}), {}, {});
    const Error taken = capture(requestFor(project, {enc2})); // the name "run" is another run's
    QVERIFY(taken.code() == ErrorCode::BadInput);
    QCOMPARE(project.runs().size(), std::size_t(1)); // no refusal left a run behind
}

QTEST_GUILESS_MAIN(TestCapture)
#include "tst_capture.moc"

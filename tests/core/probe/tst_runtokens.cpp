// SPDX-License-Identifier: GPL-3.0-or-later
// At which tokens and positions neurons are strongest: parity with transformers, NumPy and SciPy
// (tests/golden/make_token_goldens.py).
#include "core/analysis/tokens/NeuronTokens.h"
#include "core/capture/T5Engine.h"
#include "core/probe/RunCheckpoint.h"
#include "tests/core/store/StoreFixture.h"

#include <QTest>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

using namespace sparsight;
using namespace sparsight::testing;
using Json = nlohmann::json;

namespace {

const Json& goldens()
{
    static const Json all = Json::parse(std::ifstream(SPARSIGHT_TEST_DATA "/tokens/expected.json"));
    return all;
}

std::unique_ptr<InferenceEngine> loadTrained()
{
    return loadT5Engine(std::filesystem::path(SPARSIGHT_TEST_DATA) / "golden" / "t5-trained",
                        {.device = "cpu", .threads = 1}, {}, {});
}

bool isNear(double actual, const Json& expected)
{
    return std::abs(actual - expected.get<double>()) <= 1e-9 * std::max(1.0, std::abs(expected.get<double>()));
}

void compareNgrams(const std::vector<NgramMaxima>& actual, const Json& expected)
{
    for (const Json& row : expected) {
        const auto found = std::ranges::find_if(actual, [&](const NgramMaxima& each) {
            return each.ids == row.at("ids").get<std::vector<std::int32_t>>();
        });
        QVERIFY(found != actual.end());
        QCOMPARE(found->maxima, row.at("maxima").get<std::uint32_t>());
        QCOMPARE(found->occurrences, row.at("occurrences").get<std::uint64_t>());
        QVERIFY(isNear(found->lift, row.at("lift")));
    }
}

void compareSpread(const PositionSpread& actual, const Json& expected)
{
    QCOMPARE(actual.bins.size(), expected.at("observed").size());
    for (std::size_t bin = 0; bin < actual.bins.size(); ++bin) {
        QVERIFY(isNear(actual.bins[bin].sentences.observed, expected.at("observed")[bin]));
        QVERIFY(isNear(actual.bins[bin].sentences.expected, expected.at("expected")[bin]));
    }
    QVERIFY(actual.distance && isNear(*actual.distance, expected.at("distance")));
    QVERIFY(actual.test);
    QCOMPARE(actual.test->degrees, expected.at("degrees").get<std::size_t>());
    QVERIFY(isNear(actual.test->statistic, expected.at("chi_square")));
    QVERIFY(isNear(actual.test->p, expected.at("p")));
}

} // namespace

class TestRunTokens : public QObject {
    Q_OBJECT

    TemporaryFolder m_folder;
    std::optional<Project> m_project;
    std::unique_ptr<InferenceEngine> m_engine;
    DatasetId m_dataset;

    RunInfo capture(const std::string& name, Positions positions, DecoderMode decoder = DecoderMode::Teacher)
    {
        CaptureRequest request{.runName = name, .dataset = m_dataset};
        request.settings.layers = {{Stack::Encoder, 1}, {Stack::Decoder, 2}};
        request.settings.positions = positions;
        request.settings.decoder = decoder;
        request.settings.maximumNewTokens = 4;
        request.settings.values = ValueFormat::F32;
        return m_project->run(m_engine->capture(*m_project, request, {}, {}).run);
    }

private slots:
    void initTestCase();
    void agreesWithTransformers_data();
    void agreesWithTransformers();
    void cutsAsTheRunDid();
    void refusesWhatIsNotTheRun();
};

void TestRunTokens::initTestCase()
{
    m_project.emplace(Project::create(m_folder / "p.sparsight"));
    m_engine = loadTrained();
    m_dataset = m_project
                    ->importDataset("sentences", "test",
                                    [](const Project::SentenceSink& sink) {
                                        for (const Json& row : goldens().at("sentences"))
                                            sink({row.at("text"), "", "", row.at("target")});
                                        return 0U;
                                    })
                    .id;
    capture("all", Positions::All);
    capture("content", Positions::Content);
}

void TestRunTokens::agreesWithTransformers_data()
{
    QTest::addColumn<QString>("run");
    QTest::addColumn<QString>("layer");
    for (const auto& [run, layers] : goldens().at("runs").items())
        for (const auto& [layer, unused] : layers.items())
            QTest::addRow("%s %s", run.c_str(), layer.c_str())
                << QString::fromStdString(run) << QString::fromStdString(layer);
}

void TestRunTokens::agreesWithTransformers()
{
    QFETCH(QString, run);
    QFETCH(QString, layer);
    const RunInfo info = m_project->run(run.toStdString());
    const LayerId id = LayerId::parse(layer.toStdString());
    const RunTokens tokens = readRunTokens(*m_project, info, id.stack, *m_engine);
    const Json& neurons = goldens().at("runs").at(run.toStdString()).at(layer.toStdString());
    QVERIFY(!neurons.empty());
    for (const Json& expected : neurons) {
        const NeuronId neuron(expected.at("neuron").get<std::uint32_t>());
        const NeuronTokens actual = computeNeuronTokens(*m_project, info, id, neuron, tokens);
        QCOMPARE(actual.fires, expected.at("fires").get<std::uint32_t>());
        QCOMPARE(actual.positions, expected.at("positions").get<std::uint64_t>());
        for (std::size_t length = 0; length < longestNgram; ++length) {
            QCOMPARE(actual.ngrams[length].size(), expected.at("different")[length].get<std::size_t>());
            compareNgrams(actual.ngrams[length], expected.at("ngrams")[length]);
        }
        compareSpread(actual.tenths, expected.at("tenths"));
        compareSpread(actual.fromStart, expected.at("from_start"));
        if (QTest::currentTestFailed()) return;
    }
}

void TestRunTokens::cutsAsTheRunDid()
{
    CaptureRequest request{.runName = "short", .dataset = m_dataset};
    request.settings.layers = {{Stack::Encoder, 1}};
    request.settings.maximumTokens = 8;
    const RunInfo run = m_project->run(m_engine->capture(*m_project, request, {}, {}).run);
    const RunTokens tokens = readRunTokens(*m_project, run, Stack::Encoder, *m_engine);
    QCOMPARE(tokens.tokens(), run.tokens);
    for (std::uint32_t s = 0; s < tokens.sentences(); ++s)
        QCOMPARE(tokens.piece(tokens.sentence(s).back()), std::string("</s>"));
}

void TestRunTokens::refusesWhatIsNotTheRun()
{
    const RunInfo written = capture("written", Positions::All, DecoderMode::Generate);
    const Error decoder = errorOf([&] { readRunTokens(*m_project, written, Stack::Decoder, *m_engine); });
    QVERIFY(std::string(decoder.what()).find("--decoder teacher") != std::string::npos);
    QCOMPARE(readRunTokens(*m_project, written, Stack::Encoder, *m_engine).tokens(), written.tokens);
    RunInfo other = written;
    ++other.tokens; // as if another tokenizer had read the sentences
    QCOMPARE(errorOf([&] { readRunTokens(*m_project, other, Stack::Encoder, *m_engine); }).code(), ErrorCode::BadInput);

    const auto load = [](const std::string& shape) -> EngineFactory {
        return [shape](const auto&, const LoadOptions& options, const auto& stop, const auto& progress) {
            return loadT5Engine(std::filesystem::path(SPARSIGHT_TEST_DATA) / "golden" / shape, options, stop, progress);
        };
    };
    QVERIFY(loadCheckpointOf(written, *m_project, load("t5-trained"), {.device = "cpu"}, {}, {}));
    const Error changed =
        errorOf([&] { loadCheckpointOf(written, *m_project, load("t5-relu"), {.device = "cpu"}, {}, {}); });
    QVERIFY(std::string(changed.what()).find("no longer the run's") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestRunTokens)
#include "tst_runtokens.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of checkpoints that keep only their k largest activations: parity with transformers
// (tests/golden/make_topk_goldens.py), and what is refused.
#include "core/base/Error.h"
#include "core/capture/T5Engine.h"
#include "core/probe/TopKQuality.h"
#include "tests/golden/GoldenData.h"

#include <QTest>
#include <cmath>

using namespace sparsight;

namespace {

using Json = nlohmann::json;

std::unique_ptr<InferenceEngine> load(const std::string& shape)
{
    return loadT5Engine(golden::root() / shape, {.device = "cpu", .threads = 1}, {}, {});
}

std::vector<Sentence> goldenSentences()
{
    std::vector<Sentence> sentences;
    for (const golden::Case& each : golden::cases())
        sentences.push_back({.text = each.text, .label = {}, .group = {}, .target = each.decoderText});
    return sentences;
}

const Json& expected()
{
    static const Json all = [] {
        std::ifstream file(std::filesystem::path(SPARSIGHT_TEST_DATA) / "topk" / "expected.json");
        return Json::parse(file);
    }();
    return all;
}

bool isClose(double actual, double wanted)
{
    return std::abs(actual - wanted) <= 1e-4;
}

} // namespace

class TestTopKQuality : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asTransformers_data();
    void asTransformers();
    void keepsSoManyActivations();
    void refusals();
    void stops();
};

void TestTopKQuality::asTransformers_data()
{
    QTest::addColumn<QString>("shape");
    for (const auto& [shape, unused] : expected().items())
        QTest::newRow(shape.c_str()) << QString::fromStdString(shape);
}

void TestTopKQuality::asTransformers()
{
    QFETCH(QString, shape);
    const Json& wanted = expected().at(shape.toStdString());
    const auto engine = load(shape.toStdString());
    const auto sentences = goldenSentences();
    for (const Json& row : wanted.at("rows")) {
        TopKRequest request{.ks = {row.at("k").get<int>()}, .layers = {}};
        if (!row.at("layer").is_null()) request.layers = {LayerId::parse(row.at("layer").get<std::string>())};
        const TopKCurve curve = topKQuality(*engine, sentences, request);
        QCOMPARE(curve.tokens, wanted.at("tokens").get<std::uint64_t>());
        QCOMPARE(curve.withoutTarget, std::uint64_t(1));
        QVERIFY(isClose(curve.points[0].loss, wanted.at("dense")));
        QCOMPARE(curve.points[0].agreeing, curve.tokens);
        QVERIFY2(isClose(curve.points[1].loss, row.at("loss")), row.dump().c_str());
        QCOMPARE(curve.points[1].agreeing, row.at("agreeing").get<std::uint64_t>());
    }
}

void TestTopKQuality::keepsSoManyActivations()
{
    for (const char* shape : {"t5-relu", "t5-v1_1"}) {
        const auto engine = load(shape);
        const std::string text = golden::cases()[1].text;
        const auto dense = engine->activations({.text = text, .layers = {{Stack::Encoder, 1}}}, {}).layers.at(0);
        const auto kept = engine->activations({.text = text, .layers = {{Stack::Encoder, 1}}, .top = {.k = 5}}, {});
        const auto other = engine->activations(
            {.text = text, .layers = {{Stack::Encoder, 1}}, .top = {.k = 5, .layers = {{Stack::Encoder, 2}}}}, {});
        QCOMPARE(other.layers.at(0).values, dense.values);
        const LayerActivations& few = kept.layers.at(0);
        for (std::uint32_t t = 0; t < few.tokens; ++t) {
            std::vector<float> left, all;
            for (std::uint32_t n = 0; n < few.neurons; ++n) {
                const float value = few.at(t, NeuronId(n));
                if (value != 0) QCOMPARE(value, dense.at(t, NeuronId(n)));
                if (value != 0) left.push_back(std::abs(value));
                all.push_back(std::abs(dense.at(t, NeuronId(n))));
            }
            QVERIFY(left.size() <= 5);
            std::ranges::sort(all, std::greater<>());
            for (const float value : left)
                QVERIFY(value >= all[4]); // of the five largest
            QVERIFY(left.size() == 5 || all[left.size()] == 0);
        }
    }
}

void TestTopKQuality::refusals()
{
    const auto engine = load("t5-relu");
    const auto sentences = goldenSentences();
    QVERIFY_EXCEPTION_THROWN(topKQuality(*engine, {}, {.ks = {4}}), Error);
    QVERIFY_EXCEPTION_THROWN(topKQuality(*engine, sentences, {.ks = {}}), Error);
    QVERIFY_EXCEPTION_THROWN(topKQuality(*engine, sentences, {.ks = {4, 0}}), Error);
    QVERIFY_EXCEPTION_THROWN(topKQuality(*engine, sentences, {.ks = {4}, .layers = {{Stack::Encoder, 9}}}), Error);
}

void TestTopKQuality::stops()
{
    const auto engine = load("t5-relu");
    std::stop_source stop;
    try {
        topKQuality(*engine, goldenSentences(), {.ks = {4}}, stop.get_token(), [&](const Progress& progress) {
            if (progress.done == 1) stop.request_stop();
        });
        QFAIL("it went on to the end");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
}

QTEST_GUILESS_MAIN(TestTopKQuality)
#include "tst_topkquality.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Parity with transformers on the golden checkpoints (tests/golden/make_goldens.py), and the engine's answers to what
// cannot be computed.
#include "core/capture/T5Engine.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/ModelFamily.h"
#include "core/tokenizer/Tokenizer.h"
#include "tests/golden/GoldenData.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <set>

using namespace sparsight;

namespace {

constexpr double parity = 1e-4; // of the largest |a|

std::unique_ptr<InferenceEngine> load(const std::string& shape, LoadOptions options = {.device = "cpu"})
{
    options.threads = 1; // tiny models: threads would only wait for each other
    return loadT5Engine(golden::root() / shape, options, {}, {});
}

std::vector<std::int64_t> ids(const std::vector<Token>& tokens)
{
    std::vector<std::int64_t> result;
    for (const Token& token : tokens)
        result.push_back(token.id);
    return result;
}

struct Difference {
    double largest = 0, error = 0; // max |expected|, max |actual − expected|

    double ratio() const { return largest > 0 ? error / largest : HUGE_VAL; }
};

/// Rows of `actual` [all rows, width] against expected [rows, width].
Difference compare(const std::vector<float>& actual, const std::vector<float>& expected,
                   const std::vector<std::int64_t>& rows, std::size_t width)
{
    Difference difference;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t n = 0; n < width; ++n) {
            const double e = expected[i * width + n], a = actual.at(std::size_t(rows[i]) * width + n);
            difference.largest = std::max(difference.largest, std::abs(e));
            difference.error = std::max(difference.error, std::isfinite(a) ? std::abs(a - e) : HUGE_VAL);
        }
    }
    return difference;
}

std::string errorOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

} // namespace

class TestT5Engine : public QObject {
    Q_OBJECT

private slots:
    void parity_data() { addShapes(); }
    void parity();
    void generation_data() { addShapes(); }
    void generation();
    void everyFamilyHasAGolden();
    void liveEqualsActivations_data() { addShapes(); }
    void liveEqualsActivations();
    void liveStopsAfterTheWantedLayer();
    void lowPrecisionStaysClose_data();
    void lowPrecisionStaysClose();
    void truncationIsTold();
    void refusals();
    void stops();

private:
    static void addShapes()
    {
        QTest::addColumn<QString>("shape");
        for (const std::string& shape : golden::shapes())
            QTest::newRow(shape.c_str()) << QString::fromStdString(shape);
    }
};

void TestT5Engine::parity()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const golden::Expected expected(shape.toStdString());
    const auto cases = golden::cases();
    double worst = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto name = [&](const std::string& what) { return std::to_string(i) + "." + what; };
        const ActivationsResult result = engine->activations(cases[i].text, cases[i].decoderText, {}, {});
        QCOMPARE(ids(result.tokens), expected.integers(name("ids")));
        QCOMPARE(ids(result.decoderTokens), expected.integers(name("decoder_ids")));
        QCOMPARE(result.layers.size(), engine->info().layers().size());
        for (const LayerActivations& layer : result.layers) {
            const bool encoder = layer.layer.stack == Stack::Encoder;
            const auto shapeExpected = expected.shape(name(layer.layer.toString()));
            const auto rows = expected.integers(name(encoder ? "enc_rows" : "dec_rows"));
            QCOMPARE(shapeExpected, (std::vector<std::int64_t>{std::int64_t(rows.size()), layer.neurons}));
            QCOMPARE(layer.tokens, (encoder ? result.tokens : result.decoderTokens).size());
            const auto difference =
                compare(layer.values, expected.floats(name(layer.layer.toString())), rows, layer.neurons);
            QVERIFY2(difference.ratio() <= ::parity, name(layer.layer.toString()).c_str());
            worst = std::max(worst, difference.ratio());
        }
        const auto difference = compare(result.logits, expected.floats(name("logits")),
                                        expected.integers(name("logit_rows")), result.vocabulary);
        QCOMPARE(result.logits.size(), result.decoderTokens.size() * result.vocabulary);
        QVERIFY2(difference.ratio() <= ::parity, name("logits").c_str());
        worst = std::max(worst, difference.ratio());
    }
    qInfo("%s: largest difference %.2g of max |a|", qPrintable(shape), worst);
}

void TestT5Engine::generation()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const golden::Expected expected(shape.toStdString());
    const CheckpointDirectory directory(golden::root() / shape.toStdString());
    const Tokenizer tokenizer(directory, readModelConfig(directory.file("config.json")));
    const auto cases = golden::cases();
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto ids = expected.integers(std::to_string(i) + ".generated");
        const std::string text = tokenizer.decode(std::vector<std::int32_t>(ids.begin(), ids.end()));
        QCOMPARE(QString::fromStdString(engine->generate(cases[i].text, {.maximumTokens = 24}, {})),
                 QString::fromStdString(text));
    }
}

void TestT5Engine::everyFamilyHasAGolden()
{
    std::set<std::string> seen;
    for (const std::string& shape : golden::shapes())
        seen.insert(load(shape)->info().family);
    for (const ModelFamily& family : modelFamilies()) {
        QVERIFY2(seen.contains(std::string(family.id)), "a row of the table of families has no golden checkpoint");
    }
    QVERIFY(golden::shapes().size() >= 8);
}

void TestT5Engine::liveEqualsActivations()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const std::string text = "The green apple fell into the harbour.", decoderText = "A silver coin.";
    const ActivationsResult all = engine->activations(text, decoderText, {}, {});
    const double epsilon = engine->info().exactZeros ? 0 : 0.05;
    for (const LayerActivations& layer : all.layers) {
        const LiveResult live = engine->run({text, decoderText, layer.layer, epsilon, true}, {});
        QCOMPARE(live.activations.layer, layer.layer);
        QCOMPARE(live.activations.values, layer.values);
        QCOMPARE(live.densities.size(), all.layers.size());
        QCOMPARE(live.tokens.size(), all.tokens.size());
        QCOMPARE(live.decoderTokens.size(), all.decoderTokens.size());
        for (const LayerDensity& density : live.densities) {
            const auto same = std::ranges::find(all.layers, density.layer, &LayerActivations::layer);
            const auto fires = std::ranges::count_if(same->values, [&](float a) { return std::abs(a) > epsilon; });
            QCOMPARE(density.density, double(fires) / double(same->values.size()));
        }
    }
}

void TestT5Engine::liveStopsAfterTheWantedLayer()
{
    const auto engine = load("t5-uneven");
    const LayerId second{Stack::Encoder, 2};
    const LiveResult live = engine->run({"A green apple.", std::nullopt, second, 0, false}, {});
    QCOMPARE(live.densities.size(), std::size_t(2));
    QCOMPARE(live.activations.layer, second);
    QCOMPARE(live.activations.tokens, live.tokens.size());
    QVERIFY(live.decoderTokens.empty());
    // The encoder alone, when there is no decoder text.
    QCOMPARE(engine->run({"A green apple.", std::nullopt, second, 0, true}, {}).densities.size(), std::size_t(3));
    QCOMPARE(engine->activations("A green apple.", std::nullopt, {}, {}).layers.size(), std::size_t(3));
}

void TestT5Engine::lowPrecisionStaysClose_data()
{
    QTest::addColumn<int>("precision");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("bf16") << int(Precision::Bf16) << 0.15;
    QTest::newRow("fp16") << int(Precision::Fp16) << 0.02;
}

void TestT5Engine::lowPrecisionStaysClose()
{
    QFETCH(int, precision);
    QFETCH(double, tolerance);
    for (const char* shape : {"t5-relu", "t5-v1_1", "umt5"}) {
        const auto exact = load(shape);
        const auto engine = load(shape, {.device = "cpu", .precision = Precision(precision)});
        const auto want = exact->activations("Warm bread waits outside the kitchen.", "The kite.", {}, {});
        const auto have = engine->activations("Warm bread waits outside the kitchen.", "The kite.", {}, {});
        for (std::size_t i = 0; i < want.layers.size(); ++i) {
            std::vector<std::int64_t> rows(want.layers[i].tokens);
            std::iota(rows.begin(), rows.end(), 0);
            const auto difference = compare(have.layers[i].values, want.layers[i].values, rows, want.layers[i].neurons);
            QVERIFY2(difference.ratio() <= tolerance, std::to_string(difference.ratio()).c_str());
            QVERIFY(difference.error > 0); // it did compute in another precision
        }
    }
}

void TestT5Engine::truncationIsTold()
{
    const auto engine = load("t5-one-layer");
    std::string text;
    for (int i = 0; i < 3000; ++i)
        text += "apple ";
    const LiveResult live = engine->run({text, std::nullopt, {Stack::Encoder, 1}, 0, false}, {});
    QVERIFY(live.truncated);
    QCOMPARE(live.tokens.size(), std::size_t(RunSettings{}.maximumTokens));
    QCOMPARE(live.tokens.back().piece, std::string("</s>"));
    QVERIFY(!engine->run({"apple", std::nullopt, {Stack::Encoder, 1}, 0, false}, {}).truncated);
}

void TestT5Engine::refusals()
{
    const auto engine = load("t5-uneven");
    QVERIFY(errorOf([&] {
                engine->run({"a", std::nullopt, {Stack::Encoder, 4}, 0, true}, {});
            }).find("enc1 to enc3") != std::string::npos);
    QVERIFY(errorOf([&] {
                engine->run({"a", std::nullopt, {Stack::Decoder, 1}, 0, true}, {});
            }).find("decoder") != std::string::npos);
    QVERIFY(errorOf([&] {
                engine->activations("a", std::nullopt, {{Stack::Decoder, 1}}, {});
            }).find("dec1") != std::string::npos);
    QVERIFY(errorOf([] { load("t5-relu", {.device = "cuda:99"}); }).find("cuda:99") != std::string::npos);
    QVERIFY(errorOf([] { load("t5-relu", {.device = "tpu"}); }).find("tpu") != std::string::npos);
    QVERIFY(!errorOf([] { load("no-such-folder"); }).empty());
}

void TestT5Engine::stops()
{
    const auto engine = load("t5-relu");
    std::stop_source source;
    source.request_stop();
    QVERIFY_EXCEPTION_THROWN(engine->activations("a", "b", {}, source.get_token()), Error);
    QVERIFY_EXCEPTION_THROWN(engine->generate("a", {}, source.get_token()), Error);
}

QTEST_GUILESS_MAIN(TestT5Engine)
#include "tst_t5engine.moc"

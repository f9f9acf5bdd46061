// SPDX-License-Identifier: GPL-3.0-or-later
// Neurons set to a value: parity with transformers (tests/golden/make_intervention_goldens.py), with and without the
// cache of a decoder that writes, and what comes of it; what neurons write; and matching by weights.
#include "core/capture/T5Engine.h"
#include "core/probe/Ablation.h"
#include "tests/app/SafetensorsFile.h"
#include "tests/golden/GoldenData.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

using namespace sparsight;

namespace {

using Json = nlohmann::json;

constexpr double parity = 1e-4; // of the largest |a|, and of a log-probability

std::unique_ptr<InferenceEngine> load(const std::string& shape)
{
    return loadT5Engine(golden::root() / shape, {.device = "cpu", .threads = 1}, {}, {});
}

const Json& expectedOf(const std::string& shape)
{
    static const Json all = [] {
        std::ifstream file(std::filesystem::path(SPARSIGHT_TEST_DATA) / "intervention" / "expected.json");
        return Json::parse(file);
    }();
    return all.at(shape);
}

std::vector<Intervention> interventionsOf(const Json& expected)
{
    std::vector<Intervention> all;
    for (const Json& each : expected.at("interventions")) {
        all.push_back({LayerId::parse(each.at("layer").get<std::string>()),
                       NeuronId(each.at("neuron").get<std::uint32_t>()), each.at("value").get<float>()});
    }
    return all;
}

/// As the choices are called in transformers.
GenerateOptions optionsOf(const Json& choices)
{
    GenerateOptions options{.maximumTokens = choices.at("max_new_tokens"), .beams = choices.at("num_beams")};
    if (choices.value("early_stopping", false)) options.earlyStopping = EarlyStopping::On;
    return options;
}

bool isClose(double actual, double expected)
{
    return std::abs(actual - expected) <= parity * std::abs(expected);
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

/// What is written when every step reads the whole text again.
std::vector<std::int32_t> writtenWithoutCache(InferenceEngine& engine, const std::string& text,
                                              const std::vector<Intervention>& interventions, std::size_t limit)
{
    std::vector<std::int32_t> ids{0}; // the last one is not read
    while (ids.size() <= limit) {
        const auto pass = engine.activations({.text = text, .decoderIds = ids, .interventions = interventions}, {});
        const auto last = pass.logits.end() - pass.vocabulary;
        ids.back() = std::int32_t(std::max_element(last, pass.logits.end()) - last);
        if (ids.back() == pass.tokens.back().id) return ids;
        ids.push_back(0);
    }
    ids.pop_back();
    return ids;
}

} // namespace

class TestInterventions : public QObject {
    Q_OBJECT

private slots:
    void computesWhatTransformersDoes_data() { addShapes(); }
    void computesWhatTransformersDoes();
    void writesWhatTransformersDoes_data() { addShapes(); }
    void writesWhatTransformersDoes();
    void goldensDecideSomething();
    void cacheStaysTrue_data() { addShapes(); }
    void cacheStaysTrue();
    void batchesChangeNothing();
    void nothingLeaksIntoTheNextPass();
    void liveShowsTheSetValue();
    void lowPrecisionTakesTheValue_data();
    void lowPrecisionTakesTheValue();
    void refusals_data();
    void refusals();
    void ablationComparesBothSides_data() { addShapes(); }
    void ablationComparesBothSides();
    void ablationKeepsTheStrongest();
    void ablationCutsLongTexts();
    void ablationStops();
    void probabilityOfARow();
    void writesPiecesAsTransformersDoes_data() { addShapes(); }
    void writesPiecesAsTransformersDoes();
    void writingRefusals();
    void weightsMatchThemselves_data() { addShapes(); }
    void weightsMatchThemselves();
    void weightsMatchAsByHand();
    void weightRefusals();

private:
    static void addShapes()
    {
        QTest::addColumn<QString>("shape");
        for (const std::string& shape : golden::shapes())
            QTest::newRow(shape.c_str()) << QString::fromStdString(shape);
        QTest::newRow("t5-trained") << "t5-trained";
    }
};

void TestInterventions::computesWhatTransformersDoes()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const Json& expected = expectedOf(shape.toStdString());
    const auto interventions = interventionsOf(expected);
    for (const Json& row : expected.at("cases")) {
        AblationRequest request{.text = row.at("text"), .decoderText = row.at("decoder_text").get<std::string>()};
        request.interventions = interventions;
        request.generation.maximumTokens = 1;
        const Ablation result = ablate(*engine, request);
        QVERIFY(!result.ofWritten);
        QCOMPARE(result.before.tokens.size(), result.decoderTokens.size());
        QVERIFY2(isClose(result.before.sum, row.at("before")), qPrintable(QString::number(result.before.sum, 'g', 9)));
        QVERIFY2(isClose(result.after.sum, row.at("after")), qPrintable(QString::number(result.after.sum, 'g', 9)));

        const auto pass = engine->activations(
            {.text = request.text, .decoderText = request.decoderText, .interventions = interventions}, {});
        QCOMPARE(pass.layers.size(), row.at("last").size());
        for (const LayerActivations& layer : pass.layers) {
            const auto last = row.at("last").at(layer.layer.toString()).get<std::vector<float>>();
            float largest = 0, error = 0;
            for (std::uint32_t n = 0; n < layer.neurons; ++n) {
                largest = std::max(largest, std::abs(last.at(n)));
                error = std::max(error, std::abs(layer.at(layer.tokens - 1, NeuronId(n)) - last[n]));
            }
            QVERIFY2(error <= parity * double(largest), layer.layer.toString().c_str());
        }
    }
}

void TestInterventions::writesWhatTransformersDoes()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const Json& expected = expectedOf(shape.toStdString());
    for (const Json& row : expected.at("cases")) {
        const std::string text = row.at("text");
        for (const Json& each : row.at("written")) {
            const auto written =
                engine->generate(std::span(&text, 1), optionsOf(each.at("choices")), interventionsOf(expected), {}, {});
            QCOMPARE(written.front().ids, each.at("ids").get<std::vector<std::int32_t>>());
        }
    }
}

/// Otherwise the tests above would pass without interventions.
void TestInterventions::goldensDecideSomething()
{
    int texts = 0, differ = 0;
    for (std::string shape : {"t5-trained", "t5-relu", "t5-v1_1", "mt5", "umt5", "t5-gelu"}) {
        const auto engine = load(shape);
        for (const Json& row : expectedOf(shape).at("cases")) {
            QVERIFY(!isClose(row.at("before"), row.at("after")));
            for (const Json& each : row.at("written")) {
                const std::string text = row.at("text");
                const auto plain =
                    engine->generate(std::span(&text, 1), optionsOf(each.at("choices")), {}, {}, {}).front();
                ++texts;
                differ += plain.ids != each.at("ids").get<std::vector<std::int32_t>>();
            }
        }
    }
    QVERIFY2(2 * differ > texts, qPrintable(QStringLiteral("%1 of %2").arg(differ).arg(texts)));
}

void TestInterventions::cacheStaysTrue()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const Json& expected = expectedOf(shape.toStdString());
    const auto interventions = interventionsOf(expected);
    for (const Json& row : expected.at("cases")) {
        if (row.at("written").empty() || row.at("written")[0].at("choices").at("num_beams") != 1) continue;
        const auto ids = row.at("written")[0].at("ids").get<std::vector<std::int32_t>>();
        QCOMPARE(writtenWithoutCache(*engine, row.at("text"), interventions, ids.size()), ids);
    }
}

void TestInterventions::batchesChangeNothing()
{
    const auto engine = load("t5-trained");
    const auto interventions = interventionsOf(expectedOf("t5-trained"));
    const std::vector<std::string> texts{"At noon the red lantern shines over the harbour, and warm bread grows beside "
                                         "another kitchen.",
                                         "warm bread", "In 1987 a silver coin fell into the museum."};
    const GenerateOptions options{.maximumTokens = 24};
    const auto together = engine->generate(texts, options, interventions, {}, {});
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto alone = engine->generate(std::span(&texts[i], 1), options, interventions, {}, {});
        QCOMPARE(together[i].ids, alone.front().ids);
    }
}

void TestInterventions::nothingLeaksIntoTheNextPass()
{
    const auto engine = load("t5-relu");
    const auto interventions = interventionsOf(expectedOf("t5-relu"));
    const ActivationsRequest plain{.text = "A green apple.", .decoderText = "Warm bread."};
    ActivationsRequest set = plain;
    set.interventions = interventions;
    const auto before = engine->activations(plain, {});
    const auto between = engine->activations(set, {});
    const auto after = engine->activations(plain, {});
    QVERIFY(before.logits != between.logits);
    QCOMPARE(after.logits, before.logits); // to the bit
    for (std::size_t i = 0; i < before.layers.size(); ++i)
        QCOMPARE(after.layers[i].values, before.layers[i].values);
}

void TestInterventions::liveShowsTheSetValue()
{
    const auto engine = load("t5-relu");
    const LayerId layer{Stack::Encoder, 2};
    LiveRequest request{.text = "A green apple.", .layer = layer};
    const LiveResult plain = engine->run(request, {});
    request.interventions = {{layer, NeuronId(3), 1.25F}};
    const LiveResult own = engine->run(request, {});
    for (std::uint32_t t = 0; t < own.activations.tokens; ++t) {
        for (std::uint32_t n = 0; n < own.activations.neurons; ++n) {
            const float expected = n == 3 ? 1.25F : plain.activations.at(t, NeuronId(n));
            QCOMPARE(own.activations.at(t, NeuronId(n)), expected);
        }
    }
    request.interventions = {{{Stack::Encoder, 1}, NeuronId(3), 50.0F}};
    QVERIFY(engine->run(request, {}).activations.values != plain.activations.values);
}

void TestInterventions::lowPrecisionTakesTheValue_data()
{
    QTest::addColumn<int>("precision");
    QTest::newRow("bf16") << int(Precision::Bf16);
    QTest::newRow("fp16") << int(Precision::Fp16);
}

void TestInterventions::lowPrecisionTakesTheValue()
{
    QFETCH(int, precision);
    const auto engine = loadT5Engine(golden::root() / "t5-v1_1",
                                     {.device = "cpu", .threads = 1, .precision = Precision(precision)}, {}, {});
    const LayerId layer{Stack::Decoder, 1};
    const auto pass = engine->activations({.text = "A kite.",
                                           .decoderText = "Bread.",
                                           .layers = {layer},
                                           .interventions = {{layer, NeuronId(5), -1.25F}}},
                                          {});
    for (std::uint32_t t = 0; t < pass.layers.at(0).tokens; ++t)
        QCOMPARE(pass.layers[0].at(t, NeuronId(5)), -1.25F);
    const std::string text = "A kite.";
    const auto written =
        engine->generate(std::span(&text, 1), {.maximumTokens = 4}, {{layer, NeuronId(5), -1.25F}}, {}, {});
    QVERIFY(!written.front().ids.empty());
}

void TestInterventions::refusals_data()
{
    QTest::addColumn<QString>("layer");
    QTest::addColumn<int>("neuron");
    QTest::addColumn<float>("value");
    QTest::addColumn<int>("times");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("layer") << "enc3" << 0 << 0.0F << 1 << "enc1 to enc2";
    QTest::newRow("neuron") << "dec1" << 32 << 0.0F << 1 << "There is no neuron dec1/32; a layer of t5-relu has 32";
    QTest::newRow("twice") << "enc1" << 4 << 0.0F << 2 << "enc1/4 is named twice";
    QTest::newRow("not a number") << "enc1" << 4 << std::numeric_limits<float>::quiet_NaN() << 1 << "finite number";
    QTest::newRow("infinite") << "enc1" << 4 << std::numeric_limits<float>::infinity() << 1 << "finite number";
}

void TestInterventions::refusals()
{
    QFETCH(QString, layer);
    QFETCH(int, neuron);
    QFETCH(float, value);
    QFETCH(int, times);
    QFETCH(QString, sentence);
    const auto engine = load("t5-relu");
    const std::vector<Intervention> interventions(
        std::size_t(times), {LayerId::parse(layer.toStdString()), NeuronId(std::uint32_t(neuron)), value});
    const std::string text = "a";
    const std::function<void()> calls[] = {
        [&] { engine->run({.text = text, .layer = {}, .interventions = interventions}, {}); },
        [&] { engine->activations({.text = text, .interventions = interventions}, {}); },
        [&] { engine->generate(std::span(&text, 1), {}, interventions, {}, {}); }};
    for (const auto& call : calls) {
        const QString error = QString::fromStdString(errorOf(call));
        QVERIFY2(error.contains(sentence), qPrintable(error));
    }
    QVERIFY(errorOf([&] { ablate(*engine, {.text = text}); }).find("No neuron") != std::string::npos);
}

void TestInterventions::ablationComparesBothSides()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const auto interventions = interventionsOf(expectedOf(shape.toStdString()));
    const std::string text = "The red lantern shines over the harbour.";
    const Ablation result =
        ablate(*engine,
               {.text = text, .interventions = interventions, .generation = {.maximumTokens = 12}, .neurons = 100000});
    QVERIFY(result.ofWritten);
    const auto ids = result.writtenBefore.ids;
    QCOMPARE(result.writtenBefore.text, engine->generate(text, {.maximumTokens = 12}, {}));
    QCOMPARE(result.before.tokens.size(), ids.size());
    const auto before = engine->activations({.text = text, .decoderIds = ids}, {});
    const auto after = engine->activations({.text = text, .decoderIds = ids, .interventions = interventions}, {});
    QCOMPARE(result.layers.size(), before.layers.size());

    std::size_t changed = 0;
    for (std::size_t i = 0; i < before.layers.size(); ++i) {
        const LayerActivations &b = before.layers[i], &a = after.layers[i];
        double difference = 0, norm = 0, fires = 0;
        for (std::uint32_t n = 0; n < b.neurons; ++n) {
            float largest = 0;
            for (std::uint32_t t = 0; t < b.tokens; ++t) {
                const double change = double(a.at(t, NeuronId(n))) - double(b.at(t, NeuronId(n)));
                difference += change * change;
                norm += std::pow(double(b.at(t, NeuronId(n))), 2);
                fires += a.at(t, NeuronId(n)) != 0;
                largest = std::max(largest, std::abs(a.at(t, NeuronId(n)) - b.at(t, NeuronId(n))));
            }
            const auto found = std::ranges::find_if(result.neurons, [&](const ChangedNeuron& each) {
                return each.layer == b.layer && each.neuron == NeuronId(n);
            });
            const bool isSet = std::ranges::any_of(interventions, [&](const Intervention& each) {
                return each.layer == b.layer && each.neuron == NeuronId(n);
            });
            const bool listed = largest > 0 && !isSet && b.layer > interventions.front().layer;
            QCOMPARE(found != result.neurons.end(), listed);
            if (!listed) continue;
            ++changed;
            QCOMPARE(std::abs(found->change()), largest);
            QCOMPARE(found->before, b.at(found->token, NeuronId(n)));
            QCOMPARE(found->after, a.at(found->token, NeuronId(n)));
        }
        QVERIFY(std::abs(result.layers[i].change - std::sqrt(difference / norm)) < 1e-9);
        QVERIFY(std::abs(result.layers[i].densityAfter - fires / double(b.tokens * b.neurons)) < 1e-9);
    }
    QCOMPARE(result.neurons.size(), changed);
    QVERIFY(changed > 0);
    QVERIFY(std::ranges::is_sorted(result.neurons, std::greater<>(),
                                   [](const ChangedNeuron& each) { return std::abs(each.change()); }));
}

void TestInterventions::ablationKeepsTheStrongest()
{
    const auto engine = load("t5-relu");
    AblationRequest request{.text = "A green apple.", .interventions = interventionsOf(expectedOf("t5-relu"))};
    const Ablation all = ablate(*engine, request);
    request.neurons = 3;
    const Ablation three = ablate(*engine, request);
    QCOMPARE(three.neurons.size(), std::size_t(3));
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(three.neurons[i].neuron, all.neurons[i].neuron);
        QCOMPARE(three.neurons[i].layer, all.neurons[i].layer);
    }
}

void TestInterventions::ablationCutsLongTexts()
{
    const auto engine = load("t5-one-layer");
    std::string text;
    for (int i = 0; i < 700; ++i)
        text += "apple ";
    const Ablation result = ablate(*engine, {.text = text,
                                             .decoderText = "bread",
                                             .interventions = {{{Stack::Encoder, 1}, NeuronId(0), 0}},
                                             .generation = {.maximumTokens = 2}});
    QVERIFY(result.truncated);
    QCOMPARE(result.tokens.size(), std::size_t(ablationTokens));
    QCOMPARE(result.tokens.back().piece, std::string("</s>"));
}

void TestInterventions::ablationStops()
{
    const auto engine = load("t5-relu");
    std::stop_source source;
    std::vector<std::uint64_t> seen;
    const auto progress = [&](const Progress& state) {
        seen.push_back(state.done);
        if (state.done == 2) source.request_stop();
    };
    const AblationRequest request{.text = "a", .interventions = {{{Stack::Encoder, 1}, NeuronId(0), 0}}};
    QVERIFY_EXCEPTION_THROWN(ablate(*engine, request, source.get_token(), progress), Error);
    QCOMPARE(seen, (std::vector<std::uint64_t>{0, 1, 2}));
}

void TestInterventions::probabilityOfARow()
{
    const std::vector<float> logits{1, 2, 3, 1000, 1000, 0};
    const std::vector<std::int32_t> labels{2, 1};
    const TextProbability result = textProbability(logits, labels);
    const double first = 3 - std::log(std::exp(1.0) + std::exp(2.0) + std::exp(3.0)), second = -std::log(2.0);
    QVERIFY(std::abs(result.tokens.at(0) - first) < 1e-12);
    QVERIFY(std::abs(result.tokens.at(1) - second) < 1e-12);
    QVERIFY(std::abs(result.sum - first - second) < 1e-12);
    QCOMPARE(textProbability({}, {}).sum, 0.0);
}

void TestInterventions::writesPiecesAsTransformersDoes()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    for (const Json& row : expectedOf(shape.toStdString()).at("writing")) {
        const LayerId layer = LayerId::parse(row.at("layer").get<std::string>());
        const auto writing = engine->writing(layer, NeuronId(row.at("neuron").get<std::uint32_t>()), 8);
        const std::pair<const char*, const std::vector<NeuronWriting::Piece>*> ends[] = {{"top", &writing.top},
                                                                                         {"bottom", &writing.bottom}};
        for (const auto& [key, pieces] : ends) {
            const Json& want = row.at(key);
            QCOMPARE(pieces->size(), want.size());
            const double largest = std::abs(want[0][1].get<double>());
            for (std::size_t i = 0; i < want.size(); ++i) {
                const NeuronWriting::Piece& piece = (*pieces)[i];
                QVERIFY(std::abs(piece.score - want[i][1].get<double>()) <= parity * largest);
                // Equal scores may stand in either order.
                const bool there = std::ranges::any_of(want, [&](const Json& each) {
                    return each[0] == piece.id || std::abs(each[1].get<double>() - piece.score) <= parity * largest;
                });
                QVERIFY(there);
                QVERIFY(!piece.piece.empty());
            }
        }
        QCOMPARE(writing.ownHead, layer.stack == Stack::Decoder && !engine->info().tiedEmbeddings);
        QVERIFY(writing.deviation > 0);
    }
}

void TestInterventions::writingRefusals()
{
    const auto engine = load("t5-relu");
    QVERIFY(errorOf([&] {
                engine->writing({Stack::Decoder, 3}, NeuronId(0), 5);
            }).find("dec1 to dec2") != std::string::npos);
    QVERIFY(errorOf([&] {
                engine->writing({Stack::Decoder, 1}, NeuronId(99), 5);
            }).find("dec1/99") != std::string::npos);
    const auto all = engine->writing({Stack::Decoder, 1}, NeuronId(0), 100000);
    QCOMPARE(all.top.size(), std::size_t(all.pieces)); // and not more than there are
}

void TestInterventions::weightsMatchThemselves()
{
    QFETCH(QString, shape);
    const auto folder = golden::root() / shape.toStdString();
    const auto matches = matchWeights(folder, folder, {Stack::Encoder, 1});
    QCOMPARE(matches.size(), std::size_t(load(shape.toStdString())->info().dFf));
    for (std::uint32_t n = 0; n < matches.size(); ++n) {
        QCOMPARE(matches[n].best, NeuronId(n));
        QVERIFY(std::abs(*matches[n].bestCosine - 1) < 1e-5);
        QVERIFY(std::abs(*matches[n].sameCosine - 1) < 1e-5);
        QVERIFY(!matches[n].moved(NeuronId(n)));
    }
}

void TestInterventions::weightsMatchAsByHand()
{
    const LayerId layer{Stack::Decoder, 1};
    const QString module = "decoder.block.0.layer.2.DenseReluDense.";
    const std::string shapes[] = {"t5-relu", "t5-uneven"};
    std::vector<std::vector<std::vector<double>>> neurons; // [checkpoint][neuron][weights]
    for (const std::string& shape : shapes) {
        const SafetensorsFile file(QString::fromStdString((golden::root() / shape / "model.safetensors").string()));
        const auto wi = file.floats(module + "wi.weight"), wo = file.floats(module + "wo.weight");
        const auto width = std::size_t(file.shape(module + "wi.weight").at(1)), count = wi.size() / width;
        auto& all = neurons.emplace_back(count);
        for (std::size_t n = 0; n < count; ++n) {
            for (std::size_t d = 0; d < width; ++d)
                all[n].push_back(double(wi[n * width + d]));
            for (std::size_t d = 0; d < width; ++d)
                all[n].push_back(double(wo[d * count + n]));
        }
    }
    const auto dot = [](const std::vector<double>& a, const std::vector<double>& b) {
        double sum = 0;
        for (std::size_t i = 0; i < a.size(); ++i)
            sum += a[i] * b[i];
        return sum;
    };
    const auto matches = matchWeights(golden::root() / shapes[0], golden::root() / shapes[1], layer);
    QCOMPARE(matches.size(), neurons[0].size());
    for (std::size_t n = 0; n < matches.size(); ++n) {
        std::vector<double> cosines;
        for (const auto& other : neurons[1]) {
            cosines.push_back(dot(neurons[0][n], other) /
                              std::sqrt(dot(neurons[0][n], neurons[0][n]) * dot(other, other)));
        }
        const auto best = std::ranges::max_element(cosines);
        QCOMPARE(matches[n].best.value, std::uint32_t(best - cosines.begin()));
        QVERIFY(std::abs(*matches[n].bestCosine - *best) < 1e-5);
        QVERIFY(std::abs(*matches[n].sameCosine - cosines[n]) < 1e-5);
    }
}

void TestInterventions::weightRefusals()
{
    const auto a = golden::root() / "t5-relu", wide = golden::root() / "t5-inner-dimension";
    QVERIFY(errorOf([&] { matchWeights(a, wide, {Stack::Encoder, 1}); }).find("same width") != std::string::npos);
    QVERIFY(errorOf([&] { matchWeights(a, a, {Stack::Encoder, 3}); }).find("no layer enc3") != std::string::npos);
    std::stop_source source;
    source.request_stop();
    QVERIFY_EXCEPTION_THROWN(matchWeights(a, a, {Stack::Encoder, 1}, source.get_token()), Error);
}

QTEST_GUILESS_MAIN(TestInterventions)
#include "tst_interventions.moc"

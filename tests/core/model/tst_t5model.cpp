// SPDX-License-Identifier: GPL-3.0-or-later
// The model below the engine: position buckets, padded batches, and the key/value cache.
#include "core/model/Torch.h" // before Qt, whose macros it would meet

#include "core/model/CheckpointDirectory.h"
#include "core/model/Device.h"
#include "core/model/T5Model.h"
#include "core/model/TorchError.h"
#include "core/model/generation/Generator.h"
#include "core/model/layers/Normalization.h"
#include "core/model/layers/RelativePositionBias.h"
#include "tests/golden/GoldenData.h"

#include <QTest>
#include <functional>
#include <map>

using namespace sparsight;

namespace {

/// A golden checkpoint and the ids of its cases.
struct Fixture {
    explicit Fixture(const std::string& shape)
        : directory(golden::root() / shape)
        , config(readModelConfig(directory.file("config.json")))
        , weights(openWeights(directory))
        , model(config, weights, at::kCPU, at::kFloat)
        , expected(shape)
    {
        for (std::size_t i = 0; i < golden::cases().size(); ++i) {
            encoderIds.push_back(integers(std::to_string(i) + ".ids"));
            decoderIds.push_back(integers(std::to_string(i) + ".decoder_ids"));
        }
    }

    std::vector<std::int32_t> integers(const std::string& name) const
    {
        const auto wide = expected.integers(name);
        return {wide.begin(), wide.end()};
    }

    CheckpointDirectory directory;
    ModelConfig config;
    WeightTable weights;
    T5Model model;
    golden::Expected expected;
    std::vector<std::vector<std::int32_t>> encoderIds, decoderIds;
};

using Layers = std::map<LayerId, at::Tensor>;

ActivationHook keep(Layers& layers)
{
    return [&layers](LayerId layer, const at::Tensor& a) { layers[layer] = a.clone(); };
}

double ratio(const at::Tensor& actual, const at::Tensor& expected)
{
    const double largest = expected.abs().max().item<double>();
    return largest > 0 ? (actual - expected).abs().max().item<double>() / largest : HUGE_VAL;
}

} // namespace

class TestT5Model : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { setUpTorch(1); } // tiny models: threads would only wait for each other
    void bidirectionalBuckets();
    void causalBuckets();
    void causalBiasHidesTheRight();
    void biasOfOneStepEqualsTheWhole();
    void normalisation();
    void clampsHalf();
    void paddedBatchEqualsOneByOne_data() { addShapes(); }
    void paddedBatchEqualsOneByOne();
    void cacheEqualsTeacherForcing_data() { addShapes(); }
    void cacheEqualsTeacherForcing();
    void generatesWhatTransformersDoes_data() { addShapes(); }
    void generatesWhatTransformersDoes();
    void computesNothingBehindTheLastLayer();
    void errorsOfTorch();

private:
    static void addShapes()
    {
        QTest::addColumn<QString>("shape");
        for (const std::string& shape : golden::shapes())
            QTest::newRow(shape.c_str()) << QString::fromStdString(shape);
    }
};

namespace {

/// Edges of docs/definitions.md: the first distance of each logarithmic bucket.
const std::map<int, int> bidirectionalEdges{{8, 8},   {12, 9},  {16, 10}, {23, 11},
                                            {32, 12}, {46, 13}, {64, 14}, {91, 15}};
const std::map<int, int> causalEdges{{16, 16}, {19, 17}, {21, 18}, {24, 19}, {27, 20}, {31, 21}, {35, 22}, {40, 23},
                                     {46, 24}, {52, 25}, {59, 26}, {67, 27}, {77, 28}, {87, 29}, {99, 30}, {113, 31}};

int bucketOf(int distance, const std::map<int, int>& edges)
{
    if (distance < edges.begin()->first) return distance;
    return std::prev(edges.upper_bound(distance))->second;
}

} // namespace

void TestT5Model::bidirectionalBuckets()
{
    const at::Tensor buckets = relativePositionBuckets({true, 32, 128}, -300, 300);
    for (int relative = -300; relative <= 300; ++relative) {
        const int expected = bucketOf(std::abs(relative), bidirectionalEdges) + (relative > 0 ? 16 : 0);
        QCOMPARE(buckets[relative + 300].item<int>(), expected);
    }
}

void TestT5Model::causalBuckets()
{
    const at::Tensor buckets = relativePositionBuckets({false, 32, 128}, -300, 5);
    for (int relative = -300; relative <= 5; ++relative) {
        QCOMPARE(buckets[relative + 300].item<int>(), bucketOf(std::max(0, -relative), causalEdges));
    }
}

void TestT5Model::causalBiasHidesTheRight()
{
    const RelativePositionBias bias(at::randn({32, 3}), {false, 32, 128});
    const at::Tensor whole = bias.forward(9, 9);
    QCOMPARE(whole.sizes().vec(), (std::vector<std::int64_t>{1, 3, 9, 9}));
    const at::Tensor right = at::ones({9, 9}, at::kBool).triu(1).expand({1, 3, 9, 9});
    QVERIFY(whole.isinf().equal(right));
}

void TestT5Model::biasOfOneStepEqualsTheWhole()
{
    const RelativePositionBias bias(at::randn({32, 3}), {false, 32, 128});
    const at::Tensor whole = bias.forward(150, 150);
    for (int step : {0, 1, 20, 149}) {
        const at::Tensor row = bias.forward(1, step + 1, step);
        QVERIFY(row.equal(whole.narrow(2, step, 1).narrow(3, 0, step + 1)));
    }
}

void TestT5Model::normalisation()
{
    const at::Tensor x = at::randn({5, 16}) * 3, weight = at::randn({16});
    const at::Tensor wide = x.to(at::kDouble);
    const at::Tensor expected = wide / (wide.square().mean(-1, true) + 1e-6).sqrt() * weight.to(at::kDouble);
    QVERIFY(ratio(rmsNorm(x, weight, 1e-6).to(at::kDouble), expected) < 1e-6);
}

void TestT5Model::clampsHalf()
{
    at::Tensor finite = at::tensor({65504.0, -3.0}).to(at::kHalf), infinite = at::tensor({1e6, -1e6}).to(at::kHalf);
    clampHalf(finite);
    clampHalf(infinite);
    QCOMPARE(finite[0].item<float>(), 65504.0F);
    QCOMPARE(infinite[0].item<float>(), at::tensor(64504.0).to(at::kHalf).item<float>());
    QCOMPARE(infinite[1].item<float>(), -infinite[0].item<float>());
    at::Tensor single = at::tensor({HUGE_VALF});
    clampHalf(single);
    QVERIFY(single.isinf().all().item<bool>());
}

void TestT5Model::paddedBatchEqualsOneByOne()
{
    QFETCH(QString, shape);
    const Fixture f(shape.toStdString());
    std::vector<std::span<const std::int32_t>> encoderRows(f.encoderIds.begin(), f.encoderIds.end());
    std::vector<std::span<const std::int32_t>> decoderRows(f.decoderIds.begin(), f.decoderIds.end());
    std::vector<std::int64_t> lengths;
    for (const auto& row : encoderRows)
        lengths.push_back(std::int64_t(row.size()));

    Layers together;
    const EncoderStates states = f.model.encode(f.model.batch(encoderRows), at::tensor(lengths), {keep(together)});
    const at::Tensor logits = f.model.logits(f.model.decode(f.model.batch(decoderRows), states, {keep(together)}));
    for (std::size_t i = 0; i < encoderRows.size(); ++i) {
        Layers alone;
        const EncoderStates state = f.model.encode(f.model.batch({encoderRows[i]}), {}, {keep(alone)});
        const at::Tensor scores = f.model.logits(f.model.decode(f.model.batch({decoderRows[i]}), state, {keep(alone)}));
        QCOMPARE(alone.size(), together.size());
        for (const auto& [layer, a] : alone) {
            QVERIFY2(ratio(together[layer][i].narrow(0, 0, a.size(1)), a[0]) <= 1e-5, layer.toString().c_str());
        }
        QVERIFY(ratio(logits[i].narrow(0, 0, scores.size(1)), scores[0]) <= 1e-5);
    }
}

void TestT5Model::cacheEqualsTeacherForcing()
{
    QFETCH(QString, shape);
    const Fixture f(shape.toStdString());
    const EncoderStates states = f.model.encode(f.model.batch({f.encoderIds[0]}), {}, {});
    const at::Tensor ids = f.model.batch({f.decoderIds[3]}); // longer than 128
    const at::Tensor whole = f.model.decode(ids, states, {});
    DecoderCache cache{.self = std::vector<KeyValueCache>(f.config.decoderLayers, KeyValueCache(ids.size(1)))};
    std::vector<at::Tensor> steps;
    for (std::int64_t i = 0; i < ids.size(1); ++i) {
        steps.push_back(f.model.decode(ids.narrow(1, i, 1), states, {}, &cache));
    }
    QVERIFY(ratio(at::cat(steps, 1), whole) <= 1e-5);
}

void TestT5Model::generatesWhatTransformersDoes()
{
    QFETCH(QString, shape);
    const Fixture f(shape.toStdString());
    for (std::size_t i = 0; i < f.encoderIds.size(); ++i) {
        const EncoderStates states = f.model.encode(f.model.batch({f.encoderIds[i]}), {}, {});
        const std::vector<std::int32_t> written = Generator(f.model, {.maximumTokens = 24}).generate(states, {})[0];
        QCOMPARE(written, f.integers(std::to_string(i) + ".generated"));
        // Each token is the best next one under teacher forcing.
        std::vector<std::int32_t> read{f.config.decoderStartToken};
        read.insert(read.end(), written.begin(), written.end() - 1);
        const at::Tensor best = f.model.logits(f.model.decode(f.model.batch({read}), states, {})).argmax(-1);
        QVERIFY(best.equal(f.model.batch({written})));
    }
}

void TestT5Model::computesNothingBehindTheLastLayer()
{
    const Fixture f("t5-uneven");
    Layers layers;
    const EncoderStates states = f.model.encode(f.model.batch({f.encoderIds[0]}), {}, {keep(layers), 2});
    QVERIFY(!states.states.defined());
    QCOMPARE(layers.size(), std::size_t(2));
}

void TestT5Model::errorsOfTorch()
{
    const auto codeOf = [](const std::function<void()>& action) {
        try {
            guarded(action);
        } catch (const Error& error) {
            return std::string(error.what()).find('\n') == std::string::npos ? error.code() : ErrorCode::Io;
        }
        return ErrorCode::Io;
    };
    QVERIFY(codeOf([] { at::empty({std::int64_t(1) << 55}, at::kFloat).fill_(1); }) == ErrorCode::OutOfMemory);
    QVERIFY(codeOf([] { throw std::bad_alloc(); }) == ErrorCode::OutOfMemory);
    QVERIFY(codeOf([] { at::mm(at::ones({2, 3}), at::ones({2, 3})); }) == ErrorCode::Unsupported);
}

QTEST_GUILESS_MAIN(TestT5Model)
#include "tst_t5model.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Training held against transformers and torch.optim (make_training_goldens.py), and the parts of it against simpler
// ways to compute the same.
#include "core/model/CheckpointDirectory.h"
#include "core/model/Device.h"
#include "core/model/T5Model.h"
#include "core/model/WeightNames.h"
#include "core/training/Optimizer.h"
#include "core/training/layers/PackedAttention.h"

#include <QtTest>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <optional>
#include <random>

using namespace sparsight;

namespace {

std::filesystem::path data(const char* folder)
{
    return std::filesystem::path(SPARSIGHT_TEST_DATA) / folder;
}

/// A golden checkpoint with gradients.
struct Golden {
    explicit Golden(const std::string& shape, at::ScalarType type = at::kDouble, int topK = 0)
        : directory(data("golden") / shape)
        , config(configOf(directory.file("config.json"), topK))
        , weights(openWeights(directory))
        , model(config, resolveEmbeddings(weights).head != resolveEmbeddings(weights).embedding, at::kCPU, type)
    {
        model.load(weights);
    }

    const TrainableWeight& weight(const std::string& name) const
    {
        for (const TrainableWeight& each : model.weights()) {
            if (each.name() == name) return each;
        }
        throw std::runtime_error("no weight " + name);
    }

    static ModelConfig configOf(const std::filesystem::path& file, int topK)
    {
        const ModelConfig config = readModelConfig(file);
        return topK > 0 ? withTopK(config, topK, file) : config;
    }

    CheckpointDirectory directory;
    ModelConfig config;
    WeightTable weights;
    TrainableT5 model;
};

/// What make_training_goldens.py wrote for a shape.
class Expected {
public:
    explicit Expected(const std::string& shape)
    {
        // The file lies in a directory of such files, not in one of its own; our reader wants a checkpoint.
        const auto file = data("training") / (shape + ".safetensors");
        std::ifstream stream(file, std::ios::binary);
        std::uint64_t size = 0;
        stream.read(reinterpret_cast<char*>(&size), sizeof size);
        std::string header(size, ' ');
        stream.read(header.data(), static_cast<std::streamsize>(size));
        m_header = nlohmann::json::parse(header);
        m_bytes.assign(std::istreambuf_iterator<char>(stream), {});
    }

    at::Tensor at(const std::string& name) const
    {
        const auto& row = m_header.at(name);
        const auto type = row.at("dtype") == "I64" ? at::kLong : at::kDouble;
        const std::vector<std::int64_t> shape = row.at("shape");
        const std::size_t begin = row.at("data_offsets").at(0);
        return at::from_blob(const_cast<char*>(m_bytes.data()) + begin, shape, at::TensorOptions(type)).clone();
    }

    std::vector<std::string> changes(const std::string& run) const
    {
        std::vector<std::string> names;
        for (const auto& [name, row] : m_header.items()) {
            if (name.starts_with(run + "/") && name != run + "/loss") names.push_back(name.substr(run.size() + 1));
        }
        return names;
    }

    /// Pairs first … end − 1 of a step.
    PackedPairs pairs(int step, int first, int end) const
    {
        std::vector<std::vector<std::int32_t>> texts;
        for (int i = first; i < end; ++i) {
            for (const char* side : {"source_", "target_"}) {
                const at::Tensor ids = at(side + std::to_string(step) + "_" + std::to_string(i)).to(at::kInt);
                texts.emplace_back(ids.const_data_ptr<int>(), ids.const_data_ptr<int>() + ids.numel());
            }
        }
        std::vector<std::span<const std::int32_t>> sources, targets;
        for (std::size_t i = 0; i < texts.size(); i += 2) {
            sources.emplace_back(texts[i]);
            targets.emplace_back(texts[i + 1]);
        }
        return packPairs(sources, targets, 0, at::kCPU);
    }

private:
    nlohmann::json m_header;
    std::string m_bytes;
};

constexpr int pairsInStep = 4, steps = 3, keptActivations = 5;

OptimizerKind kindOf(const std::string& run)
{
    return run == "smooth" || run == "topk" ? OptimizerKind::Adam : parseOptimizer(run);
}

/// Trains as the goldens were made, each batch in parts. Returns the losses.
std::vector<double> train(Golden& golden, const Expected& expected, const std::string& run, int parts, int count)
{
    const auto optimizer = makeOptimizer(kindOf(run), run == "adamw" ? 0.1 : 0.0, false, golden.model.weights());
    std::vector<double> losses;
    for (int step = 0; step < count; ++step) {
        golden.model.clearGradients();
        const auto tokens = expected.pairs(step, 0, pairsInStep).target.tokens();
        double sum = 0;
        for (int part = 0; part < parts; ++part) {
            const PackedPairs pairs =
                expected.pairs(step, pairsInStep * part / parts, pairsInStep * (part + 1) / parts);
            const auto products = golden.weight("shared.weight").value().scalar_type();
            const at::Tensor loss =
                golden.model.loss(pairs, {.labelSmoothing = run == "smooth" ? 0.1 : 0.0, .products = products});
            (loss / static_cast<double>(tokens)).backward();
            sum += loss.item<double>();
        }
        losses.push_back(sum / static_cast<double>(tokens));
        optimizer->step(1e-3);
    }
    return losses;
}

PackedRows rowsOf(const std::vector<std::int64_t>& lengths)
{
    PackedRows rows{.offsets = {0}};
    for (const std::int64_t length : lengths)
        rows.offsets.push_back(rows.offsets.back() + length);
    return rows;
}

double largest(const at::Tensor& x)
{
    return x.abs().max().item<double>();
}

PackedPairs somePairs(const ModelConfig& config)
{
    std::mt19937 random(3);
    std::vector<std::vector<std::int32_t>> texts;
    for (const std::size_t length : {9U, 5U, 40U, 12U, 2U, 1U, 17U, 8U}) {
        texts.emplace_back(length);
        for (std::int32_t& id : texts.back())
            id = static_cast<std::int32_t>(random() % static_cast<unsigned>(config.vocabSize));
    }
    return packPairs({texts[0], texts[2], texts[4], texts[6]}, {texts[1], texts[3], texts[5], texts[7]}, 0, at::kCPU);
}

std::vector<at::Tensor> gradientsOf(Golden& golden, const TrainingPass& pass, double* lossValue = nullptr)
{
    golden.model.clearGradients();
    const at::Tensor loss = golden.model.loss(somePairs(golden.config), pass);
    loss.backward();
    if (lossValue) *lossValue = loss.item<double>();
    std::vector<at::Tensor> gradients;
    for (const TrainableWeight& weight : golden.model.weights())
        gradients.push_back(weight.gradient().clone());
    return gradients;
}

} // namespace

class TestTrainableT5 : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { setUpTorch(1); }

    void stepsAreThoseOfTransformers_data()
    {
        QTest::addColumn<QString>("shape");
        QTest::addColumn<QString>("run");
        QTest::addColumn<int>("parts");
        for (const char* shape : {"t5-relu", "t5-gelu", "t5-v1_1", "t5-gated-silu", "umt5", "t5-inner-dimension"}) {
            for (const char* run : {"adam", "adamw", "adafactor", "smooth", "topk"}) {
                for (const int parts : {1, 2, 4})
                    QTest::addRow("%s %s in %d", shape, run, parts) << QString(shape) << QString(run) << parts;
            }
        }
    }
    void stepsAreThoseOfTransformers()
    {
        QFETCH(QString, shape);
        QFETCH(QString, run);
        QFETCH(int, parts);
        const Expected expected(shape.toStdString());
        const std::string name = run.toStdString();
        Golden golden(shape.toStdString(), at::kDouble, name == "topk" ? keptActivations : 0);
        const Golden before(shape.toStdString());
        const bool oneStep = name == "smooth" || name == "topk";
        const std::vector<double> losses = train(golden, expected, name, parts, oneStep ? 1 : steps);
        const at::Tensor wanted = expected.at(name + "/loss");
        QCOMPARE(wanted.numel(), static_cast<std::int64_t>(losses.size()));
        for (std::size_t i = 0; i < losses.size(); ++i)
            QVERIFY(std::abs(losses[i] / wanted[static_cast<std::int64_t>(i)].item<double>() - 1) < 1e-7);
        const auto names = expected.changes(name);
        QVERIFY(names.size() > 20);
        double worst = 0;
        for (const std::string& weight : names) {
            const at::Tensor change = golden.weight(weight).value() - before.weight(weight).value();
            const at::Tensor known = expected.at(name + "/" + weight);
            QVERIFY(largest(known) > 1e-5);
            worst = std::max(worst, largest(change.narrow(0, 0, known.size(0)) - known));
        }
        qInfo("largest difference of a weight: %.1e", worst);
        QVERIFY2(worst < 1e-9, qPrintable(QString::number(worst)));
    }

    void topKInInference_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char* shape : {"t5-relu", "t5-v1_1"})
            QTest::addRow("%s", shape) << QString(shape);
    }
    /// The model that computes without gradients keeps the same activations.
    void topKInInference()
    {
        QFETCH(QString, shape);
        const Expected expected(shape.toStdString());
        const Golden golden(shape.toStdString(), at::kDouble, keptActivations);
        const T5Model model(golden.config, golden.weights, at::kCPU, at::kDouble);
        const PackedPairs pairs = expected.pairs(0, 0, pairsInStep);
        int layers = 0;
        const Watch watch{.hook = [&](LayerId, const at::Tensor& activations) {
            ++layers;
            QVERIFY((activations != 0).sum(-1).max().item<int>() <= keptActivations);
        }};
        double loss = 0;
        for (std::int64_t row = 0; row < pairsInStep; ++row) {
            const auto ids = [&](const PackedRows& rows) {
                return rows.ids.narrow(0, rows.begin(row), rows.length(row)).unsqueeze(0);
            };
            const at::Tensor decoded =
                model.decode(ids(pairs.target), model.encode(ids(pairs.source), {}, watch), watch);
            const at::Tensor labels = pairs.labels.narrow(0, pairs.target.begin(row), pairs.target.length(row));
            loss += at::cross_entropy_loss(model.logits(decoded)[0], labels, {}, at::Reduction::Sum).item<double>();
        }
        QCOMPARE(layers, pairsInStep * (golden.config.encoderLayers + golden.config.decoderLayers));
        const double wanted = expected.at("topk/loss").item<double>();
        QVERIFY(std::abs(loss / static_cast<double>(pairs.target.tokens()) / wanted - 1) < 1e-7);
        QVERIFY(std::abs(expected.at("adam/loss")[0].item<double>() / wanted - 1) > 1e-5); // it makes a difference
    }

    void observerSeesActivations()
    {
        const Expected expected("t5-relu");
        const Golden golden("t5-relu", at::kDouble, keptActivations);
        std::vector<LayerId> seen;
        TrainingPass pass{.products = at::kDouble};
        pass.observer = [&](LayerId layer, const at::Tensor& before, const at::Tensor& after) {
            seen.push_back(layer);
            const at::Tensor fires = after != 0;
            QVERIFY(after.masked_select(fires).equal(before.masked_select(fires)));
            QVERIFY(fires.sum(-1).max().item<int>() <= keptActivations && after.requires_grad());
        };
        const PackedPairs pairs = expected.pairs(0, 0, 2);
        const double loss = golden.model.loss(pairs, pass).item<double>();
        QCOMPARE(loss, golden.model.loss(pairs, {.products = at::kDouble}).item<double>());
        const auto enc = [](int number) { return LayerId{Stack::Encoder, number}; };
        const auto dec = [](int number) { return LayerId{Stack::Decoder, number}; };
        QVERIFY((seen == std::vector{enc(1), enc(2), dec(1), dec(2)}));
    }

    void lossesInSinglePrecision_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char* shape : {"t5-relu", "t5-v1_1", "umt5"})
            QTest::addRow("%s", shape) << QString(shape);
    }
    void lossesInSinglePrecision()
    {
        QFETCH(QString, shape);
        const Expected expected(shape.toStdString());
        double worst = 0;
        for (const std::string run : {"adam", "adamw", "adafactor"}) {
            Golden golden(shape.toStdString(), at::kFloat);
            const std::vector<double> losses = train(golden, expected, run, 2, steps);
            const at::Tensor wanted = expected.at("fp32/" + run + "/loss");
            for (int i = 0; i < steps; ++i)
                worst = std::max(worst, std::abs(losses[static_cast<std::size_t>(i)] / wanted[i].item<double>() - 1));
        }
        qInfo("largest relative difference of a loss: %.1e", worst);
        QVERIFY(worst < 1e-5);
    }

    void recomputedBlocksGiveTheSameGradients_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char* shape : {"t5-relu", "umt5", "t5-v1_1"})
            QTest::addRow("%s", shape) << QString(shape);
    }
    void recomputedBlocksGiveTheSameGradients()
    {
        QFETCH(QString, shape);
        Golden golden(shape.toStdString(), at::kFloat);
        TrainingPass pass{.dropout = {0.1, 5}};
        const auto plain = gradientsOf(golden, pass);
        pass.recompute = true;
        const auto again = gradientsOf(golden, pass);
        for (std::size_t i = 0; i < plain.size(); ++i) {
            QVERIFY2(largest(plain[i] - again[i]) <= 1e-6 * largest(plain[i]),
                     golden.model.weights()[i].name().c_str());
        }
    }

    void dropoutDependsOnItsKeyAlone()
    {
        Golden golden("t5-relu", at::kFloat);
        double first = 0, second = 0, other = 0, none = 0;
        gradientsOf(golden, {.dropout = {0.1, 5}}, &first);
        setUpTorch(1);
        const auto gradients = gradientsOf(golden, {.dropout = {0.1, 5}}, &second);
        setUpTorch(2);
        const auto onTwo = gradientsOf(golden, {.dropout = {0.1, 5}});
        gradientsOf(golden, {.dropout = {0.1, 6}}, &other);
        gradientsOf(golden, {}, &none);
        QCOMPARE(first, second);
        QVERIFY(first != other && first != none && other != none);
        for (std::size_t i = 0; i < gradients.size(); ++i)
            QVERIFY(at::allclose(gradients[i], onTwo[i], 1e-5, 1e-6));
    }

    /// With dropout, the gradient of the loss along a direction is the slope that is measured.
    void gradientsWithDropoutAreSlopes_data()
    {
        QTest::addColumn<QString>("shape");
        for (const char* shape : {"t5-relu", "t5-v1_1", "umt5"})
            QTest::addRow("%s", shape) << QString(shape);
    }
    void gradientsWithDropoutAreSlopes()
    {
        QFETCH(QString, shape);
        Golden golden(shape.toStdString());
        const TrainingPass pass{.dropout = {0.2, 9}, .labelSmoothing = 0.1, .products = at::kDouble};
        const auto gradients = gradientsOf(golden, pass);
        const auto lossNow = [&] {
            const at::NoGradGuard off;
            return golden.model.loss(somePairs(golden.config), pass).item<double>();
        };
        at::manual_seed(4);
        for (std::size_t i = 0; i < gradients.size(); ++i) {
            const at::Tensor value = golden.model.weights()[i].value();
            const at::Tensor direction = at::randn_like(value);
            constexpr double h = 1e-4;
            value.add_(direction, h);
            const double above = lossNow();
            value.sub_(direction, 2 * h);
            const double below = lossNow();
            value.add_(direction, h);
            const double slope = (above - below) / (2 * h), known = (gradients[i] * direction).sum().item<double>();
            // The norm's mean of squares is in fp32, as transformers has it, which blurs the difference.
            QVERIFY2(std::abs(slope - known) < 0.02 * std::abs(known) + 0.1,
                     qPrintable(QString("%1: %2, not %3")
                                    .arg(QString::fromStdString(golden.model.weights()[i].name()))
                                    .arg(slope)
                                    .arg(known)));
        }
    }

    void packedAttentionIsPaddedAttention_data()
    {
        QTest::addColumn<bool>("cross");
        QTest::newRow("to itself, with a bias") << false;
        QTest::newRow("to another sequence") << true;
    }
    void packedAttentionIsPaddedAttention()
    {
        QFETCH(bool, cross);
        at::manual_seed(1);
        const PackedRows queries = rowsOf({7, 1, 19, 4, 11}), keys = cross ? rowsOf({3, 14, 1, 6, 9}) : queries;
        const auto random = [](std::initializer_list<std::int64_t> shape) {
            return at::randn(shape, at::kDouble).requires_grad_(true);
        };
        const std::int64_t heads = 3, size = 8;
        AttentionInput input{.heads = heads};
        input.queries = random({queries.tokens(), (cross ? 1 : 3) * heads * size});
        if (cross) input.memory = random({keys.tokens(), 2 * heads * size});
        if (!cross) input.bias = random({1, heads, queries.longest(), keys.longest()});
        const at::Tensor weight = at::randn({queries.tokens(), heads * size}, at::kDouble);
        std::vector<std::vector<at::Tensor>> results;
        for (const auto attention : {packedAttention, paddedAttention}) {
            for (at::Tensor* tensor : {&input.queries, &input.memory, &input.bias}) {
                if (tensor->defined()) tensor->mutable_grad() = at::Tensor();
            }
            const at::Tensor out = attention(input, queries, keys, {});
            (out * weight).sum().backward();
            results.push_back({out.detach(), input.queries.grad(), cross ? input.memory.grad() : input.bias.grad()});
        }
        for (std::size_t i = 0; i < 3; ++i)
            QVERIFY(largest(results[0][i] - results[1][i]) < 1e-12);
    }

    void dropoutDropsItsShare()
    {
        const at::Tensor ones = at::ones({400, 700});
        const Dropout dropout{0.1, 77};
        const at::Tensor x = dropped(ones, dropout);
        QVERIFY(std::abs((x == 0).to(at::kFloat).mean().item<double>() - 0.1) < 0.003);
        QVERIFY(std::abs(x.mean().item<double>() - 1.0) < 0.003);
        // No row or column is unlike the others, and no two places drop the same.
        QVERIFY(largest((x == 0).to(at::kFloat).mean(0) - 0.1) < 0.075);
        QVERIFY(largest((x == 0).to(at::kFloat).mean(1) - 0.1) < 0.06);
        const at::Tensor both = (x == 0).logical_and(dropped(ones, dropout.at(1)) == 0);
        QVERIFY(std::abs(both.to(at::kFloat).mean().item<double>() - 0.01) < 0.002);
        QVERIFY(at::equal(addDropped(ones, ones, dropout), ones + x));
        const at::Tensor signedValues = at::randn({400, 700});
        QVERIFY(at::allclose(reluDropped(signedValues, dropout), signedValues.relu() * x));
    }

    void halfPrecisionProductsStayNear()
    {
        Golden golden("t5-v1_1", at::kFloat);
        double full = 0, half = 0;
        gradientsOf(golden, {.dropout = {0.1, 5}}, &full);
        const auto gradients = gradientsOf(golden, {.dropout = {0.1, 5}, .products = at::kBFloat16}, &half);
        QVERIFY(full != half);
        QVERIFY(std::abs(half / full - 1) < 0.02);
        QCOMPARE(gradients[0].scalar_type(), at::kFloat);
    }

    void frozenWeightsStay()
    {
        Golden golden("t5-relu", at::kFloat), before("t5-relu", at::kFloat);
        for (const char* part : {"embedding", "enc1", "dec2"})
            golden.model.freeze(part);
        train(golden, Expected("t5-relu"), "adam", 1, 1);
        for (const TrainableWeight& weight : golden.model.weights()) {
            const bool frozen = weight.name() == "shared.weight" || weight.name().starts_with("encoder.block.0.") ||
                                weight.name().starts_with("decoder.block.1.");
            QCOMPARE(at::equal(weight.value(), before.weight(weight.name()).value()), frozen);
            QCOMPARE(weight.isTrained(), !frozen);
        }
        QVERIFY_THROWS_EXCEPTION(Error, golden.model.freeze("enc3"));
    }

    void frozenEmbeddingWithRecomputedBlocks()
    {
        Golden golden("t5-relu", at::kFloat);
        golden.model.freeze("embedding");
        for (const bool recompute : {false, true}) {
            golden.model.clearGradients();
            golden.model.loss(somePairs(golden.config), {.recompute = recompute}).backward();
            for (const TrainableWeight& weight : golden.model.weights())
                QCOMPARE(weight.gradient().defined(), weight.isTrained());
        }
    }

    void randomWeightsHaveTheirSpread()
    {
        Golden golden("t5-inner-dimension", at::kFloat);
        golden.model.initialize(1);
        const auto deviation = [&](const char* name) { return golden.weight(name).value().std().item<double>(); };
        QVERIFY(std::abs(deviation("shared.weight") - 1) < 0.05);
        QVERIFY(std::abs(deviation("encoder.block.0.layer.0.SelfAttention.q.weight") * std::sqrt(240.0) - 1) < 0.15);
        QVERIFY(std::abs(deviation("encoder.block.0.layer.0.SelfAttention.k.weight") * std::sqrt(24.0) - 1) < 0.15);
        QVERIFY(std::abs(deviation("encoder.block.0.layer.0.SelfAttention.o.weight") * std::sqrt(30.0) - 1) < 0.15);
        QVERIFY(std::abs(deviation("decoder.block.1.layer.2.DenseReluDense.wo.weight") * std::sqrt(32.0) - 1) < 0.15);
        QVERIFY(at::equal(golden.weight("encoder.final_layer_norm.weight").value(), at::ones({24})));
        const at::Tensor first = golden.weight("shared.weight").value().clone();
        golden.model.initialize(1);
        QVERIFY(at::equal(first, golden.weight("shared.weight").value()));
    }

    void learningRatesFollowTheirSchedule()
    {
        TrainingSettings settings{.learningRate = 2.0, .warmUpSteps = 4, .schedule = ScheduleKind::Linear};
        QCOMPARE(scheduledRate(settings, 0, 12), 0.0);
        QCOMPARE(scheduledRate(settings, 3, 12), 1.5);
        QCOMPARE(scheduledRate(settings, 4, 12), 2.0);
        QCOMPARE(scheduledRate(settings, 8, 12), 1.0);
        settings.schedule = ScheduleKind::Cosine;
        QCOMPARE(scheduledRate(settings, 8, 12), 1.0);
        QVERIFY(scheduledRate(settings, 6, 12) > 1.5);
        settings.schedule = ScheduleKind::Constant;
        QCOMPARE(scheduledRate(settings, 11, 12), 2.0);
    }

    void gradientsAreClippedTogether()
    {
        Golden golden("t5-relu", at::kFloat);
        const auto gradients = gradientsOf(golden, {});
        const auto norm = [&] {
            double sum = 0;
            for (const TrainableWeight& weight : golden.model.weights())
                sum += weight.gradient().square().sum().item<double>();
            return std::sqrt(sum);
        };
        const double whole = norm();
        clipGradients(golden.model.weights(), 2 * whole);
        QVERIFY(at::equal(golden.model.weights()[3].gradient(), gradients[3]));
        clipGradients(golden.model.weights(), whole / 4);
        QVERIFY(std::abs(norm() / whole - 0.25) < 1e-4);
    }
};

QTEST_GUILESS_MAIN(TestTrainableT5)
#include "tst_trainablet5.moc"

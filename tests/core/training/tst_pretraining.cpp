// SPDX-License-Identifier: GPL-3.0-or-later
// Training from scratch: T5's span corruption, the penalty on firing rates, and the whole way from texts to a
// checkpoint.
#include "core/base/File.h"
#include "core/capture/T5Engine.h"
#include "core/model/TorchError.h"
#include "core/tokenizer/SentencePieceModel.h"
#include "core/tokenizer/VocabularyTrainer.h"
#include "core/training/FineTuner.h"
#include "core/training/Optimizer.h"
#include "core/training/Pretrainer.h"
#include "core/training/SpanCorruptor.h"
#include "core/training/TrainingManifest.h"
#include "tests/core/training/TrainingFixture.h"

#include <QTemporaryDir>
#include <QtTest>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

namespace fs = std::filesystem;

constexpr std::int32_t eos = 1, firstSentinel = 1099;

fs::path pathOf(const QTemporaryDir& folder)
{
    return folder.path().toStdString();
}

std::string bytesOf(const fs::path& file)
{
    return readTextFile(file, 1 << 24);
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

SpanCorruptor corruptorFor(const SpanCorruption& settings)
{
    std::vector<std::int32_t> sentinels(100);
    for (std::size_t i = 0; i < sentinels.size(); ++i)
        sentinels[i] = firstSentinel - static_cast<std::int32_t>(i);
    return {settings, sentinels};
}

bool isSentinel(std::int32_t id)
{
    return id > firstSentinel - 100 && id <= firstSentinel;
}

/// 100, 101 … and `</s>`.
std::vector<std::int32_t> someIds(int tokens)
{
    std::vector<std::int32_t> ids(static_cast<std::size_t>(tokens));
    std::iota(ids.begin(), ids.end(), 100);
    ids.push_back(eos);
    return ids;
}

/// The text that source and target came from, by putting every span in its sentinel's place.
std::vector<std::int32_t> restored(const TokenizedPair& pair)
{
    std::vector<std::int32_t> ids;
    for (const std::int32_t id : pair.source) {
        if (!isSentinel(id)) {
            ids.push_back(id);
            continue;
        }
        auto at = std::ranges::find(pair.target, id);
        while (++at != pair.target.end() && !isSentinel(*at) && *at != eos)
            ids.push_back(*at);
    }
    return ids;
}

/// A training from scratch of seconds.
PretrainingRequest smallRequest(const fs::path& output)
{
    PretrainingRequest request{.dataName = "words", .output = output};
    for (const TextPair& pair : somePairs(120))
        request.texts.push_back("The " + pair.source + " of " + pair.target + " was seen by " + pair.source + ".");
    request.choices.shape = {.encoderLayers = 2, .decoderLayers = 1, .dModel = 16, .dFf = 24, .heads = 2, .dKv = 8};
    request.choices.vocabulary.pieces = 60;
    request.choices.vocabulary.sentinels = 10;
    request.settings.optimizer = OptimizerKind::AdamW;
    request.settings.learningRate = 0.03;
    request.settings.relativeRate = true;
    request.settings.epochs = 3;
    request.settings.batchSize = 16;
    request.settings.firing = {.rate = 0.1, .weight = 0.05, .steps = 10};
    request.settings.device = "cpu";
    request.settings.threads = 1;
    return request;
}

TrainedCheckpoint train(const PretrainingRequest& request, const TrainingCallback& progress = {},
                        const std::stop_token& stop = {})
{
    return trainingServices().pretrain(request, stop, progress).checkpoints.at(0);
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

std::set<std::string> contentOf(const fs::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// The penalty in plain words, for comparison.
double plainPenalty(const at::Tensor& x, double allowed, std::int64_t first)
{
    const at::Tensor seen = x.slice(0, first, x.size(0), 2);
    const at::Tensor rates = at::sigmoid(seen * (5.0 / seen.std().item<double>())).mean(0);
    double sum = 0;
    for (std::int64_t n = 0; n < rates.size(0); ++n) {
        const double rate = rates[n].item<double>() / allowed;
        sum += std::pow(std::max(0.0, rate - 1.0), 2) + std::pow(std::max(0.0, 1.0 - rate / 0.2), 2);
    }
    return sum / static_cast<double>(rates.size(0));
}

} // namespace

class TestPretraining : public QObject {
    Q_OBJECT

private slots:
    /// Counts and places of noise, as T5's preprocessing has them (tokens, noise, spans).
    void corruptionFollowsT5_data()
    {
        QTest::addColumn<int>("tokens");
        QTest::addColumn<double>("density");
        QTest::addColumn<double>("meanSpan");
        QTest::addColumn<int>("noise");
        QTest::addColumn<int>("spans");
        QTest::newRow("512 tokens") << 512 << 0.15 << 3.0 << 77 << 26;
        QTest::newRow("a sentence") << 20 << 0.15 << 3.0 << 3 << 1;
        QTest::newRow("half is rounded to even") << 30 << 0.15 << 3.0 << 4 << 1;
        QTest::newRow("two spans") << 40 << 0.15 << 3.0 << 6 << 2;
        QTest::newRow("one token at least") << 3 << 0.15 << 3.0 << 1 << 1;
        QTest::newRow("one token is kept") << 2 << 0.9 << 3.0 << 1 << 1;
        QTest::newRow("no more spans than kept tokens") << 10 << 0.8 << 1.0 << 8 << 2;
        QTest::newRow("no more spans than sentinels") << 1000 << 0.5 << 1.0 << 500 << 98;
    }
    void corruptionFollowsT5()
    {
        QFETCH(int, tokens);
        QFETCH(double, density);
        QFETCH(double, meanSpan);
        QFETCH(int, noise);
        QFETCH(int, spans);
        for (const bool roll : {false, true}) {
            const SpanCorruptor corruptor = corruptorFor({density, meanSpan, roll});
            for (std::uint64_t key = 0; key < 50; ++key) {
                const std::vector<bool> isNoise = corruptor.pattern(static_cast<std::size_t>(tokens), key);
                QCOMPARE(static_cast<int>(std::ranges::count(isNoise, true)), noise);
                int starts = 0; // of spans, on the ring that a roll turns
                for (std::size_t i = 0; i < isNoise.size(); ++i)
                    starts += isNoise[i] && !isNoise[(i + isNoise.size() - 1) % isNoise.size()] ? 1 : 0;
                QCOMPARE(starts, spans);
                if (!roll) QVERIFY(!isNoise.front() && isNoise.back());
            }
        }
    }

    void corruptionCanBeUndone()
    {
        for (const bool roll : {false, true}) {
            const SpanCorruptor corruptor = corruptorFor({0.3, 2.0, roll});
            std::set<bool> closed; // whether a sentinel closes the target
            for (std::uint64_t key = 0; key < 200; ++key) {
                const auto ids = someIds(17);
                const TokenizedPair pair = corruptor.corrupt(ids, key);
                QCOMPARE(restored(pair), ids);
                QCOMPARE(pair.source.back(), eos);
                QCOMPARE(pair.target.back(), eos);
                std::vector<std::int32_t> sentinels;
                std::ranges::copy_if(pair.target, std::back_inserter(sentinels), isSentinel);
                for (std::size_t i = 0; i < sentinels.size(); ++i) // in falling order
                    QCOMPARE(sentinels[i], firstSentinel - static_cast<std::int32_t>(i));
                const bool isClosed = isSentinel(pair.target[pair.target.size() - 2]);
                QCOMPARE(isClosed, !isSentinel(pair.source[pair.source.size() - 2]));
                closed.insert(isClosed);
            }
            QCOMPARE(closed.size(), roll ? std::size_t(2) : std::size_t(1));
        }
    }

    /// Every way to cut is as likely as another: 7 tokens, 4 of them noise in two spans have 3 · 2 patterns.
    void segmentationIsUniform()
    {
        const SpanCorruptor corruptor = corruptorFor({0.6, 2.0, false});
        std::map<std::vector<bool>, int> seen;
        for (std::uint64_t key = 0; key < 6000; ++key)
            ++seen[corruptor.pattern(7, key)];
        QCOMPARE(seen.size(), std::size_t(6));
        for (const auto& [pattern, count] : seen)
            QVERIFY2(std::abs(count - 1000) < 150, qPrintable(QString::number(count))); // 5 standard deviations
    }

    void vocabularyIsT5s()
    {
        std::vector<std::string> texts;
        for (const TextPair& pair : somePairs(60))
            texts.push_back("The " + pair.source + " is näive.");
        const auto trained = [&](int pieces) {
            std::size_t next = 0;
            return trainVocabulary(
                [&](std::string& text) {
                    if (next < texts.size()) text = texts[next];
                    return next++ < texts.size();
                },
                pieces);
        };
        const std::string bytes = trained(50);
        QVERIFY(bytes == trained(50));
        const QTemporaryDir folder;
        writeFileAtomically(pathOf(folder) / "spiece.model", bytes);
        const SentencePieceModel model = readSentencePieceModel(pathOf(folder) / "spiece.model");
        QVERIFY(model.pieces.size() > 20 && model.pieces.size() <= 50);
        QCOMPARE(model.pieces[0].text, std::string("<pad>"));
        QCOMPARE(model.pieces[1].text, std::string("</s>"));
        QCOMPARE(model.pieces[2].text, std::string("<unk>"));
        QVERIFY(!model.precompiledCharsmap.empty());
        QVERIFY(std::ranges::any_of(model.pieces, [](const auto& piece) { return piece.text == "ä"; }));
        QVERIFY(std::ranges::none_of(model.pieces, [](const auto& piece) { return piece.text == "<s>"; }));
        texts.clear();
        QCOMPARE(errorOf([&] { trained(50); }).code(), ErrorCode::BadInput);
    }

    void penaltyIsAsDescribed_data()
    {
        QTest::addColumn<double>("allowed");
        QTest::addColumn<int>("step");
        QTest::newRow("too much firing") << 0.05 << 0;
        QTest::newRow("the other tokens") << 0.05 << 1;
        QTest::newRow("too little firing") << 0.5 << 4;
    }
    /// Its value against a plain computation, its gradient against finite differences, in fp64.
    void penaltyIsAsDescribed()
    {
        QFETCH(double, allowed);
        QFETCH(int, step);
        at::manual_seed(3);
        at::Tensor x = (at::randn({9, 6}, at::kDouble) - at::linspace(-1.5, 2.5, 6, at::kDouble)).requires_grad_(true);
        const FiringRates rates{allowed, static_cast<std::uint64_t>(step)};
        const at::Tensor penalty = firingPenalty(x, rates);
        const double known = plainPenalty(x.detach(), allowed, step % 2);
        QVERIFY(known > 1e-3);
        QVERIFY(std::abs(penalty.item<double>() / known - 1) < 1e-12);
        penalty.backward();

        // σ is held where it is: what is differentiated is the sum of sigmoids.
        const at::Tensor seen = x.detach().slice(0, step % 2, 9, 2);
        const double scale = 5.0 / seen.std().item<double>();
        const auto at = [&](const at::Tensor& values) {
            const at::Tensor relative = at::sigmoid(values.slice(0, step % 2, 9, 2) * scale).mean(0) / allowed;
            return ((relative - 1.0).clamp_min(0).square() + (1.0 - relative / 0.2).clamp_min(0).square())
                .mean()
                .item<double>();
        };
        constexpr double h = 1e-6;
        for (std::int64_t token = 0; token < 9; ++token) {
            for (std::int64_t neuron = 0; neuron < 6; ++neuron) {
                at::Tensor up = x.detach().clone(), down = x.detach().clone();
                up[token][neuron] += h;
                down[token][neuron] -= h;
                const double expected = (at(up) - at(down)) / (2 * h);
                QVERIFY(std::abs(x.grad()[token][neuron].item<double>() - expected) < 1e-7);
            }
        }
        QVERIFY(x.grad().slice(0, 1 - step % 2, 9, 2).abs().max().item<double>() == 0);
    }

    /// bf16 as it is trained: the penalty is computed in fp32, the gradient has the type of x.
    void penaltyInBfloat16()
    {
        at::manual_seed(3);
        const at::Tensor exact = at::randn({40, 8}).to(at::kBFloat16).to(at::kFloat).requires_grad_(true);
        const at::Tensor half = exact.detach().to(at::kBFloat16).requires_grad_(true);
        const at::Tensor one = firingPenalty(exact, {0.1, 0}), other = firingPenalty(half, {0.1, 0});
        QCOMPARE(other.item<double>(), one.item<double>());
        one.backward();
        other.backward();
        QVERIFY(half.grad().scalar_type() == at::kBFloat16);
        QVERIFY(at::allclose(half.grad().to(at::kFloat), exact.grad(), 1e-2, 1e-5));
    }

    /// The model adds the penalties of all its layers, and their gradients reach its weights.
    void penaltyOfTheModel()
    {
        const CheckpointDirectory directory(fs::path(SPARSIGHT_TEST_DATA) / "golden" / "t5-relu");
        TrainableT5 model(readModelConfig(directory.file("config.json")), false, at::kCPU, at::kDouble);
        model.initialize(4);
        const std::vector<std::int32_t> source{5, 9, 11, 30, 1}, target{12, 7, 1};
        const PackedPairs pairs = packPairs({source}, {target}, 0, at::kCPU);
        TrainingPass pass{.products = at::kDouble};
        QVERIFY(!model.losses(pairs, pass).penalty.defined());
        pass.firing = FiringRates{0.5, 0};
        const TrainableT5::Losses losses = model.losses(pairs, pass);
        QCOMPARE(losses.crossEntropy.item<double>(), model.loss(pairs, pass).item<double>());
        losses.penalty.backward();
        int moved = 0;
        for (const TrainableWeight& weight : model.weights()) {
            const bool isInput = weight.name().ends_with(".wi.weight");
            if (weight.gradient().defined() && isInput && weight.gradient().abs().max().item<double>() > 0) ++moved;
            QVERIFY(!weight.name().ends_with("decoder.final_layer_norm.weight") || !weight.gradient().defined());
        }
        QCOMPARE(moved, model.config().encoderLayers + model.config().decoderLayers);
        pass.recompute = true; // what TrainingSettings::check keeps away from here
        TrainingSettings settings;
        settings.firing.rate = 0.1;
        settings.gradientCheckpointing = true;
        QCOMPARE(errorOf([&] { settings.check(); }).code(), ErrorCode::BadInput);
    }

    void allowedRateFalls()
    {
        const FiringLimit limit{.rate = 0.02, .steps = 100};
        QCOMPARE(limit.allowed(0), 0.5);
        QCOMPARE(limit.allowed(50), 0.1);
        QCOMPARE(limit.allowed(100), 0.02);
        QCOMPARE(limit.allowed(5000), 0.02);
    }

    void relativeRates_data()
    {
        QTest::addColumn<QString>("optimizer");
        for (const char* name : {"adam", "adamw", "adafactor"})
            QTest::addRow("%s", name) << QString(name);
    }
    /// A step with relative rates is the plain step times each weight's root mean square, 0.001 at least.
    void relativeRates()
    {
        QFETCH(QString, optimizer);
        const CheckpointDirectory directory(fs::path(SPARSIGHT_TEST_DATA) / "golden" / "t5-relu");
        const ModelConfig config = readModelConfig(directory.file("config.json"));
        const std::vector<std::int32_t> source{5, 9, 11, 30, 1}, target{12, 7, 1};
        std::map<std::string, at::Tensor> before, plain, relative;
        for (const bool isRelative : {false, true}) {
            TrainableT5 model(config, false, at::kCPU, at::kDouble);
            model.initialize(4);
            for (const TrainableWeight& weight : model.weights()) {
                if (weight.name() == "decoder.final_layer_norm.weight") weight.value().fill_(1e-5);
                before[weight.name()] = weight.value().clone();
            }
            const auto step = makeOptimizer(parseOptimizer(optimizer.toStdString()), 0, isRelative, model.weights());
            model.loss(packPairs({source}, {target}, 0, at::kCPU), {.products = at::kDouble}).backward();
            step->step(1e-3);
            for (const TrainableWeight& weight : model.weights())
                (isRelative ? relative : plain)[weight.name()] = weight.value() - before[weight.name()];
        }
        for (const auto& [name, change] : plain) {
            const double size = std::max(1e-3, before[name].square().mean().sqrt().item<double>());
            QVERIFY2(at::allclose(relative[name], change * size, 1e-6, 1e-12), name.c_str());
        }
        QVERIFY(plain["decoder.final_layer_norm.weight"].abs().max().item<double>() > 0);
    }

    /// The result of a training that nothing disturbed.
    void resultIsACheckpoint()
    {
        const TrainedCheckpoint trained = train(smallRequest(m_checkpoint));
        QVERIFY(trained.end == TrainingEnd::Finished && trained.complete);
        QCOMPARE(trained.history.size(), std::size_t(3));
        QVERIFY(trained.history[2].trainingLoss < 0.9 * trained.history[0].trainingLoss);
        QVERIFY(*trained.history[2].validationLoss < *trained.history[0].validationLoss);
        QVERIFY(*trained.history[2].firingPenalty > 0);
        QVERIFY(trained.parent.path.empty() && trained.checkpoint.family == "t5");
        QCOMPARE(contentOf(pathOf(m_folder)), std::set<std::string>{"new"});
        QCOMPARE(contentOf(m_checkpoint),
                 (std::set<std::string>{"config.json", "generation_config.json", "model.safetensors", "spiece.model",
                                        "special_tokens_map.json", "tokenizer_config.json", "training.json"}));
        const auto engine = loadT5Engine(m_checkpoint, {.device = "cpu", .threads = 1}, {}, {});
        QCOMPARE(engine->weightsSha256({}, {}), trained.checkpoint.weightsSha256);
        const CheckpointDirectory directory(m_checkpoint);
        const ModelConfig config = readModelConfig(directory.file("config.json"));
        QCOMPARE(config.dFf, 24);
        QCOMPARE(config.decoderLayers, 1);
        QCOMPARE(config.vocabSize % 128, 0);
        QVERIFY(config.scalesOutput());
        const Tokenizer tokenizer(directory, config);
        QCOMPARE(tokenizer.size(), tokenizer.pieceCount() + 10);
        QCOMPARE(tokenizer.encodeIds("<extra_id_0>"), (std::vector<std::int32_t>{tokenizer.pieceCount() + 9, eos}));
        const auto manifest = resultOf(m_checkpoint);
        QCOMPARE(manifest["pretraining"]["d_ff"].get<int>(), 24);
        QCOMPARE(manifest["settings"]["firing_rate"].get<double>(), 0.1);
        const TrainedCheckpoint known = readManifest(m_checkpoint)->trained;
        QCOMPARE(known.dataName, std::string("words"));
        QCOMPARE(toJson(known.settings), toJson(trained.settings));
        QVERIFY(nlohmann::json::parse(known.pretraining) == manifest["pretraining"]);
    }

    void resumedIsAsUninterrupted_data()
    {
        QTest::addColumn<QString>("stage");
        QTest::addColumn<int>("step");
        QTest::newRow("in the second epoch") << "training" << 11;
        QTest::newRow("before an epoch is kept") << "saving" << 14;
        QTest::newRow("before the vocabulary") << "training the vocabulary" << 0;
    }
    void resumedIsAsUninterrupted()
    {
        QFETCH(QString, stage);
        QFETCH(int, step);
        const QTemporaryDir folder;
        const PretrainingRequest request = smallRequest(pathOf(folder) / "new");
        std::stop_source stop;
        const Error error = errorOf([&] { train(request, stopAt(stage.toStdString(), step, stop), stop.get_token()); });
        QCOMPARE(error.code(), ErrorCode::Cancelled);
        train(request);
        QCOMPARE(contentOf(pathOf(folder)), std::set<std::string>{"new"});
        QCOMPARE(bytesOf(request.output / "model.safetensors"), bytesOf(m_checkpoint / "model.safetensors"));
        QCOMPARE(resultOf(request.output), resultOf(m_checkpoint));
    }

    void completeTrainingIsLeftAlone()
    {
        const auto before = fs::last_write_time(m_checkpoint / "model.safetensors");
        QCOMPARE(trainingServices().pretrain(smallRequest(m_checkpoint), {}, {}).tokens, std::uint64_t(0));
        QCOMPARE(fs::last_write_time(m_checkpoint / "model.safetensors"), before);
        QCOMPARE(contentOf(pathOf(m_folder)), std::set<std::string>{"new"});
        PretrainingRequest other = smallRequest(m_checkpoint);
        other.choices.corruption.roll = true;
        QCOMPARE(errorOf([&] { train(other); }).code(), ErrorCode::BadInput);
    }

    /// Another shape, an existing vocabulary, and an end within an epoch.
    void givenVocabularyAndSteps()
    {
        const QTemporaryDir folder;
        PretrainingRequest request = smallRequest(pathOf(folder) / "v11");
        request.choices.vocabulary.model = m_checkpoint / "spiece.model";
        request.choices.shape.feedForward = "gated-gelu";
        request.choices.shape.tied = false;
        request.settings.firing = {};
        request.settings.maximumSteps = 10;
        request.settings.weights = Precision::Bf16;
        std::uint64_t steps = 0;
        const TrainedCheckpoint trained = train(request, [&](const TrainingProgress& progress) {
            steps = std::max(steps, progress.step);
            QCOMPARE(progress.steps == 0 || progress.steps == 10, true);
        });
        QCOMPARE(steps, std::uint64_t(10));
        QCOMPARE(trained.history.size(), std::size_t(2));
        QVERIFY(!trained.history[1].firingPenalty);
        QCOMPARE(bytesOf(request.output / "spiece.model"), bytesOf(m_checkpoint / "spiece.model"));
        const ModelConfig config = readModelConfig(request.output / "config.json");
        QVERIFY(config.feedForward == FeedForward::GatedGelu && !config.scalesOutput());
        loadT5Engine(request.output, {.device = "cpu", .threads = 1}, {}, {});
    }

    void epochsAreDrawnAnew()
    {
        const CheckpointDirectory directory(m_checkpoint);
        const Tokenizer tokenizer(directory, readModelConfig(directory.file("config.json")));
        PretrainingRequest request = smallRequest("unused");
        request.texts.push_back("");
        const auto sources = [&](const TrainingTexts& texts, int epoch) {
            std::vector<std::vector<std::int32_t>> result;
            const auto pairs = texts.training(epoch);
            for (const TokenizedPair& pair : pairs->pairs)
                result.push_back(pair.source);
            return result;
        };
        const TrainingTexts texts = corruptedTexts(request, tokenizer, {}, {});
        const auto first = sources(texts, 1);
        QCOMPARE(first.size(), texts.count);
        QVERIFY(sources(texts, 1) == first);
        QVERIFY(sources(texts, 2) != first);
        request.settings.validationShare = 0;
        const TrainingTexts all = corruptedTexts(request, tokenizer, {}, {});
        QCOMPARE(all.count, std::size_t(120));
        QCOMPARE(all.notes.size(), std::size_t(1)); // of those that were left out
        request.settings.seed = 9;
        QVERIFY(sources(corruptedTexts(request, tokenizer, {}, {}), 1) != sources(all, 1));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("what");
        for (const char* what : {"no texts", "short texts", "density", "layers", "feed-forward", "firing without relu",
                                 "vocabulary", "no vocabulary", "sentinels", "other folder", "other's start"})
            QTest::addRow("%s", what) << QString(what);
    }
    void refusals()
    {
        QFETCH(QString, what);
        const QTemporaryDir folder;
        PretrainingRequest request = smallRequest(pathOf(folder) / "new");
        ErrorCode code = ErrorCode::BadInput;
        if (what == "no texts") request.texts.clear();
        if (what == "short texts") {
            request.choices.vocabulary.model = m_checkpoint / "spiece.model";
            request.texts = {"", " "};
        }
        if (what == "density") request.choices.corruption.density = 1.0;
        if (what == "layers") request.choices.shape.decoderLayers = 0;
        if (what == "feed-forward") request.choices.shape.feedForward = "swish";
        if (what == "firing without relu") request.choices.shape.feedForward = "gated-gelu";
        if (what == "sentinels") request.choices.vocabulary.sentinels = 0;
        if (what == "vocabulary") {
            request.choices.vocabulary.model = pathOf(folder) / "missing.model";
            code = ErrorCode::NotFound;
        }
        if (what == "other folder") {
            fs::create_directory(request.output);
            writeFileAtomically(request.output / "precious.txt", "mine");
        }
        if (what == "no vocabulary") {
            request.choices.vocabulary.model = pathOf(folder) / "notes.txt";
            writeFileAtomically(request.choices.vocabulary.model, "no vocabulary");
            code = ErrorCode::Corrupt;
        }
        const fs::path start = pathOf(folder) / "new.start";
        if (what == "other's start") {
            fs::create_directory(start);
            writeFileAtomically(start / "precious.txt", "mine");
        }
        const Error error = errorOf([&] { train(request); });
        QCOMPARE(error.code(), code);
        if (what == "no vocabulary")
            QVERIFY2(std::string(error.what()).find("notes.txt") != std::string::npos, error.what());
        if (what == "other's start")
            QCOMPARE(bytesOf(start / "precious.txt"), std::string("mine"));
        else
            QVERIFY(!fs::exists(start)); // nothing is left behind
        if (what == "other folder") QCOMPARE(bytesOf(request.output / "precious.txt"), std::string("mine"));
    }

private:
    QTemporaryDir m_folder;
    fs::path m_checkpoint = pathOf(m_folder) / "new";
};

QTEST_GUILESS_MAIN(TestPretraining)
#include "tst_pretraining.moc"

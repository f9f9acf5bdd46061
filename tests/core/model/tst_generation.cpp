// SPDX-License-Identifier: GPL-3.0-or-later
// Text generation: parity with transformers (tests/golden/make_generation_goldens.py), and the parts on their own.
#include "core/model/Torch.h" // before Qt, whose macros it would meet

#include "core/model/CheckpointDirectory.h"
#include "core/model/Device.h"
#include "core/model/generation/Beams.h"
#include "core/model/generation/Generator.h"
#include "core/model/generation/Sampling.h"
#include "core/tokenizer/Tokenizer.h"
#include "tests/golden/GoldenData.h"

#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <functional>
#include <set>

using namespace sparsight;

namespace {

using Json = nlohmann::json;
using Ids = std::vector<std::int32_t>;

Json expectedOf(const std::string& shape)
{
    std::ifstream file(std::filesystem::path(SPARSIGHT_TEST_DATA) / "generation" / "expected.json");
    static const Json all = Json::parse(file);
    return all.at(shape);
}

/// In transformers' names, whose min_length counts the start token.
GenerateOptions optionsOf(const Json& choices)
{
    GenerateOptions options;
    options.maximumTokens = choices.at("max_new_tokens");
    options.minimumTokens = std::max(0, choices.value("min_length", 0) - 1);
    options.noRepeatNgram = choices.value("no_repeat_ngram_size", 0);
    options.beams = choices.at("num_beams");
    options.lengthPenalty = choices.value("length_penalty", 1.0);
    const Json early = choices.value("early_stopping", Json(false));
    options.earlyStopping = early == "never" ? EarlyStopping::Never
                            : early == true  ? EarlyStopping::On
                                             : EarlyStopping::Off;
    return options;
}

struct Checkpoint {
    explicit Checkpoint(const std::string& shape)
        : directory(golden::root() / shape)
        , config(readModelConfig(directory.file("config.json")))
        , weights(openWeights(directory))
        , tokenizer(directory, config)
        , model(config, weights, at::kCPU, at::kFloat)
    {
    }

    EncoderStates encode(const std::vector<std::string>& texts) const
    {
        std::vector<Ids> ids;
        std::vector<std::int64_t> lengths;
        for (const std::string& text : texts) {
            ids.push_back(tokenizer.encodeIds(text));
            lengths.push_back(std::int64_t(ids.back().size()));
        }
        const std::vector<std::span<const std::int32_t>> rows(ids.begin(), ids.end());
        return model.encode(model.batch(rows), texts.size() > 1 ? at::tensor(lengths) : at::Tensor(), {});
    }

    CheckpointDirectory directory;
    ModelConfig config;
    WeightTable weights;
    Tokenizer tokenizer;
    T5Model model;
};

std::string errorOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

/// Share of each token among `draws` from one row of scores.
std::vector<double> shares(const std::vector<float>& scores, const GenerateOptions& options, int draws = 20'000)
{
    UniformStream stream(options.seed, 0);
    std::vector<double> uniform;
    for (int i = 0; i < draws; ++i)
        uniform.push_back(stream.next());
    const at::Tensor rows = at::tensor(scores).unsqueeze(0).expand({draws, -1});
    const at::Tensor drawn = drawTokens(rows, options, at::tensor(uniform, at::kDouble));
    std::vector<double> result(scores.size());
    for (int i = 0; i < draws; ++i)
        result.at(std::size_t(drawn[i].item<std::int64_t>())) += 1.0 / draws;
    return result;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void(sparsight::GenerateOptions&)>)
Q_DECLARE_METATYPE(sparsight::GenerateOptions)

class TestGeneration : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { setUpTorch(1); } // tiny models: threads would only wait for each other
    void writesWhatTransformersDoes_data();
    void writesWhatTransformersDoes();
    void goldensDecideSomething();
    void textsLeaveTheBatch_data();
    void textsLeaveTheBatch();
    void repeatedNgrams_data();
    void repeatedNgrams();
    void beamsCloseByTheRules();
    void beamsStopWhenTheyCannotImprove_data();
    void beamsStopWhenTheyCannotImprove();
    void allTokensForbidden();
    void drawsBySoftmax();
    void drawsAmongTheTopK();
    void drawsAmongTheTopP();
    void temperature();
    void streamsAreReproducible();
    void seedDecidesWhatIsWritten();
    void brokenScoresStayInRange();
    void badOptions_data();
    void badOptions();
    void optionsOfTheCheckpoint_data();
    void optionsOfTheCheckpoint();
    void stops();
};

void TestGeneration::writesWhatTransformersDoes_data()
{
    QTest::addColumn<QString>("shape");
    for (const auto& entry : std::filesystem::directory_iterator(golden::root())) {
        if (entry.is_directory())
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().filename());
    }
}

void TestGeneration::writesWhatTransformersDoes()
{
    QFETCH(QString, shape);
    const Checkpoint checkpoint(shape.toStdString());
    const Json batches = expectedOf(shape.toStdString());
    QVERIFY(batches.size() >= 4);
    for (const Json& batch : batches) {
        QVERIFY(batch.at("margin").get<double>() > 1e-4);
        const auto texts = batch.at("texts").get<std::vector<std::string>>();
        const auto ids = batch.at("ids").get<std::vector<Ids>>();
        const Generator generator(checkpoint.model, optionsOf(batch.at("choices")));
        const std::string choices = batch.at("choices").dump();
        QVERIFY2(generator.generate(checkpoint.encode(texts), {}) == ids, choices.c_str());
        for (std::size_t i = 0; i < texts.size(); ++i) // alone, where nothing is padded
            QVERIFY2(generator.generate(checkpoint.encode({texts[i]}), {}).at(0) == ids[i], choices.c_str());
    }
}

/// A parity that every search would have shows little: here choices must differ in what they lead to.
void TestGeneration::goldensDecideSomething()
{
    std::set<std::string> written;
    int closed = 0, cut = 0;
    const Json batches = expectedOf("t5-trained");
    for (const Json& batch : batches) {
        written.insert(batch.at("ids").dump());
        for (const auto& row : batch.at("ids").get<std::vector<Ids>>())
            ++(row.back() == 1 ? closed : cut);
    }
    QVERIFY(batches.size() >= 12);
    QVERIFY2(written.size() >= 8, std::to_string(written.size()).c_str());
    QVERIFY2(closed > 30 && cut > 0, std::to_string(closed).c_str());
}

void TestGeneration::textsLeaveTheBatch_data()
{
    QTest::addColumn<int>("beams");
    QTest::newRow("greedy") << 1;
    QTest::newRow("beams") << 3;
}

/// The rows of the decoder grow fewer as texts are done, and come to an end with the last.
void TestGeneration::textsLeaveTheBatch()
{
    QFETCH(int, beams);
    const Checkpoint checkpoint("umt5");
    const std::vector<std::string> texts{"A red kite.", "Yesterday the flag of Norway fell into the river bank.", "a",
                                         "Bread and warm milk"};
    const GenerateOptions options{.maximumTokens = 60, .beams = beams};
    const auto together = Generator(checkpoint.model, options).generate(checkpoint.encode(texts), {});
    std::set<std::size_t> lengths;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(together[i], Generator(checkpoint.model, options).generate(checkpoint.encode({texts[i]}), {}).at(0));
        lengths.insert(together[i].size());
    }
    QVERIFY(lengths.size() > 1);
}

void TestGeneration::repeatedNgrams_data()
{
    QTest::addColumn<QList<int>>("sequence");
    QTest::addColumn<int>("ngram");
    QTest::addColumn<QList<int>>("forbidden");
    QTest::newRow("off") << QList<int>{0, 5, 5} << 0 << QList<int>{};
    QTest::newRow("single tokens, the start too") << QList<int>{0, 5, 6} << 1 << QList<int>{0, 5, 6};
    QTest::newRow("pairs") << QList<int>{0, 5, 6, 7, 5} << 2 << QList<int>{6};
    QTest::newRow("the same token twice") << QList<int>{0, 5, 5} << 2 << QList<int>{5};
    QTest::newRow("several") << QList<int>{0, 5, 6, 5, 7, 5} << 2 << QList<int>{6, 7};
    QTest::newRow("triples") << QList<int>{0, 5, 6, 7, 5, 6} << 3 << QList<int>{7};
    QTest::newRow("triples that differ") << QList<int>{0, 5, 6, 7, 4, 6} << 3 << QList<int>{};
    QTest::newRow("too short") << QList<int>{0, 5} << 3 << QList<int>{};
}

void TestGeneration::repeatedNgrams()
{
    QFETCH(QList<int>, sequence);
    QFETCH(int, ngram);
    QFETCH(QList<int>, forbidden);
    const Ids ids(sequence.begin(), sequence.end());
    QCOMPARE(repeatingTokens(ids, ngram), Ids(forbidden.begin(), forbidden.end()));
}

void TestGeneration::beamsCloseByTheRules()
{
    const GenerateOptions options{.maximumTokens = 3, .beams = 2, .lengthPenalty = 1};
    Beams beams(options, 0, 1);
    using Candidates = std::vector<Beams::Candidate>;
    // The closing token is third: too low to close, and the fourth stays out of the open beams.
    beams.advance(Candidates{{-1, 0, 5}, {-2, 0, 6}, {-2.5, 0, 1}, {-3, 0, 7}});
    QCOMPARE(beams.open().size(), std::size_t(2));
    QCOMPARE(beams.open()[1].sequence, (Ids{0, 6}));
    // Here it is second, and the beam with it closes at −3 / 2.
    beams.advance(Candidates{{-2, 1, 5}, {-3, 0, 1}, {-4, 0, 8}, {-5, 0, 9}});
    QVERIFY(!beams.isDone());
    QCOMPARE(beams.open()[0].sequence, (Ids{0, 6, 5}));
    QCOMPARE(beams.open()[0].origin, std::int64_t(1));
    QCOMPARE(beams.open()[1].sequence, (Ids{0, 5, 8}));
    // At the longest, both best are closed as they are: −6 / 3 and −9 / 3 against −1.5.
    beams.advance(Candidates{{-6, 0, 4}, {-9, 1, 4}, {-10, 0, 1}, {-11, 1, 1}});
    QVERIFY(beams.isDone());
    QCOMPARE(beams.best(), (Ids{5, 1}));
}

void TestGeneration::beamsStopWhenTheyCannotImprove_data()
{
    QTest::addColumn<int>("earlyStopping");
    QTest::addColumn<double>("lengthPenalty");
    QTest::addColumn<bool>("done");
    // One beam closes at −2 after 1 token; the best open one has −3 after 1 token of 10.
    QTest::newRow("on") << int(EarlyStopping::On) << 1.0 << true;
    QTest::newRow("off: closed now it would be worse") << int(EarlyStopping::Off) << 1.0 << true;
    QTest::newRow("never: at ten tokens it would be better") << int(EarlyStopping::Never) << 1.0 << false;
    QTest::newRow("never, length not favoured") << int(EarlyStopping::Never) << 0.0 << true;
}

void TestGeneration::beamsStopWhenTheyCannotImprove()
{
    QFETCH(int, earlyStopping);
    QFETCH(double, lengthPenalty);
    QFETCH(bool, done);
    const GenerateOptions options{
        .maximumTokens = 10, .beams = 1, .lengthPenalty = lengthPenalty, .earlyStopping = EarlyStopping(earlyStopping)};
    Beams beams(options, 0, 1);
    beams.advance(std::vector<Beams::Candidate>{{-2, 0, 1}, {-3, 0, 5}});
    QCOMPARE(beams.isDone(), done);
}

void TestGeneration::allTokensForbidden()
{
    const Checkpoint checkpoint("t5-one-layer");
    for (int beams : {1, 2}) { // more steps than there are tokens that may occur once
        const GenerateOptions options{.minimumTokens = 600, .maximumTokens = 600, .noRepeatNgram = 1, .beams = beams};
        const auto written = Generator(checkpoint.model, options).generate(checkpoint.encode({"a"}), {});
        QVERIFY(written.at(0).size() <= 600);
    }
}

void TestGeneration::drawsBySoftmax()
{
    const auto share =
        shares({std::log(1.F), std::log(2.F), std::log(5.F), std::log(2.F)}, {.sample = true, .topK = 0});
    const std::vector<double> expected{0.1, 0.2, 0.5, 0.2};
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(std::abs(share[i] - expected[i]) < 0.015); // four standard errors
}

void TestGeneration::drawsAmongTheTopK()
{
    const std::vector<float> scores{std::log(1.F), std::log(2.F), std::log(4.F), std::log(3.F)};
    QVERIFY(std::abs(shares(scores, {.topK = 1})[2] - 1) < 1e-9);
    const auto two = shares(scores, {.topK = 2});
    QCOMPARE(two[0] + two[1], 0.0);
    QVERIFY(std::abs(two[2] - 4.0 / 7) < 0.015);
    QVERIFY(shares(scores, {.topK = 99})[0] > 0.08); // more than there are: all
}

void TestGeneration::drawsAmongTheTopP()
{
    const std::vector<float> scores{std::log(1.F), std::log(2.F), std::log(4.F), std::log(3.F)};
    const auto most = shares(scores, {.topP = 0.6}); // .4 does not reach it, .4 + .3 does
    QCOMPARE(most[0] + most[1], 0.0);
    QVERIFY(std::abs(most[3] - 3.0 / 7) < 0.015);
    QVERIFY(std::abs(shares(scores, {.topP = 1e-9})[2] - 1) < 1e-9); // one is always left
    const auto both = shares(scores, {.topK = 3, .topP = 0.75});     // shares among the three: 4/9, 3/9, 2/9
    QCOMPARE(both[0] + both[1], 0.0);
}

void TestGeneration::temperature()
{
    const std::vector<float> scores{0, 1, 2, 0.5};
    QVERIFY(shares(scores, {.temperature = 1e-3})[2] > 0.9999);
    for (const double share : shares(scores, {.temperature = 1e4}))
        QVERIFY(std::abs(share - 0.25) < 0.015);
    const double ratio = std::exp(1 / 0.5); // of neighbours
    const auto sharp = shares(scores, {.temperature = 0.5});
    QVERIFY(std::abs(sharp[2] / sharp[1] / ratio - 1) < 0.1);
}

void TestGeneration::streamsAreReproducible()
{
    UniformStream first(7, 0), same(7, 0), otherStream(7, 1), otherSeed(8, 0);
    double smallest = 1, largest = 0;
    for (int i = 0; i < 1000; ++i) {
        const double value = first.next();
        QCOMPARE(value, same.next());
        QVERIFY(value != otherStream.next() && value != otherSeed.next());
        smallest = std::min(smallest, value);
        largest = std::max(largest, value);
    }
    QVERIFY(smallest >= 0 && smallest < 0.01 && largest > 0.99 && largest < 1);
}

void TestGeneration::seedDecidesWhatIsWritten()
{
    const Checkpoint checkpoint("t5-trained");
    const std::vector<std::string> texts{
        "At noon a silver coin fell into the museum, and warm bread waits outside another "
        "kitchen.",
        "Tonight fresh milk"};
    GenerateOptions options{.maximumTokens = 30, .sample = true, .seed = 3};
    const auto written = Generator(checkpoint.model, options).generate(checkpoint.encode(texts), {});
    QCOMPARE(Generator(checkpoint.model, options).generate(checkpoint.encode(texts), {}), written);
    const std::vector<std::uint64_t> second{1}; // a text's numbers are its own, whatever shares its batch
    QCOMPARE(Generator(checkpoint.model, options).generate(checkpoint.encode({texts[1]}), {}, second).at(0),
             written[1]);
    options.seed = 4;
    QVERIFY(Generator(checkpoint.model, options).generate(checkpoint.encode(texts), {}) != written);
    options.topK = 1; // one to draw from: greedy
    QCOMPARE(Generator(checkpoint.model, options).generate(checkpoint.encode(texts), {}),
             Generator(checkpoint.model, {.maximumTokens = 30}).generate(checkpoint.encode(texts), {}));
}

/// Weights may hold NaN; whatever comes of it must be a token.
void TestGeneration::brokenScoresStayInRange()
{
    const at::Tensor scores = at::full({2, 6}, std::nan(""));
    const at::Tensor drawn = drawTokens(scores, {.topK = 0, .topP = 0.5}, at::tensor({0.1, 0.9}, at::kDouble));
    QVERIFY((drawn >= 0).all().item<bool>() && (drawn < 6).all().item<bool>());
}

void TestGeneration::badOptions_data()
{
    QTest::addColumn<std::function<void(GenerateOptions&)>>("change");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, std::function<void(GenerateOptions&)> change, const char* named) {
        QTest::newRow(name) << std::move(change) << named;
    };
    row(
        "no token", [](GenerateOptions& o) { o.maximumTokens = 0; }, "not 0");
    row(
        "fewest above most", [](GenerateOptions& o) { o.minimumTokens = 65; }, "not 65");
    row(
        "no beam", [](GenerateOptions& o) { o.beams = 0; }, "beams");
    row(
        "too many beams", [](GenerateOptions& o) { o.beams = 257; }, "beams");
    row(
        "beams and sampling", [](GenerateOptions& o) { o.beams = 2, o.sample = true; }, "Sampling");
    row(
        "n-gram", [](GenerateOptions& o) { o.noRepeatNgram = -1; }, "n-grams");
    row(
        "length penalty", [](GenerateOptions& o) { o.lengthPenalty = std::nan(""); }, "length penalty");
    row(
        "top k", [](GenerateOptions& o) { o.topK = -1; }, "most probable");
    row(
        "top p of nothing", [](GenerateOptions& o) { o.topP = 0; }, "share");
    row(
        "top p above all", [](GenerateOptions& o) { o.topP = 1.5; }, "share");
    row(
        "temperature", [](GenerateOptions& o) { o.temperature = 0; }, "temperature");
}

void TestGeneration::badOptions()
{
    using Change = std::function<void(GenerateOptions&)>;
    QFETCH(Change, change);
    QFETCH(QString, named);
    GenerateOptions options;
    QVERIFY(errorOf([&] { checkOptions(options); }).empty());
    change(options);
    const std::string error = errorOf([&] { checkOptions(options); });
    QVERIFY2(QString::fromStdString(error).contains(named), error.c_str());
}

void TestGeneration::optionsOfTheCheckpoint_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("generationConfig"); // empty: no such file
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<GenerateOptions>("expected");
    const auto row = [](const char* name, const char* config, const char* own, bool accepted,
                        GenerateOptions expected = {}) {
        QTest::newRow(name) << QByteArray(config) << QByteArray(own) << accepted << expected;
    };
    row("nothing", "{}", "{}", true);
    row("lengths count the start token", "{}", R"({"max_length": 200, "min_length": 30})", true,
        {.minimumTokens = 29, .maximumTokens = 199});
    row("new tokens go first", "{}", R"({"max_length": 20, "max_new_tokens": 70, "min_new_tokens": 3})", true,
        {.minimumTokens = 3, .maximumTokens = 70});
    row("a long minimum alone", "{}", R"({"min_new_tokens": 90})", true, {.minimumTokens = 90, .maximumTokens = 90});
    row("beams", "{}", R"({"num_beams": 4, "length_penalty": 2, "no_repeat_ngram_size": 3, "early_stopping": true})",
        true, {.noRepeatNgram = 3, .beams = 4, .lengthPenalty = 2, .earlyStopping = EarlyStopping::On});
    row("never", "{}", R"({"num_beams": 2, "early_stopping": "never"})", true,
        {.beams = 2, .earlyStopping = EarlyStopping::Never});
    row("sampling", "{}", R"({"do_sample": true, "top_k": 5, "top_p": 0.9, "temperature": 0.7})", true,
        {.sample = true, .topK = 5, .topP = 0.9, .temperature = 0.7});
    row("null is absent", "{}", R"({"num_beams": null})", true);
    row("an old checkpoint", R"({"num_beams": 3})", "", true, {.beams = 3});
    row("its own file goes first", R"({"num_beams": 3})", "{}", true);
    row("tasks are not looked at", R"({"task_specific_params": {"summarization": {"num_beams": 4}}})", "", true);
    row("a text", "{}", R"({"num_beams": "four"})", false);
    row("negative", "{}", R"({"top_k": -1})", false);
    row("huge", "{}", R"({"max_length": 99999999999})", false);
    row("not together", "{}", R"({"num_beams": 4, "do_sample": true})", false);
    row("broken", "{}", R"({"num_beams": )", false);
}

void TestGeneration::optionsOfTheCheckpoint()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, generationConfig);
    QFETCH(bool, accepted);
    QFETCH(GenerateOptions, expected);
    const QTemporaryDir folder;
    const auto write = [&](const char* name, const QByteArray& content) {
        std::ofstream(folder.filePath(name).toStdString()) << content.constData();
    };
    write("config.json", config);
    if (!generationConfig.isEmpty()) write("generation_config.json", generationConfig);
    GenerateOptions read;
    const std::string error =
        errorOf([&] { read = readGenerateOptions(CheckpointDirectory(folder.path().toStdString())); });
    QCOMPARE(error.empty(), accepted);
    QVERIFY(!accepted || read == expected);
}

void TestGeneration::stops()
{
    const Checkpoint checkpoint("t5-one-layer");
    const EncoderStates states = checkpoint.encode({"a"});
    std::stop_source source;
    source.request_stop();
    for (int beams : {1, 2}) {
        const Generator generator(checkpoint.model, {.beams = beams});
        QVERIFY_EXCEPTION_THROWN(generator.generate(states, source.get_token()), Error);
    }
}

QTEST_GUILESS_MAIN(TestGeneration)
#include "tst_generation.moc"

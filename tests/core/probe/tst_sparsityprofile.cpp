// SPDX-License-Identifier: GPL-3.0-or-later
// How sparse checkpoints are over sentences: parity with transformers (tests/golden/make_sparsity_goldens.py), kinds
// and positions of tokens, samples of sentences, the twin, and stopping.
#include "core/base/Error.h"
#include "core/capture/T5Engine.h"
#include "core/probe/SparsityMetrics.h"
#include "core/training/RandomTwin.h"
#include "tests/golden/GoldenData.h"

#include <QTest>
#include <algorithm>
#include <cmath>
#include <map>

using namespace sparsight;

namespace {

using Json = nlohmann::json;

std::unique_ptr<InferenceEngine> load(const std::string& shape, int threads = 2)
{
    return loadT5Engine(golden::root() / shape, {.device = "cpu", .threads = threads}, {}, {});
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
        std::ifstream file(std::filesystem::path(SPARSIGHT_TEST_DATA) / "sparsity" / "expected.json");
        return Json::parse(file);
    }();
    return all.at("checkpoints");
}

Token piece(const std::string& text, bool special = false, const std::string& unknown = {})
{
    return {5, text, special || text.starts_with("▁"), special, unknown};
}

TokenGroup summed(std::size_t count, const std::function<TokenGroup(std::size_t)>& group)
{
    TokenGroup sum;
    for (std::size_t i = 0; i < count; ++i) {
        sum.tokens += group(i).tokens;
        sum.firings += group(i).firings;
    }
    return sum;
}

} // namespace

class TestSparsityProfile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asTransformers_data();
    void asTransformers();
    void threadsDoNotMatter();
    void epsilon();
    void metricsAreTheLayers();
    void withoutDecoder();
    void generated();
    void refusals();
    void stopsWithinABatch();
    void twinFiresHalfTheTime();
    void twinLeavesNothingBehind();
    void kinds_data();
    void kinds();
    void positions();
    void firstSentences();
    void drawnSentences();
};

void TestSparsityProfile::asTransformers_data()
{
    QTest::addColumn<QString>("shape");
    for (const auto& [shape, rows] : expected().items())
        QTest::newRow(shape.c_str()) << QString::fromStdString(shape);
}

void TestSparsityProfile::asTransformers()
{
    QFETCH(QString, shape);
    const auto engine = load(shape.toStdString());
    const auto sentences = goldenSentences();
    const SparsityProfile profile = profileSparsity(*engine, sentences, {.decoder = DecoderMode::Teacher});
    const Json& rows = expected().at(shape.toStdString());
    QCOMPARE(profile.layers.size(), rows.size());
    QCOMPARE(profile.summary.sentences, sentences.size());
    for (const LayerSparsity& layer : profile.layers) {
        const std::string name = layer.layer().toString();
        const Json& row = rows.at(name);
        QCOMPARE(layer.tokens(), row.at("tokens").get<std::uint64_t>());
        QCOMPARE(layer.firings(), row.at("firings").get<std::vector<std::uint64_t>>());
        const auto isClose = [](double actual, const Json& wanted, double tolerance) {
            return std::abs(actual - wanted.get<double>()) <= tolerance;
        };
        QVERIFY2(isClose(*layer.density(), row.at("density"), 1e-12), name.c_str());
        QVERIFY2(isClose(*layer.density(layer.atPosition(0)), row.at("first"), 1e-12), name.c_str());
        QVERIFY2(isClose(layer.concentration()->gini, row.at("gini"), 1e-5), name.c_str());
        QVERIFY2(isClose(layer.concentration()->hoyer, row.at("hoyer"), 1e-5), name.c_str());
        QVERIFY2(isClose(layer.concentration()->topShare, row.at("top_share"), 1e-3), name.c_str()); // ties in rounding
        for (const Json& cett : row.at("cett")) {
            const TailCut cut = *layer.cut(cett.at("error_limit"));
            QVERIFY2(isClose(cut.epsilon, cett.at("epsilon"), 1e-9 * cut.epsilon), name.c_str());
            QVERIFY2(isClose(cut.error, cett.at("error"), 1e-4), name.c_str());
            QVERIFY2(isClose(cut.kept, cett.at("kept"), 1e-3), name.c_str());
        }
        // Every token is in one bin of positions and of one kind.
        const auto ofPositions = summed(positionBins, [&](std::size_t i) { return layer.atPosition(i); });
        const auto ofKinds = summed(tokenKindCount, [&](std::size_t i) { return layer.ofKind(TokenKind(i)); });
        QCOMPARE(ofPositions.tokens, layer.tokens());
        QCOMPARE(ofKinds.tokens, layer.tokens());
        QCOMPARE(ofPositions.firings, ofKinds.firings);
    }
}

void TestSparsityProfile::threadsDoNotMatter()
{
    const auto sentences = goldenSentences();
    const auto one = profileSparsity(*load("t5-v1_1", 1), sentences, {});
    const auto four = profileSparsity(*load("t5-v1_1", 4), sentences, {});
    for (std::size_t i = 0; i < one.layers.size(); ++i) {
        QCOMPARE(one.layers[i].concentration()->gini, four.layers[i].concentration()->gini);
        QCOMPARE(one.layers[i].cut(0.2)->error, four.layers[i].cut(0.2)->error);
    }
}

void TestSparsityProfile::epsilon()
{
    const auto sentences = goldenSentences();
    const auto engine = load("t5-v1_1");
    const SparsityMetric& density = sparsityMetrics()[0];
    QCOMPARE(density.info.id, "density");
    const auto all = profileSparsity(*engine, sentences, {.cett = false});
    const auto few = profileSparsity(*engine, sentences, {.epsilon = 0.25, .cett = false});
    QVERIFY(*meanOf(density, all, Stack::Encoder) > 0.99);
    QVERIFY(*meanOf(density, few, Stack::Encoder) < 0.6);
    QVERIFY(!meanOf(density, few, Stack::Decoder));
    QVERIFY(!few.layers.front().cut(0.2)); // was not asked for
    QVERIFY(!few.exactZeros);
}

void TestSparsityProfile::metricsAreTheLayers()
{
    const auto profile = profileSparsity(*load("t5-trained"), goldenSentences(), {});
    const LayerSparsity& layer = profile.layers[1];
    std::map<std::string, double> values;
    for (const SparsityMetric& metric : sparsityMetrics())
        values[metric.info.id] = metric.value(layer, profile.request).value();
    QCOMPARE(values.size(), sparsityMetrics().size()); // no id twice
    QCOMPARE(values["density"] + values["flops_skipped"], 1.0);
    QCOMPARE(values["firing_neurons"], values["density"] * layer.neurons());
    QCOMPARE(values["never"], double(layer.rates().never));
    QCOMPARE(values["hoyer"], layer.concentration()->hoyer);
    QCOMPARE(values["cett_kept"], layer.cut(defaultOutputError)->kept);
    for (const SparsityMetric& metric : sparsityMetrics())
        QVERIFY2(!metric.value(LayerSparsity({Stack::Encoder, 1}, 8), {}), metric.info.id); // without a token
}

void TestSparsityProfile::withoutDecoder()
{
    const auto sentences = goldenSentences();
    const auto profile = profileSparsity(*load("t5-relu"), sentences, {.layers = {{Stack::Encoder, 1}}});
    QCOMPARE(profile.layers.size(), std::size_t(1));
    QCOMPARE(profile.summary.decoderTokens, std::uint64_t(0));
    QCOMPARE(profile.layers[0].tokens(), profile.summary.tokens);
}

void TestSparsityProfile::generated()
{
    const auto sentences = goldenSentences();
    const auto engine = load("t5-trained");
    const auto profile = profileSparsity(
        *engine, sentences, {.layers = {{Stack::Decoder, 2}}, .decoder = DecoderMode::Generate, .maximumNewTokens = 6});
    std::uint64_t tokens = 0;
    for (const Sentence& each : sentences)
        tokens += engine->generate(std::span(&each.text, 1), {.maximumTokens = 6}, {}, {}, {}).front().ids.size();
    QCOMPARE(profile.layers.at(0).tokens(), tokens); // the decoder reads the start token and all but the last
    QCOMPARE(profile.summary.decoderTokens, tokens);
}

void TestSparsityProfile::refusals()
{
    const auto engine = load("t5-relu");
    const auto sentences = goldenSentences();
    QVERIFY_EXCEPTION_THROWN(profileSparsity(*engine, {}, {}), Error);
    QVERIFY_EXCEPTION_THROWN(profileSparsity(*engine, sentences, {.layers = {{Stack::Decoder, 1}}}), Error);
    QVERIFY_EXCEPTION_THROWN(profileSparsity(*engine, sentences, {.layers = {{Stack::Encoder, 9}}}), Error);
}

void TestSparsityProfile::stopsWithinABatch()
{
    const auto engine = load("t5-v1_1");
    const std::vector<Sentence> many(400, goldenSentences()[3]);
    std::stop_source stop;
    std::uint64_t seen = 0;
    try {
        profileSparsity(*engine, many, {}, stop.get_token(), [&](const Progress& progress) {
            if (progress.stage != "measuring activations") return;
            seen = progress.done;
            if (progress.done > 0) stop.request_stop();
        });
        QFAIL("it went on to the end");
    } catch (const Error& error) {
        QCOMPARE(error.code(), ErrorCode::Cancelled);
    }
    QVERIFY(seen < 100);
}

void TestSparsityProfile::twinFiresHalfTheTime()
{
    const auto sentences = goldenSentences();
    const TwinMaker make = [](const auto& checkpoint, const auto& output, const auto& stop, const auto& progress) {
        makeRandomTwin({checkpoint, output, 3}, stop, progress);
    };
    TwinEngine twin(golden::root() / "t5-trained", make, loadT5Engine, {.device = "cpu"});
    const auto profile = profileSparsity(twin.engine(), sentences, {.decoder = DecoderMode::Teacher});
    for (const Stack stack : {Stack::Encoder, Stack::Decoder}) {
        QVERIFY(*meanOf(sparsityMetrics()[0], profile, stack) > 0.42);
        QVERIFY(*meanOf(sparsityMetrics()[0], profile, stack) < 0.58);
    }
}

void TestSparsityProfile::twinLeavesNothingBehind()
{
    std::filesystem::path folder;
    const TwinMaker make = [&](const auto& checkpoint, const auto& output, const auto& stop, const auto& progress) {
        folder = output;
        makeRandomTwin({checkpoint, output, 3}, stop, progress);
    };
    {
        TwinEngine twin(golden::root() / "t5-relu", make, loadT5Engine, {.device = "cpu"});
        QVERIFY(std::filesystem::exists(folder));
    }
    QVERIFY(!std::filesystem::exists(folder.parent_path()));
    const EngineFactory refuse = [](const auto&, const auto&, const auto&,
                                    const auto&) -> std::unique_ptr<InferenceEngine> {
        throw Error(ErrorCode::OutOfMemory, "There is no memory.");
    };
    QVERIFY_EXCEPTION_THROWN(TwinEngine(golden::root() / "t5-relu", make, refuse, {}), Error); // after it was made
    QVERIFY(!std::filesystem::exists(folder.parent_path()));
}

void TestSparsityProfile::kinds_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("special");
    QTest::addColumn<QString>("unknown");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const char* text, TokenKind kind, bool special = false,
                        const char* unknown = "") { QTest::newRow(name) << text << special << unknown << int(kind); };
    row("word", "▁light", TokenKind::WordStart);
    row("continuation", "house", TokenKind::Continuation);
    row("lone mark", "▁", TokenKind::WordStart);
    row("letters and digits", "▁x2", TokenKind::WordStart);
    row("apostrophe with letters", "'s", TokenKind::Continuation);
    row("Chinese", "東京", TokenKind::Continuation);
    row("full stop", ".", TokenKind::Punctuation);
    row("dash after a blank", "▁—", TokenKind::Punctuation);
    row("symbol", "▁€", TokenKind::Punctuation);
    row("number", "▁2017", TokenKind::Digits);
    row("number with a point", "3.5", TokenKind::Digits);
    row("fraction", "½", TokenKind::Digits);
    row("end", "</s>", TokenKind::Special, true);
    row("sentinel", "<extra_id_7>", TokenKind::Special, true);
    row("unknown emoji", "<unk>", TokenKind::Punctuation, false, "🙂");
    row("unknown letters", "<unk>", TokenKind::Continuation, false, "ᚠᚢ");
    row("nothing", "", TokenKind::Continuation);
}

void TestSparsityProfile::kinds()
{
    QFETCH(QString, text);
    QFETCH(bool, special);
    QFETCH(QString, unknown);
    QFETCH(int, kind);
    QCOMPARE(int(tokenKind(piece(text.toStdString(), special, unknown.toStdString()))), kind);
}

void TestSparsityProfile::positions()
{
    std::size_t before = 0;
    for (std::uint32_t position = 0; position < 4000; ++position) {
        const std::size_t bin = binOfPosition(position);
        QVERIFY(bin == before || bin == before + 1);
        before = bin;
        const PositionBin range = positionBin(bin);
        QVERIFY(position >= range.first && (!range.last || position <= *range.last));
    }
    QCOMPARE(before, positionBins - 1);
    QCOMPARE(positionBin(singlePositions).first, 32U);
    QCOMPARE(*positionBin(singlePositions).last, 63U);
    QCOMPARE(positionBin(positionBins - 1).first, 512U);
}

namespace {

std::vector<std::string> sampled(std::uint32_t count, std::optional<std::uint64_t> seed, int of)
{
    SentenceSample sample(count, seed);
    for (int i = 0; i < of; ++i)
        sample.add({.text = std::to_string(i), .label = {}, .group = {}, .target = {}});
    std::vector<std::string> texts;
    for (const Sentence& each : sample.take())
        texts.push_back(each.text);
    return texts;
}

} // namespace

void TestSparsityProfile::firstSentences()
{
    QCOMPARE(sampled(3, {}, 10), (std::vector<std::string>{"0", "1", "2"}));
    QCOMPARE(sampled(0, {}, 5).size(), std::size_t(5));
    QCOMPARE(sampled(8, {}, 5).size(), std::size_t(5));
}

void TestSparsityProfile::drawnSentences()
{
    const auto drawn = sampled(100, 7, 1000);
    QCOMPARE(drawn.size(), std::size_t(100));
    QVERIFY(std::ranges::is_sorted(drawn, {}, [](const std::string& text) { return std::stoi(text); }));
    QVERIFY(std::ranges::adjacent_find(drawn) == drawn.end());
    QCOMPARE(sampled(100, 7, 1000), drawn);
    QVERIFY(sampled(100, 8, 1000) != drawn);
    double mean = 0;
    for (const std::string& text : drawn)
        mean += std::stod(text) / 100;
    QVERIFY(mean > 400 && mean < 600); // from everywhere, not the first ones
    QCOMPARE(sampled(0, 7, 5).size(), std::size_t(5));
}

QTEST_GUILESS_MAIN(TestSparsityProfile)
#include "tst_sparsityprofile.moc"

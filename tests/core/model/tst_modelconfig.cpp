// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/model/ModelConfig.h"

#include <QTest>

using namespace sparsight;

class TestModelConfig : public QObject {
    Q_OBJECT

private slots:
    void readsEveryField();
    void everyFamilyHasDefaults_data();
    void everyFamilyHasDefaults();
    void knowsEveryFeedForward_data();
    void knowsEveryFeedForward();
    void topKOfALayer();
    void decidesScaling_data();
    void decidesScaling();
    void acceptsOldAndOddFiles_data();
    void acceptsOldAndOddFiles();
    void refuses_data();
    void refuses();
};

static ModelConfig parse(const QByteArray& fields)
{
    return parseModelConfig("{" + fields.toStdString() + "}", "config.json");
}

void TestModelConfig::readsEveryField()
{
    const ModelConfig config =
        parse(R"("model_type":"t5","architectures":["T5ForConditionalGeneration"],"vocab_size":1000,"d_model":24,
        "d_kv":5,"d_ff":40,"num_layers":3,"num_decoder_layers":2,"num_heads":7,"relative_attention_num_buckets":16,
        "relative_attention_max_distance":64,"feed_forward_proj":"gated-gelu","layer_norm_epsilon":1e-5,"tie_word_embeddings":false,
        "scale_decoder_outputs":true,"decoder_start_token_id":4,"pad_token_id":5,"eos_token_id":6,"unknown":[{}])");
    QCOMPARE(config.modelType, std::string("t5"));
    QCOMPARE(config.architectures, std::vector<std::string>{"T5ForConditionalGeneration"});
    QCOMPARE(config.vocabSize, 1000);
    QCOMPARE(config.dModel, 24);
    QCOMPARE(config.dKv, 5);
    QCOMPARE(config.dFf, 40);
    QCOMPARE(config.innerDim(), 35);
    QCOMPARE(config.encoderLayers, 3);
    QCOMPARE(config.decoderLayers, 2);
    QCOMPARE(config.buckets, 16);
    QCOMPARE(config.maxDistance, 64);
    QVERIFY(config.feedForward == FeedForward::GatedGelu && config.isGated() && !config.hasExactZeros());
    QCOMPARE(config.layerNormEpsilon, 1e-5);
    QCOMPARE(config.tieWordEmbeddings, std::optional(false));
    QCOMPARE(config.scaleDecoderOutputs, std::optional(true));
    QCOMPARE(config.decoderStartToken, 4);
    QCOMPARE(config.padToken, 5);
    QCOMPARE(config.eosToken, 6);
    QVERIFY(config.text.starts_with("{\"model_type\""));
}

void TestModelConfig::everyFamilyHasDefaults_data()
{
    QTest::addColumn<QByteArray>("type");
    for (const ModelFamily& family : modelFamilies())
        QTest::newRow(family.id.data()) << QByteArray(family.id.data(), static_cast<qsizetype>(family.id.size()));
}

void TestModelConfig::everyFamilyHasDefaults()
{
    QFETCH(QByteArray, type);
    const ModelConfig config = parse("\"model_type\":\"" + type + "\"");
    QCOMPARE(config.family, findModelFamily(type.toStdString()));
    QCOMPARE(config.decoderLayers, config.encoderLayers);
    QCOMPARE(config.buckets, 32);
    QCOMPARE(config.maxDistance, 128);
    QCOMPARE(config.layerNormEpsilon, 1e-6);
    QCOMPARE(config.decoderStartToken, 0);
    QCOMPARE(config.dModel, 512); // as T5Config(), MT5Config() and UMT5Config() of transformers 5.23.0
    QCOMPARE(config.heads, type == "t5" ? 8 : 6);
    QCOMPARE(config.dFf, type == "t5" ? 2048 : 1024);
    QCOMPARE(config.vocabSize, type == "t5" ? 32128 : 250112);
    QVERIFY(config.feedForward == (type == "t5" ? FeedForward::Relu : FeedForward::GatedGelu));
}

void TestModelConfig::knowsEveryFeedForward_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("gated");
    QTest::addColumn<bool>("exactZeros");
    QTest::newRow("relu") << QByteArray("relu") << false << true;
    QTest::newRow("gelu") << QByteArray("gelu") << false << false;
    QTest::newRow("gated-gelu") << QByteArray("gated-gelu") << true << false;
    QTest::newRow("gated-silu") << QByteArray("gated-silu") << true << false;
    QTest::newRow("gated-relu") << QByteArray("gated-relu") << true << true;
}

void TestModelConfig::knowsEveryFeedForward()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, gated);
    QFETCH(bool, exactZeros);
    const ModelConfig config = parse("\"model_type\":\"t5\",\"feed_forward_proj\":\"" + name + "\"");
    QCOMPARE(std::string(toString(config.feedForward)), name.toStdString());
    QCOMPARE(config.isGated(), gated);
    QCOMPARE(config.hasExactZeros(), exactZeros);
    QCOMPARE(config.hasSignedValues(), name != "relu");
}

void TestModelConfig::topKOfALayer()
{
    const QByteArray shape = R"("model_type":"t5","d_ff":40,"num_layers":2,"num_decoder_layers":1)";
    const LayerId enc2{Stack::Encoder, 2}, dec1{Stack::Decoder, 1};
    QCOMPARE(parse(shape).topK(dec1), 0);
    QCOMPARE(parse(shape + R"(,"sparsight_top_k":7)").topK(dec1), 7);
    const ModelConfig list = parse(shape + R"(,"sparsight_top_k":[1,40,3])");
    QCOMPARE(list.topK(enc2), 40);
    QCOMPARE(list.topK(dec1), 3);
    const ModelConfig chosen = withTopK(list, 9, "config.json");
    QCOMPARE(chosen.topK(enc2), 9);
    QCOMPARE(parseModelConfig(chosen.text, "again").topK(dec1), 9); // it is in the text that checkpoints keep
}

void TestModelConfig::decidesScaling_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("scales");
    const auto row = [](const char* name, const char* fields, bool scales) {
        QTest::newRow(name) << QByteArray(fields) << scales;
    };
    row("t5", R"("model_type":"t5")", true);
    row("t5 tied", R"("model_type":"t5","tie_word_embeddings":true)", true);
    row("t5 untied", R"("model_type":"t5","tie_word_embeddings":false)", false);
    row("t5 as transformers 5 saves v1.1",
        R"("model_type":"t5","tie_word_embeddings":true,"scale_decoder_outputs":false)", false);
    row("t5 untied but scaled", R"("model_type":"t5","tie_word_embeddings":false,"scale_decoder_outputs":true)", true);
    row("mt5", R"("model_type":"mt5","scale_decoder_outputs":true)", false);
    row("umt5", R"("model_type":"umt5","tie_word_embeddings":false)", true);
}

void TestModelConfig::decidesScaling()
{
    QFETCH(QByteArray, fields);
    QFETCH(bool, scales);
    QCOMPARE(parse(fields).scalesOutput(), scales);
}

void TestModelConfig::acceptsOldAndOddFiles_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::newRow("nulls") << QByteArray(
        R"("num_decoder_layers":null,"decoder_start_token_id":null,"pad_token_id":null,"eos_token_id":null)");
    QTest::newRow("several ends") << QByteArray(R"("eos_token_id":[1,2])");
    QTest::newRow("64 levels") << QByteArray("\"x\":" + QByteArray(63, '[') + QByteArray(63, ']'));
    QTest::newRow("task parameters") << QByteArray(
        R"("task_specific_params":{"summarization":{"prefix":"summarize: ","num_beams":4}})");
    QTest::newRow("epsilon as a whole number") << QByteArray(R"("layer_norm_epsilon":1)");
}

void TestModelConfig::acceptsOldAndOddFiles()
{
    QFETCH(QByteArray, fields);
    const ModelConfig config = parse("\"model_type\":\"t5\"," + fields);
    QCOMPARE(config.decoderStartToken, 0);
    QCOMPARE(config.eosToken, 1);
}

void TestModelConfig::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArrayList>("words");
    const auto row = [](const char* name, const QByteArray& json, const QByteArrayList& words) {
        QTest::newRow(name) << json << words;
    };
    const auto field = [&](const char* name, const QByteArray& text, const QByteArrayList& words) {
        row(name, "{\"model_type\":\"t5\"," + text + "}", words);
    };
    row("empty", "", {"JSON"});
    row("not JSON", "{\"model_type\":", {"JSON", "byte"});
    row("a list", "[]", {"object"});
    row("a number", "1", {"object"});
    row("not UTF-8", "{\"a\":\"\xff\"}", {"UTF-8"});
    row("byte order mark only", "\xef\xbb\xbf", {"JSON"});
    row("no model_type", "{}", {"model_type", "missing", "t5, mt5, umt5"});
    field("top-k of none", R"("sparsight_top_k":0)", {"sparsight_top_k", "0", "from 1 to 2048"});
    field("top-k above d_ff", R"("d_ff":40,"sparsight_top_k":41)", {"sparsight_top_k", "41", "from 1 to 40"});
    field("top-k of a text", R"("sparsight_top_k":"8")", {"sparsight_top_k", "whole number"});
    field("top-k of too few layers", R"("num_layers":2,"sparsight_top_k":[1,2,3])", {"sparsight_top_k", "list of 4"});
    field("top-k of half an activation", R"("num_layers":1,"sparsight_top_k":[1,2.5])", {"sparsight_top_k", "2.5"});
    row("another model", R"({"model_type":"bert"})", {"model_type", "bert", "t5, mt5, umt5"});
    row("model_type is a number", R"({"model_type":5})", {"model_type", "5"});
    row("65 levels", "{\"x\":" + QByteArray(64, '[') + QByteArray(64, ']') + "}", {"nested deeper than 64"});
    row("a million levels", "{\"x\":" + QByteArray(1'000'000, '['), {"nested deeper than 64"});
    row("objects in objects", QByteArray("{\"x\":").repeated(100) + "1" + QByteArray(100, '}'),
        {"nested deeper than 64"});
    row("key twice", R"({"model_type":"t5","d_ff":1,"d_ff":2})", {"d_ff", "twice"});
    row("over 1 MB", QByteArray("{\"x\":\"") + QByteArray(2'000'000, 'a') + "\"}", {"model_type"});
    for (const char* name :
         {"vocab_size", "d_model", "d_kv", "d_ff", "num_layers", "num_decoder_layers", "num_heads"}) {
        for (const char* value :
             {"0", "-1", "1.5", "2.0", "99999999999", "18446744073709551615", "1e3", "\"8\"", "true", "[8]", "{}"}) {
            const QByteArray label = QByteArray(name) + " = " + value;
            field(label, "\"" + QByteArray(name) + "\":" + value, {name, "whole number from 1"});
        }
    }
    field("number over any range", "\"d_ff\":1e999", {"too large"});
    field("attention wider than the limit", R"("d_kv":65536,"num_heads":4096)", {"d_kv", "268435456"});
    field("three buckets", R"("relative_attention_num_buckets":3)", {"relative_attention_num_buckets", "from 4"});
    field("distance within the exact buckets", R"("relative_attention_max_distance":16)",
          {"relative_attention_max_distance", "17"});
    field("epsilon zero", R"("layer_norm_epsilon":0)", {"layer_norm_epsilon"});
    field("epsilon negative", R"("layer_norm_epsilon":-1e-6)", {"layer_norm_epsilon", "-1e-06"});
    field("epsilon is a text", R"("layer_norm_epsilon":"1e-6")", {"layer_norm_epsilon"});
    field("unknown activation", R"("feed_forward_proj":"swish")", {"feed_forward_proj", "swish", "gated-silu"});
    field("activation is a list", R"("feed_forward_proj":["relu"])", {"feed_forward_proj"});
    field("tying is a text", R"("tie_word_embeddings":"no")", {"tie_word_embeddings", "true or false"});
    field("start beyond the vocabulary", R"("vocab_size":10,"decoder_start_token_id":10)",
          {"decoder_start_token_id", "to 9"});
    field("start negative", R"("decoder_start_token_id":-1)", {"decoder_start_token_id"});
    field("end is a text", R"("eos_token_id":"</s>")", {"eos_token_id"});
    field("no end", R"("eos_token_id":[])", {"eos_token_id"});
    field("architectures is a text", R"("architectures":"T5")", {"architectures", "list"});
    field("long value", "\"d_ff\":\"" + QByteArray(5000, 'x') + "\"", {"d_ff", "…"});
}

void TestModelConfig::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArrayList, words);
    try {
        parseModelConfig(json.toStdString(), "/some/config.json");
        QFAIL("accepted");
    } catch (const Error& e) {
        const QByteArray sentence = e.what();
        QVERIFY2(sentence.contains("/some/config.json") && sentence.size() < 400, sentence);
        for (const QByteArray& word : words)
            QVERIFY2(sentence.contains(word), sentence);
    }
}

QTEST_APPLESS_MAIN(TestModelConfig)
#include "tst_modelconfig.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/WeightTable.h"

#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/TensorContent.h"
#include "core/model/WeightNames.h"

#include "CheckpointFiles.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace sparsight;
using namespace sparsight::testing;
using nlohmann::json;

class TestWeightTable : public QObject {
    Q_OBJECT

private slots:
    void fitsTheConfiguration_data();
    void fitsTheConfiguration();
    void describesItself_data();
    void describesItself();
    void hashIsThatOfTheTensors();
    void hashDoesNotDependOnFormat();
    void hashReportsAndStops();
    void refusesIndexes_data();
    void refusesIndexes();
    void listsEverythingThatIsMissing();
    void listsEveryTensorThatDoesNotFit_data();
    void listsEveryTensorThatDoesNotFit();
    void survivesAFileThatShrinks();
    void noticesAFileThatIsWritten();
};

namespace {

const fs::path golden = fs::path(SPARSIGHT_TEST_DATA) / "golden";

std::string sha256(const fs::path& folder)
{
    return openWeights(CheckpointDirectory(folder)).sha256({}, {});
}

/// A safetensors file with these tensors: name → its U8 content as [n].
std::string bytesFile(const std::map<std::string, std::string>& tensors)
{
    json header = json::object();
    std::string data;
    for (const auto& [name, content] : tensors) {
        header[name] = {{"dtype", "U8"},
                        {"shape", {content.size()}},
                        {"data_offsets", {data.size(), data.size() + content.size()}}};
        data += content;
    }
    const std::string text = header.dump();
    return little(text.size(), 8) + text + data;
}

/// A safetensors file with empty content but the right shapes.
std::string shapesFile(const std::vector<ExpectedTensor>& tensors, const std::string& dtype)
{
    json header = json::object();
    std::uint64_t end = 0;
    for (const ExpectedTensor& tensor : tensors) {
        std::uint64_t bytes = dtype == "F32" ? 4 : 1;
        for (const auto size : tensor.shape)
            bytes *= size;
        header[tensor.name] = {{"dtype", dtype}, {"shape", tensor.shape}, {"data_offsets", {end, end + bytes}}};
        end += bytes;
    }
    return safetensors(header.dump(), end);
}

} // namespace

void TestWeightTable::fitsTheConfiguration_data()
{
    QTest::addColumn<QString>("name");
    for (const auto& entry : fs::directory_iterator(golden))
        if (entry.is_directory())
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().filename().string());
}

void TestWeightTable::fitsTheConfiguration()
{
    QFETCH(QString, name);
    const CheckpointDirectory directory(golden / name.toStdString());
    const ModelConfig config = readModelConfig(directory.file("config.json"));
    const WeightTable table = openWeights(directory);
    checkWeights(config, table);
    QVERIFY(table.elements() > 1000);
    QVERIFY(table.find("absent") == nullptr);
    QVERIFY(refusal([&] { table.at("absent"); }).find("absent") != std::string::npos);
    for (const TensorEntry& entry : table.entries()) {
        QCOMPARE(table.find(entry.name), &entry);
        QCOMPARE(table.bytes(entry).size(), entry.length);
    }
    table.throwIfChanged();
}

void TestWeightTable::describesItself_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("description");
    QTest::newRow("t5-relu") << "t5-relu"
                             << "safetensors, fp32";
    QTest::newRow("t5-bf16") << "t5-bf16"
                             << "safetensors, bf16";
    QTest::newRow("t5-fp16") << "t5-fp16"
                             << "safetensors, fp16";
    QTest::newRow("t5-bin") << "t5-bin"
                            << "pytorch_model.bin, fp32";
    QTest::newRow("t5-sharded") << "t5-sharded"
                                << "safetensors, 5 shards, fp32";
}

void TestWeightTable::describesItself()
{
    QFETCH(QString, name);
    QFETCH(QString, description);
    QCOMPARE(QString::fromStdString(openWeights(CheckpointDirectory(golden / name.toStdString())).description()),
             description);
}

void TestWeightTable::hashIsThatOfTheTensors()
{
    const TemporaryFolder folder;
    const auto hashOf = [&](const std::map<std::string, std::string>& tensors) {
        folder.write("model.safetensors", bytesFile(tensors));
        return sha256(folder.path());
    };
    const std::string hash = hashOf({{"a", "xy"}, {"b", "z"}});
    QCOMPARE(hash.size(), std::size_t(64));
    QCOMPARE(hashOf({{"a", "xy"}, {"b", "z"}}), hash);
    QVERIFY(hashOf({{"a", "xy"}, {"b", "w"}}) != hash);
    QVERIFY(hashOf({{"a", "x"}, {"b", "yz"}}) != hash);
    QVERIFY(hashOf({{"a", "xy"}, {"c", "z"}}) != hash);
    QVERIFY(hashOf({{"a", "z"}, {"b", "xy"}}) != hash);
    QVERIFY(hashOf({{"a", "xy"}}) != hash);

    const std::string tied = hashOf({{"a", "x"}, {"shared.weight", "yz"}});
    QCOMPARE(
        hashOf({{"a", "x"}, {"shared.weight", "yz"}, {"lm_head.weight", "yz"}, {"encoder.embed_tokens.weight", "yz"}}),
        tied);
    QVERIFY(hashOf({{"a", "x"}, {"shared.weight", "yz"}, {"lm_head.weight", "yw"}}) != tied);
}

void TestWeightTable::hashDoesNotDependOnFormat()
{
    // The sharded golden checkpoint again, in one file.
    const CheckpointDirectory sharded(golden / "t5-sharded");
    const WeightTable table = openWeights(sharded);
    json header = json::object();
    std::string data;
    for (const TensorEntry& entry : table.entries()) {
        const auto bytes = table.bytes(entry);
        header[entry.name] = {{"dtype", toString(entry.dtype)},
                              {"shape", entry.shape},
                              {"data_offsets", {data.size(), data.size() + bytes.size()}}};
        data.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    const TemporaryFolder folder;
    const std::string text = header.dump();
    folder.write("model.safetensors", little(text.size(), 8) + text + data);
    QCOMPARE(sha256(folder.path()), table.sha256({}, {}));

    // A view of a .bin hashes as the tensor it shows.
    const TemporaryFolder first, second;
    using pickle::Tensor;
    const std::string record{0, 1, 2, 3, 4, 5};
    const auto file = [&](const Tensor& tensor, const std::string& bytes) {
        return zip({{"a/data.pkl", pickle::dictionary(tensor.bytes())}, {"a/data/0", bytes}});
    };
    first.write("pytorch_model.bin", file({.type = "ByteStorage", .shape = {3, 2}, .stride = {1, 3}}, record));
    second.write("pytorch_model.bin",
                 file({.type = "ByteStorage", .shape = {3, 2}, .stride = {2, 1}}, {0, 3, 1, 4, 2, 5}));
    QCOMPARE(sha256(first.path()), sha256(second.path()));
}

void TestWeightTable::hashReportsAndStops()
{
    const WeightTable table = openWeights(CheckpointDirectory(golden / "t5-relu"));
    std::vector<Progress> seen;
    table.sha256({}, [&](const Progress& p) { seen.push_back(p); });
    QCOMPARE(seen.front().done, std::uint64_t(0));
    QCOMPARE(seen.back().done, seen.back().total);
    QVERIFY(seen.back().total > 10'000);
    QVERIFY(std::ranges::is_sorted(seen, {}, &Progress::done));

    std::stop_source source;
    try {
        table.sha256(source.get_token(), [&](const Progress&) { source.request_stop(); });
        QFAIL("did not stop");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::Cancelled);
    }
}

void TestWeightTable::refusesIndexes_data()
{
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("not JSON") << QByteArray("{") << QByteArray("JSON");
    QTest::newRow("no map") << QByteArray("{}") << QByteArray("weight_map");
    QTest::newRow("map is a list") << QByteArray(R"({"weight_map":[]})") << QByteArray("weight_map");
    QTest::newRow("empty map") << QByteArray(R"({"weight_map":{}})") << QByteArray("weight_map");
    QTest::newRow("number for a shard") << QByteArray(R"({"weight_map":{"a":1}})") << QByteArray("weight_map");
    QTest::newRow("tensor twice") << QByteArray(R"({"weight_map":{"a":"one","a":"two"}})") << QByteArray("twice");
    QTest::newRow("two shards missing") << QByteArray(R"({"weight_map":{"a":"x2","b":"one","c":"x1","d":"x2"}})")
                                        << QByteArray("x1, x2");
    QTest::newRow("tensors missing") << QByteArray(R"({"weight_map":{"a":"one","q":"one","r":"two"}})")
                                     << QByteArray("q (one), r (two)");
    QTest::newRow("tensor in the other shard")
        << QByteArray(R"({"weight_map":{"a":"two","b":"one"}})") << QByteArray("a (two), b (one)");
    QTest::newRow("tensor in two shards")
        << QByteArray(R"({"weight_map":{"a":"one","b":"same"}})") << QByteArray("another shard");
    QTest::newRow("link that leaves") << QByteArray(R"({"weight_map":{"a":"out"}})") << QByteArray("link out of");
    QTest::newRow("shard is a text file") << QByteArray(R"({"weight_map":{"a":"text"}})") << QByteArray("text");
}

void TestWeightTable::refusesIndexes()
{
    QFETCH(QByteArray, index);
    QFETCH(QByteArray, reason);
    const TemporaryFolder folder;
    folder.write("secret", bytesFile({{"a", "x"}}));
    folder.write("model/one", bytesFile({{"a", "x"}}));
    folder.write("model/two", bytesFile({{"b", "y"}}));
    folder.write("model/same", bytesFile({{"a", "x"}}));
    folder.write("model/text", "hello");
    fs::create_symlink("../secret", folder.path() / "model" / "out");
    folder.write("model/model.safetensors.index.json", index.toStdString());
    const std::string sentence = refusal([&] { openWeights(CheckpointDirectory(folder.path() / "model")); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());
}

void TestWeightTable::listsEverythingThatIsMissing()
{
    const ModelConfig config = parseModelConfig(
        R"({"model_type":"umt5","vocab_size":10,"d_model":2,"d_kv":1,"d_ff":3,"num_layers":2,"num_heads":1})", "");
    auto tensors = expectedTensors(config);
    tensors.push_back({"shared.weight", {10, 2}});
    const auto removed = std::erase_if(tensors, [](const ExpectedTensor& t) {
        return t.name == "decoder.block.1.layer.0.SelfAttention.relative_attention_bias.weight" ||
               t.name == "encoder.block.0.layer.1.DenseReluDense.wi_1.weight";
    });
    QCOMPARE(removed, std::size_t(2));
    const TemporaryFolder folder;
    folder.write("model.safetensors", shapesFile(tensors, "F32"));
    const std::string sentence =
        refusal([&] { checkWeights(config, openWeights(CheckpointDirectory(folder.path()))); });
    QVERIFY2(sentence.find("lack 2 tensors") != std::string::npos, sentence.c_str());
    QVERIFY2(sentence.find("wi_1") != std::string::npos && sentence.find("decoder.block.1") != std::string::npos,
             sentence.c_str());
}

void TestWeightTable::listsEveryTensorThatDoesNotFit_data()
{
    QTest::addColumn<QString>("changed");
    QTest::addColumn<QList<quint64>>("shape");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("transposed") << "encoder.block.0.layer.1.DenseReluDense.wo.weight" << QList<quint64>{3, 2} << "F32"
                                << QByteArray("wo.weight is [3, 2], not [2, 3]");
    QTest::newRow("one dimension less") << "encoder.final_layer_norm.weight" << QList<quint64>{} << "F32"
                                        << QByteArray("is [], not [2]");
    QTest::newRow("buckets") << "encoder.block.0.layer.0.SelfAttention.relative_attention_bias.weight"
                             << QList<quint64>{31, 1} << "F32" << QByteArray("[31, 1], not [32, 1]");
    QTest::newRow("vocabulary") << "shared.weight" << QList<quint64>{9, 2} << "F32"
                                << QByteArray("vocab_size is 10 in config.json, but shared.weight has 9 rows");
    QTest::newRow("embedding's width") << "shared.weight" << QList<quint64>{10, 3} << "F32"
                                       << QByteArray("shared.weight is [10, 3], not [10, 2]");
    QTest::newRow("embedding is a vector")
        << "shared.weight" << QList<quint64>{20} << "F32" << QByteArray("shared.weight is [20], not [10, 2]");
    QTest::newRow("head's rows") << "lm_head.weight" << QList<quint64>{11, 2} << "F32"
                                 << QByteArray("lm_head.weight has 11 rows");
    QTest::newRow("whole numbers") << "" << QList<quint64>{} << "U8" << QByteArray("holds U8");
    QTest::newRow("no embedding") << "shared.weight" << QList<quint64>{0} << "none" << QByteArray("no embedding");
}

void TestWeightTable::listsEveryTensorThatDoesNotFit()
{
    QFETCH(QString, changed);
    QFETCH(QList<quint64>, shape);
    QFETCH(QString, type);
    QFETCH(QByteArray, reason);
    const ModelConfig config = parseModelConfig(
        R"({"model_type":"t5","vocab_size":10,"d_model":2,"d_kv":1,"d_ff":3,"num_layers":1,"num_heads":1})", "");
    auto tensors = expectedTensors(config);
    tensors.push_back({"shared.weight", {10, 2}});
    tensors.push_back({"lm_head.weight", {10, 2}});
    if (type == "none")
        std::erase_if(tensors, [&](const ExpectedTensor& t) { return t.name == changed.toStdString(); });
    for (ExpectedTensor& tensor : tensors)
        if (tensor.name == changed.toStdString()) tensor.shape.assign(shape.begin(), shape.end());
    const TemporaryFolder folder;
    folder.write("model.safetensors", shapesFile(tensors, type == "U8" ? "U8" : "F32"));
    const std::string sentence =
        refusal([&] { checkWeights(config, openWeights(CheckpointDirectory(folder.path()))); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());
}

void TestWeightTable::survivesAFileThatShrinks()
{
    const TemporaryFolder folder;
    const std::size_t size = 1 << 20;
    const fs::path file = folder.write("model.safetensors", bytesFile({{"a", std::string(size, 'x')}}));
    const WeightTable table = openWeights(CheckpointDirectory(folder.path()));
    const auto bytes = table.bytes(table.at("a"));
    QCOMPARE(std::to_integer<char>(bytes.back()), 'x');
    fs::resize_file(file, 5000);
    unsigned sum = 0;
    for (const std::byte b : bytes)
        sum += std::to_integer<unsigned>(b); // would end the process with SIGBUS
    QVERIFY(sum < size * 'x');
    QVERIFY(refusal([&] { table.throwIfChanged(); }).find("was changed while it was in use") != std::string::npos);
    QVERIFY(!refusal([&] { table.sha256({}, {}); }).empty());

    // The handler serves later mappings as well.
    folder.write("model.safetensors", bytesFile({{"a", std::string(size, 'x')}}));
    const WeightTable again = openWeights(CheckpointDirectory(folder.path()));
    again.throwIfChanged();
    fs::resize_file(file, 5000);
    QCOMPARE(std::to_integer<int>(again.bytes(again.at("a")).back()), 0);
}

void TestWeightTable::noticesAFileThatIsWritten()
{
    const TemporaryFolder folder;
    const std::string content = bytesFile({{"a", "x"}});
    const fs::path file = folder.write("model.safetensors", content);
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(1));
    const WeightTable table = openWeights(CheckpointDirectory(folder.path()));
    table.throwIfChanged();
    folder.write("model.safetensors", content);
    QVERIFY(!refusal([&] { table.throwIfChanged(); }).empty());
}

QTEST_APPLESS_MAIN(TestWeightTable)
#include "tst_weighttable.moc"

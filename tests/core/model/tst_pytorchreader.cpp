// SPDX-License-Identifier: GPL-3.0-or-later
// pytorch_model.bin: files written by torch.save (make_pytorch_files.py) and files made to harm.
#include "core/model/PyTorchReader.h"

#include "core/model/CheckpointDirectory.h"
#include "core/model/TensorContent.h"
#include "core/model/WeightTable.h"

#include "CheckpointFiles.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <set>

using namespace sparsight;
using namespace sparsight::testing;
using nlohmann::json;

class TestPyTorchReader : public QObject {
    Q_OBJECT

private slots:
    void readsWhatTorchSaves_data();
    void readsWhatTorchSaves();
    void sharedStoragesAreAliases();
    void refusesWhatTorchSaves_data();
    void refusesWhatTorchSaves();
    void readsZip64();
    void refusesPickles_data();
    void refusesPickles();
    void refusesFiles_data();
    void refusesFiles();
    void refusesEveryTruncation();
};

namespace {

const fs::path data = fs::path(SPARSIGHT_TEST_DATA) / "pytorch";

std::vector<TensorEntry> read(const std::string& content)
{
    const TemporaryFolder folder;
    return readPyTorchTable(InputFile(folder.write("pytorch_model.bin", content)));
}

WeightTable openFile(const TemporaryFolder& folder, const std::string& name)
{
    folder.write("pytorch_model.bin", readAll(data / (name + ".bin")));
    return openWeights(CheckpointDirectory(folder.path()));
}

std::string contentHex(const WeightTable& table, const TensorEntry& entry)
{
    QByteArray bytes;
    forEachChunk(table, entry, {}, [&](std::span<const std::byte> chunk) {
        bytes.append(reinterpret_cast<const char*>(chunk.data()), static_cast<qsizetype>(chunk.size()));
    });
    return bytes.toHex().toStdString();
}

} // namespace

void TestPyTorchReader::readsWhatTorchSaves_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"types", "views", "module", "extra", "many"})
        QTest::newRow(name) << name;
}

void TestPyTorchReader::readsWhatTorchSaves()
{
    QFETCH(QString, name);
    const json expected = json::parse(readAll(data / "expected.json"))[name.toStdString()];
    const TemporaryFolder folder;
    const WeightTable table = openFile(folder, name.toStdString());
    QCOMPARE(table.entries().size(), expected.size());
    for (const auto& [tensor, row] : expected.items()) {
        const TensorEntry& entry = table.at(tensor);
        QCOMPARE(std::string(toString(entry.dtype)), row["dtype"].get<std::string>());
        QCOMPARE(entry.shape, row["shape"].get<std::vector<std::uint64_t>>());
        QCOMPARE(contentHex(table, entry), row["bytes"].get<std::string>());
    }
}

void TestPyTorchReader::sharedStoragesAreAliases()
{
    const TemporaryFolder folder;
    const WeightTable table = openFile(folder, "views");
    QCOMPARE(table.at("first").offset, table.at("second").offset);
    QCOMPARE(table.at("tail").offset, table.at("whole").offset + 40);
    QVERIFY(!table.at("transposed").isContiguous());
    QVERIFY(table.at("matrix").isContiguous());
}

void TestPyTorchReader::refusesWhatTorchSaves_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const char* reason) { QTest::newRow(name) << name << QByteArray(reason); };
    row("expanded", "does not fit into its storage");
    row("nested", "no tensors at its top level");
    row("list", "not a dictionary");
    row("code", "contains code (posix.system), not loaded");
    row("whole-module", "contains code (torch.nn.modules.linear.Linear), not loaded");
    row("sparse", "contains code (torch._utils._rebuild_sparse_tensor), not loaded");
    row("device", "contains code (torch.device), not loaded");
    row("uint16", "contains code (torch._utils._rebuild_tensor_v3), not loaded");
    row("legacy", "legacy format");
    row("protocol4", "protocol 2");
    row("script", "TorchScript");
    row("deflated", "compressed");
}

void TestPyTorchReader::refusesWhatTorchSaves()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, reason);
    const std::string sentence = refusal([&] { read(readAll(data / (name.toStdString() + ".bin"))); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());
    QVERIFY2(sentence.find("safetensors") != std::string::npos, sentence.c_str()); // the remedy
}

void TestPyTorchReader::readsZip64()
{
    const std::string table = pickle::dictionary(pickle::Tensor{}.bytes());
    const auto entries = read(zip({{"a/data.pkl", table}, {"a/data/0", std::string(24, 'x')}}, true));
    QCOMPARE(entries.size(), std::size_t(1));
    QCOMPARE(entries[0].length, std::uint64_t(24));
}

void TestPyTorchReader::refusesPickles_data()
{
    using namespace pickle;
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& table, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(table) << QByteArray(reason);
    };
    const auto tensor = [&](const char* name, const Tensor& t, const char* reason) {
        row(name, dictionary(t.bytes()), reason);
    };
    tensor("unlike the record's size", {.storageElements = 7}, "claims 7 elements");
    tensor("huge storage", {.storageElements = INT64_MAX}, "claims 9223372036854775807");
    tensor("negative storage", {.storageElements = -6}, "whole numbers");
    tensor("wrong type for the record", {.type = "DoubleStorage"}, "claims 6 elements of F64");
    tensor("unknown storage type", {.type = "QInt8Storage"}, "contains code");
    tensor("no such record", {.key = "1"}, "no data");
    tensor("record outside of the folder", {.key = "../version"}, "no data");
    tensor("view behind its storage", {.offset = 1}, "reaches behind");
    tensor("offset far behind", {.offset = INT64_MAX}, "reaches behind");
    tensor("negative offset", {.offset = -1}, "whole numbers");
    tensor("negative stride", {.stride = {-3, 1}}, "whole numbers");
    tensor("negative size", {.shape = {-2, 3}}, "whole numbers");
    tensor("stride leaves the storage", {.stride = {4, 1}}, "does not fit");
    tensor("size and stride overflow", {.shape = {INT64_MAX, 3}, .stride = {INT64_MAX, 1}}, "does not fit");
    tensor("sizes overflow", {.shape = {1LL << 32, 1LL << 32}, .stride = {0, 0}}, "does not fit");
    tensor("repeats its elements", {.shape = {1'000'000'000}, .stride = {0}}, "does not fit");
    tensor("shape longer than stride", {.stride = {1}}, "differ in length");
    tensor("nine dimensions", {.shape = {1, 1, 1, 1, 1, 1, 1, 2, 3}, .stride = {6, 6, 6, 6, 6, 6, 6, 3, 1}},
           "unknown shape");
    row("os.system", start + global("os", "system") + tuple(text("true")) + "R.",
        "contains code (os.system), not loaded");
    row("eval", start + global("builtins", "eval") + tuple(text("1")) + "R.",
        "contains code (builtins.eval), not loaded");
    row("unprintable name", start + "c\x1b[2J\nx\n.", "contains code (?[2J.x)");
    row("endless name", start + "c" + std::string(5000, 'a'), "over 1 kB");
    row("a function that is not called with a tuple", start + global("collections", "OrderedDict") + "]R.",
        "calls without arguments");
    row("calls a number", start + number(1) + ")R.", "calls what cannot be called");
    row("calls a storage type", start + global("torch", "FloatStorage") + ")R.", "calls what cannot be called");
    row("dictionary with arguments", start + global("collections", "OrderedDict") + tuple("]") + "R.", "unknown form");
    row("parameter of a number",
        start + global("torch._utils", "_rebuild_parameter") + tuple(number(1) + number(1) + number(1)) + "R.",
        "without a tensor");
    row("tensor of a number",
        start + global("torch._utils", "_rebuild_tensor_v2") + tuple(number(1) + number(0) + "))\x89)") + "R.",
        "without a storage");
    row("tensor of two arguments", start + global("torch._utils", "_rebuild_tensor_v2") + tuple("))") + "R.",
        "unknown form");
    row("storage of two parts", start + tuple(text("storage") + text("0")) + "Q.", "unknown form");
    row("storage is a text", start + text("storage") + "Q.", "unknown form");
    row("nested tuples", start + ")" + std::string(100, '\x85') + ".", "64 levels");
    row("nested marks", start + std::string(100, '('), "64 levels");
    row(
        "nested lists",
        start +
            [] {
                std::string s;
                for (int i = 0; i < 100; ++i)
                    s += "]";
                return s + std::string(99, 'a');
            }() +
            ".",
        "64 levels");
    row(
        "a list in itself",
        start + "]" + std::string("q\0", 2) +
            [] {
                std::string s;
                for (int i = 0; i < 100; ++i)
                    s += std::string("h\0a", 3);
                return s;
            }() +
            ".",
        "64 levels");
    row("nested a million deep", start + std::string(1'000'000, ']') + std::string(999'999, 'a') + ".", "64 levels");
    std::string memos = start + "N";
    for (std::uint32_t i = 0; i <= 1'000'000; ++i)
        memos += "r" + little(i, 4);
    row("over a million memos", memos + ".", "million");
    row("over two million values", start + std::string(2'000'001, 'N') + ".", "two million");
    row("memo that is not there", start + "h\x05.", "not remembered");
    row("huge memo number that is not there", start + "j\xff\xff\xff\xff.", "not remembered");
    row("nothing to remember", start + "q\x01.", "not there");
    row("closes what was not opened", start + "t.", "not opened");
    row("takes what is not there", start + "\x85.", "not there");
    row("takes from before the mark", start + "N(\x85.", "not there");
    row("appends to a number", start + number(1) + "Na.", "no container");
    row("sets in a list", start + "]NNs.", "no container");
    row("key without value", start + "}(Nu.", "without a value");
    row("state for a list", start + "]}b.", "no dictionary");
    row("name is a number", start + "}(" + number(1) + Tensor{}.bytes() + "u.", "without a name");
    row("text longer than the file",
        start + "X\xff\xff\xff\xff"
                "abc",
        "ends early");
    row("long of 9 bytes",
        start + "\x8a\x09"
                "123456789.",
        "64 bits");
    row("no end", start + "}", "ends early");
    row("two values", start + "}}.", "one value");
    row("no value", start + ".", "one value");
    row("only a number", start + number(1) + ".", "not a dictionary");
    row("empty dictionary", start + "}.", "no tensors");
    row("instruction to build an object", start + "(" + text("x") + "o.", "instruction");
    row("INST", start + "(ios\nsystem\n.", "instruction");
    row("STACK_GLOBAL", start + text("os") + text("system") + "\x93.", "instruction");
    row("EXT1", start + "\x82\x01.", "instruction");
    row("protocol 5", "\x80\x05}.", "protocol 2");
    row("protocol 0", "(dp0\n.", "protocol 2");
    row("empty", "", "ends early");
}

void TestPyTorchReader::refusesPickles()
{
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, reason);
    const std::string sentence = refusal([&] { read(pytorch(table.toStdString())); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());
    QVERIFY2(sentence.find("pytorch_model.bin") != std::string::npos, sentence.c_str());
}

void TestPyTorchReader::refusesFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& content, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(reason);
    };
    const std::string table = pickle::dictionary(pickle::Tensor{}.bytes());
    const std::string record(24, 'x');
    row("empty", "", "not a file of torch.save");
    row("a text", "hello, world, this is not a checkpoint", "not a file of torch.save");
    row("only the start of a zip", "PK\3\4", "too short");
    row("without data.pkl", zip({{"a/b", "c"}}), "without data.pkl");
    row("data.pkl outside of a folder", zip({{"data.pkl", table}, {"data/0", record}}), "without data.pkl");
    row("record there twice", zip({{"a/data.pkl", table}, {"a/data/0", record}, {"a/data/0", record}}), "twice");
    row("compressed table", zip({{"a/data.pkl", table, 8}, {"a/data/0", record}}), "compressed");
    row("compressed record", zip({{"a/data.pkl", table}, {"a/data/0", record, 8}}), "compressed");
    row("encrypted record", zip({{"a/data.pkl", table}, {"a/data/0", record, 0, 1}}), "encrypted");
    row("compressed byte order", zip({{"a/byteorder", "little", 8}, {"a/data.pkl", table}, {"a/data/0", record}}),
        "compressed");
    row("big-endian", zip({{"a/byteorder", "big"}, {"a/data.pkl", table}, {"a/data/0", record}}), "byte order");
    row("code folder", zip({{"a/code/x.py", ""}, {"a/data.pkl", table}, {"a/data/0", record}}), "TorchScript");
    row("constants.pkl", zip({{"a/constants.pkl", ""}, {"a/data.pkl", table}, {"a/data/0", record}}), "TorchScript");
    const std::string good = zip({{"a/data.pkl", table}, {"a/data/0", record}});
    const auto changed = [&](std::size_t fromEnd, const std::string& bytes) {
        std::string file = good;
        return file.replace(file.size() - fromEnd, bytes.size(), bytes);
    };
    row("directory behind the end", changed(6, little(0x7fffffff, 4)), "behind its end");
    row("directory too large", changed(10, little(0x7fffffff, 4)), "64 MB");
    row("more records than there are", changed(12, little(9, 2)), "ends early");
    const auto lastHeader = good.rfind("PK\1\2");
    const auto inDirectory = [&](std::size_t at, const std::string& bytes) {
        std::string file = good;
        return file.replace(lastHeader + at, bytes.size(), bytes);
    };
    row("two sizes", inDirectory(24, little(25, 4)), "two sizes");
    row("record larger than the file", inDirectory(20, little(1 << 30, 4) + little(1 << 30, 4)), "lies outside");
    row("record begins behind the file", inDirectory(42, little(1 << 30, 4)), "lies outside");
    row("record does not begin with a header", inDirectory(42, little(1, 4)), "no header");
    row("name longer than the directory", inDirectory(28, little(60000, 2)), "ends early");
    std::string locator = zip({{"a/data.pkl", table}, {"a/data/0", record}}, true);
    locator.replace(locator.rfind("PK\6\7") + 8, 8, little(0xffffffffffffff00, 8));
    row("zip64 end behind the file", locator, "behind its end");
    std::string huge = zip({{"a/data.pkl", table}, {"a/data/0", record}}, true);
    huge.replace(huge.rfind("PK\6\6") + 32, 8, little(0xffffffffffffff00, 8));
    row("zip64 with endless records", huge, "ends early");
}

void TestPyTorchReader::refusesFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, reason);
    const std::string sentence = refusal([&] { read(content.toStdString()); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());
}

void TestPyTorchReader::refusesEveryTruncation()
{
    const std::string file = readAll(data / "views.bin");
    QVERIFY(!read(file).empty());
    for (std::size_t size = 0; size < file.size(); size += 7)
        QVERIFY2(!refusal([&] { read(file.substr(0, size)); }).empty(), std::to_string(size).c_str());
}

QTEST_APPLESS_MAIN(TestPyTorchReader)
#include "tst_pytorchreader.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/SafetensorsReader.h"

#include "CheckpointFiles.h"

#include <QTest>

using namespace sparsight;
using namespace sparsight::testing;

class TestSafetensorsReader : public QObject {
    Q_OBJECT

private slots:
    void readsATable();
    void acceptsWhatTheFormatAllows_data();
    void acceptsWhatTheFormatAllows();
    void refuses_data();
    void refuses();
    void namesFileAndTensor();
};

static std::vector<TensorEntry> read(const std::string& content)
{
    const TemporaryFolder folder;
    return readSafetensorsTable(InputFile(folder.write("model.safetensors", content)));
}

void TestSafetensorsReader::readsATable()
{
    const std::string header =
        R"({"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[2,3],"data_offsets":[4,16]},)"
        R"("a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}  )";
    const auto entries = read(safetensors(header, 16));
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries[0].name, std::string("b"));
    QCOMPARE(toString(entries[0].dtype), toString(DType::BF16));
    QCOMPARE(entries[0].shape, (std::vector<std::uint64_t>{2, 3}));
    QCOMPARE(entries[0].stride, (std::vector<std::int64_t>{3, 1}));
    QCOMPARE(entries[0].offset, 8 + header.size() + 4);
    QCOMPARE(entries[0].length, std::uint64_t(12));
    QVERIFY(entries[1].shape.empty());
    QCOMPARE(entries[1].elements(), std::uint64_t(1));
}

void TestSafetensorsReader::acceptsWhatTheFormatAllows_data()
{
    QTest::addColumn<QByteArray>("content");
    const auto row = [](const char* name, const std::string& content) {
        QTest::newRow(name) << QByteArray::fromStdString(content);
    };
    row("no tensors", safetensors("{}", 0));
    row("an empty tensor", safetensors(R"({"a":{"dtype":"F32","shape":[0,5],"data_offsets":[0,0]}})", 0));
    row("an empty tensor between",
        safetensors(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"F32","shape":[0],)"
                    R"("data_offsets":[2,2]},"c":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
                    3));
    row("every type",
        safetensors(
            R"({"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1],"data_offsets":[8,10]},)"
            R"("c":{"dtype":"I64","shape":[1],"data_offsets":[10,18]},"d":{"dtype":"BOOL","shape":[1],"data_offsets":[18,19]}})",
            19));
}

void TestSafetensorsReader::acceptsWhatTheFormatAllows()
{
    QFETCH(QByteArray, content);
    QCOMPARE(refusal([&] { read(content.toStdString()); }), std::string());
}

void TestSafetensorsReader::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* name, const std::string& content, const char* reason) {
        QTest::newRow(name) << QByteArray::fromStdString(content) << QByteArray(reason);
    };
    const auto tensor = [](const std::string& dtype, const std::string& shape, const std::string& offsets) {
        return R"({"a":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
    };
    const std::string good = tensor("F32", "[2]", "[0,8]");
    row("empty file", "", "0 bytes");
    row("shorter than 8 bytes", "1234567", "7 bytes");
    row("header over 100 MB", little(100'000'001, 8) + "{}", "100 MB");
    row("header length with the top bit", little(0x8000000000000000, 8) + "{}", "100 MB");
    row("header past the end", little(1000, 8) + "{}", "behind the file");
    row("no header", little(0, 8), "begin with {");
    row("not {", safetensors("[]", 0), "begin with {");
    row("blank before {", safetensors(" {}", 0), "begin with {");
    row("not UTF-8", safetensors("{\"\xff\":1}", 0), "UTF-8");
    row("unfinished", safetensors("{\"a\":", 0), "JSON");
    row("something behind", safetensors("{}{}", 0), "JSON");
    row("duplicate tensor", safetensors(good.substr(0, good.size() - 1) + "," + good.substr(1), 8), "twice");
    row("duplicate field", safetensors(R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8),
        "twice");
    row("unknown field", safetensors(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":[]}})", 8),
        "unknown field");
    row("missing field", safetensors(R"({"a":{"dtype":"F32","shape":[2]}})", 8), "lacks");
    row("unknown type", safetensors(tensor("F8_E4M3", "[8]", "[0,8]"), 8), "F8_E4M3");
    row("type is a number", safetensors(R"({"a":{"dtype":1,"shape":[2],"data_offsets":[0,8]}})", 8), "does not belong");
    row("shape is a number", safetensors(tensor("F32", "2", "[0,8]"), 8), "does not belong");
    row("negative dimension", safetensors(tensor("F32", "[-2]", "[0,8]"), 8), "does not belong");
    row("fractional dimension", safetensors(tensor("F32", "[2.0]", "[0,8]"), 8), "does not belong");
    row("nested shape", safetensors(tensor("F32", "[[2]]", "[0,8]"), 8), "does not belong");
    row("too many dimensions", safetensors(tensor("F32", "[1,1,1,1,1,1,1,1,2]", "[0,8]"), 8), "too many");
    row("shape overflows", safetensors(tensor("F32", "[4294967296,4294967296]", "[0,0]"), 0), "bytes");
    row("shape overflows to its bytes", safetensors(tensor("F32", "[4611686018427387905]", "[0,4]"), 4), "bytes");
    row("dimension over 64 bits", safetensors(tensor("F32", "[99999999999999999999]", "[0,8]"), 8), "does not belong");
    row("bytes unlike the shape", safetensors(tensor("F32", "[3]", "[0,8]"), 8), "8 bytes");
    row("reversed offsets", safetensors(tensor("F32", "[2]", "[8,0]"), 8), "ends before it begins");
    row("one offset", safetensors(tensor("F32", "[2]", "[8]"), 8), "does not belong");
    row("three offsets", safetensors(tensor("F32", "[2]", "[0,4,8]"), 8), "too many");
    row("past the end", safetensors(good, 7), "holds only 7 of them");
    row("trailing bytes", safetensors(good, 9), "1 bytes behind");
    row("gap at the start", safetensors(tensor("F32", "[2]", "[4,12]"), 12), "gap");
    row("gap between",
        safetensors(
            R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
            3),
        "gap");
    row("overlap",
        safetensors(
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
            3),
        "overlap");
    row("the same bytes twice",
        safetensors(
            R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})",
            2),
        "overlap");
    row("tensor is a text", safetensors(R"({"a":"b"})", 0), "does not belong");
    row("tensor is null", safetensors(R"({"a":null})", 0), "does not belong");
    row("metadata is a list", safetensors(R"({"__metadata__":[]})", 0), "does not belong");
    row("metadata holds a number", safetensors(R"({"__metadata__":{"a":1}})", 0), "does not belong");
    row("metadata is nested", safetensors(R"({"__metadata__":{"a":{}}})", 0), "does not belong");
    row("deep", safetensors("{\"a\":" + std::string(200'000, '['), 0), "does not belong");
}

void TestSafetensorsReader::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, reason);
    const std::string sentence = refusal([&] { read(content.toStdString()); });
    QVERIFY2(QByteArray::fromStdString(sentence).contains(reason), sentence.c_str());
    QVERIFY2(sentence.find("model.safetensors") != std::string::npos, sentence.c_str());
}

void TestSafetensorsReader::namesFileAndTensor()
{
    try {
        read(safetensors(R"({"enc.w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}})", 8));
        QFAIL("read");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::Corrupt);
        QCOMPARE(e.context().item, std::string("enc.w"));
        QVERIFY(e.context().file.ends_with("model.safetensors"));
    }
}

QTEST_APPLESS_MAIN(TestSafetensorsReader)
#include "tst_safetensorsreader.moc"

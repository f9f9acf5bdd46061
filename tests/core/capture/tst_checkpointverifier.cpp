// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"
#include "core/capture/CheckpointVerifier.h"
#include "core/model/CheckpointDirectory.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <fstream>

using namespace sparsight;
namespace fs = std::filesystem;

class TestCheckpointVerifier : public QObject {
    Q_OBJECT

private slots:
    void passesGoodCheckpoints_data();
    void passesGoodCheckpoints();
    void namesTheStepThatFails_data();
    void namesTheStepThatFails();
    void countsWhatIsNotFinite_data();
    void countsWhatIsNotFinite();
    void stops();
};

namespace {

const fs::path golden = fs::path(SPARSIGHT_TEST_DATA) / "golden";

/// A copy of a golden checkpoint that a test may damage.
class Copy {
public:
    explicit Copy(const std::string& name) { fs::copy(golden / name, path()); }

    fs::path path() const { return fs::path(m_folder.path().toStdString()) / "model"; }
    fs::path operator/(const std::string& file) const { return path() / file; }
    void write(const std::string& file, const std::string& content) const
    {
        std::ofstream(path() / file, std::ios::binary) << content;
    }
    void overwrite(const std::string& file, std::uint64_t offset, const std::string& bytes) const
    {
        std::fstream stream(path() / file, std::ios::binary | std::ios::in | std::ios::out);
        stream.seekp(static_cast<std::streamoff>(offset));
        stream << bytes;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

void TestCheckpointVerifier::passesGoodCheckpoints_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"t5-relu", "t5-bin", "t5-sharded", "t5-bf16", "mt5", "umt5"})
        QTest::newRow(name) << name;
}

void TestCheckpointVerifier::passesGoodCheckpoints()
{
    QFETCH(QString, name);
    std::vector<Progress> seen;
    const CheckpointReport report =
        verifyCheckpoint(golden / name.toStdString(), {}, [&](const Progress& p) { seen.push_back(p); });
    for (const CheckpointCheck& check : report.checks)
        QVERIFY2(check.ok, check.sentence.c_str());
    QVERIFY(report.ok);
    QCOMPARE(report.checks.size(), std::size_t(6));
    QVERIFY(report.warnings.empty());
    QCOMPARE(report.weightsSha256.size(), std::size_t(64));
    QVERIFY(!seen.empty() && seen.back().done == seen.back().total);
    QVERIFY(std::ranges::all_of(report.checks, [](const CheckpointCheck& c) { return !c.sentence.empty(); }));
}

void TestCheckpointVerifier::namesTheStepThatFails_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QByteArray>("reason");
    for (const auto& [step, reason] : {std::pair("directory", "choose the folder of a Hugging Face checkpoint"),
                                       std::pair("configuration", "no config.json"), std::pair("weights", "no weights"),
                                       std::pair("shapes", "d_ff"), std::pair("tokenizer", "no spiece.model")})
        QTest::newRow(step) << step << QByteArray(reason);
}

void TestCheckpointVerifier::namesTheStepThatFails()
{
    QFETCH(QString, step);
    QFETCH(QByteArray, reason);
    const Copy copy("t5-relu");
    if (step == "directory") fs::remove_all(copy.path());
    if (step == "configuration") fs::remove(copy / "config.json");
    if (step == "weights") fs::remove(copy / "model.safetensors");
    if (step == "shapes") {
        copy.write("config.json", R"({"model_type":"t5","d_ff":999})");
        reason = "lack"; // the defaults imply more layers than the file has
    }
    if (step == "tokenizer") fs::remove(copy / "spiece.model");
    const CheckpointReport report = verifyCheckpoint(copy.path(), {}, {});
    QVERIFY(!report.ok && !report.checks.empty());
    const CheckpointCheck& last = report.checks.back();
    QVERIFY(!last.ok);
    QCOMPARE(QString::fromStdString(last.name), step);
    QVERIFY2(QByteArray::fromStdString(last.sentence).contains(reason), last.sentence.c_str());
    QVERIFY(report.weightsSha256.empty());
    const auto passed = std::ranges::count_if(report.checks, &CheckpointCheck::ok);
    QCOMPARE(static_cast<std::size_t>(passed), report.checks.size() - 1);
}

void TestCheckpointVerifier::countsWhatIsNotFinite_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("nan");
    QTest::addColumn<QByteArray>("infinity");
    const auto row = [](const char* name, std::initializer_list<int> nan, std::initializer_list<int> infinity) {
        QByteArray a, b;
        for (const int byte : nan)
            a.append(static_cast<char>(byte));
        for (const int byte : infinity)
            b.append(static_cast<char>(byte));
        QTest::newRow(name) << name << a << b;
    };
    row("t5-relu", {1, 0, 0x80, 0xff}, {0, 0, 0x80, 0x7f});
    row("t5-fp16", {1, 0x7c}, {0, 0xfc});
    row("t5-bf16", {0xc0, 0x7f}, {0x80, 0xff});
}

void TestCheckpointVerifier::countsWhatIsNotFinite()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, nan);
    QFETCH(QByteArray, infinity);
    const Copy copy(name.toStdString());
    const std::string before = verifyCheckpoint(copy.path(), {}, {}).weightsSha256;
    const std::string tensor = "encoder.final_layer_norm.weight";
    const std::uint64_t offset = openWeights(CheckpointDirectory(copy.path())).at(tensor).offset;
    copy.overwrite("model.safetensors", offset, (nan + nan + infinity).toStdString());

    const CheckpointReport report = verifyCheckpoint(copy.path(), {}, {});
    QVERIFY(report.ok); // the user may go on
    QCOMPARE(report.warnings.size(), std::size_t(1));
    const QByteArray warning = QByteArray::fromStdString(report.warnings.front());
    QVERIFY2(warning.contains(tensor.c_str()) && warning.contains("2 NaN and 1 infinite"), warning.constData());
    QVERIFY(report.weightsSha256 != before);
}

void TestCheckpointVerifier::stops()
{
    std::stop_source source;
    source.request_stop();
    try {
        verifyCheckpoint(golden / "t5-relu", source.get_token(), {});
        QFAIL("did not stop");
    } catch (const Error& e) {
        QCOMPARE(e.code(), ErrorCode::Cancelled);
    }
    std::stop_source later;
    QVERIFY_THROWS_EXCEPTION(
        Error, verifyCheckpoint(golden / "t5-relu", later.get_token(), [&](const Progress&) { later.request_stop(); }));
}

QTEST_APPLESS_MAIN(TestCheckpointVerifier)
#include "tst_checkpointverifier.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/SafetensorsWriter.h"

#include "core/base/Error.h"
#include "core/base/File.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <cstring>

#include <sys/stat.h>

using namespace sparsight;

class TestSafetensorsWriter : public QObject {
    Q_OBJECT

private slots:
    void layoutIsAsSpecified()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.safetensors").toStdString();
        SafetensorsWriter writer(file, {{"ids", TensorSpec::Type::I64, {3}},
                                        {"nothing", TensorSpec::Type::F32, {0, 7}},
                                        {"enc1", TensorSpec::Type::F32, {2, 2}},
                                        {"half", TensorSpec::Type::BF16, {3}}},
                                 {{"format", "pt"}});
        writer.append(std::vector<std::int64_t>{5, -1, 1LL << 40});
        writer.append(std::vector<float>{1.5F, 0.0F});
        QVERIFY(!std::filesystem::exists(file)); // it appears in one step
        writer.append(std::vector<float>{-2.0F, 3.25F});
        writer.append(std::vector<std::uint16_t>{0x3f80, 0, 0xbf80});
        writer.finish();

        const std::string bytes = readTextFile(file, 10'000);
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        QCOMPARE(length % 8, 0U);
        const auto header = nlohmann::json::parse(bytes.substr(8, length));
        QCOMPARE(header["ids"]["dtype"].get<std::string>(), "I64");
        QCOMPARE(header["enc1"]["shape"].get<std::vector<int>>(), (std::vector<int>{2, 2}));
        QCOMPARE(header["nothing"]["data_offsets"].get<std::vector<int>>(), (std::vector<int>{24, 24}));
        QCOMPARE(header["enc1"]["data_offsets"].get<std::vector<int>>(), (std::vector<int>{24, 40}));
        QCOMPARE(header["half"]["dtype"].get<std::string>(), "BF16");
        QCOMPARE(header["half"]["data_offsets"].get<std::vector<int>>(), (std::vector<int>{40, 46}));
        QCOMPARE(header["__metadata__"]["format"].get<std::string>(), "pt");
        QCOMPARE(bytes.size(), 8 + length + 46);
        float last = 0;
        std::memcpy(&last, bytes.data() + bytes.size() - 6 - 4, 4);
        QCOMPARE(last, 3.25F);
    }

    void oldFileStaysWithoutFinish()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = folder.filePath("a.safetensors").toStdString();
        writeFileAtomically(file, "before");
        {
            SafetensorsWriter writer(file, {{"x", TensorSpec::Type::F32, {2}}});
            writer.append(std::vector<float>{1});
        }
        QCOMPARE(readTextFile(file, 100), "before");
        QCOMPARE(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}), 1);
    }

    void targetMustBeARegularFile()
    {
        const QTemporaryDir folder;
        const std::filesystem::path fifo = folder.filePath("fifo").toStdString();
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(fifo, {}), Error);
        QVERIFY(std::filesystem::is_fifo(fifo));
        QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(fifo.parent_path(), {}), Error);
        QVERIFY_EXCEPTION_THROWN(SafetensorsWriter(fifo.parent_path() / "missing" / "a", {}), Error);
    }
};

QTEST_APPLESS_MAIN(TestSafetensorsWriter)
#include "tst_safetensorswriter.moc"

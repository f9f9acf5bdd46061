// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/File.h"

#include "core/base/AtomicFile.h"
#include "core/base/Error.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <csignal>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace sparsight;

namespace {

ErrorCode codeOf(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return error.code();
    }
    throw std::logic_error("no Error was thrown");
}

} // namespace

class TestFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::filesystem::path at(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private slots:
    void readsAnywhere()
    {
        writeFileAtomically(at("a"), "0123456789");
        const InputFile file(at("a"));
        QCOMPARE(file.size(), std::uint64_t(10));
        std::array<char, 4> part{};
        file.read(3, std::as_writable_bytes(std::span(part)));
        QCOMPARE(std::string(part.data(), 4), std::string("3456"));
        QVERIFY(codeOf([&] { file.read(8, std::as_writable_bytes(std::span(part))); }) == ErrorCode::Corrupt);
        const MappedFile mapped(at("a"));
        QCOMPARE(mapped.bytes().size(), std::size_t(10));
        QCOMPARE(char(mapped.bytes()[9]), '9');
    }
    void anEmptyFileIsMappedAsNothing()
    {
        writeFileAtomically(at("empty"), "");
        QVERIFY(MappedFile(at("empty")).bytes().empty());
        QVERIFY(readTextFile(at("empty"), 0).empty());
    }

    void refusesWhatIsNotAFile()
    {
        QCOMPARE(::mkfifo(at("fifo").c_str(), 0600), 0); // must not wait for a writer either
        std::filesystem::create_directory_symlink(at("loop"), at("loop"));
        QVERIFY(codeOf([&] { InputFile file(at("fifo")); }) == ErrorCode::BadInput);
        QVERIFY(codeOf([&] { InputFile file(at("")); }) == ErrorCode::BadInput);
        QVERIFY(codeOf([&] { InputFile file("/dev/null"); }) == ErrorCode::BadInput);
        QVERIFY(codeOf([&] { InputFile file(at("loop")); }) == ErrorCode::Io);
        QVERIFY(codeOf([&] { InputFile file(at("absent")); }) == ErrorCode::NotFound);
        QVERIFY(codeOf([&] { MappedFile file(at("fifo")); }) == ErrorCode::BadInput);
        QVERIFY(codeOf([&] { readTextFile(at("fifo"), 10); }) == ErrorCode::BadInput);
    }
    void errorsNameTheFile()
    {
        try {
            InputFile file(at("absent"));
            QFAIL("was opened");
        } catch (const Error& error) {
            QCOMPARE(error.context().file, at("absent").string());
            QVERIFY(std::string(error.what()).find(at("absent").string()) != std::string::npos);
        }
    }
    void textFilesHaveALimit()
    {
        writeFileAtomically(at("a"), "0123456789");
        QCOMPARE(readTextFile(at("a"), 10), std::string("0123456789"));
        QVERIFY(codeOf([&] { readTextFile(at("a"), 9); }) == ErrorCode::BadInput);
    }

    void moves()
    {
        writeFileAtomically(at("a"), "abc");
        InputFile first(at("a"));
        InputFile second(std::move(first));
        QCOMPARE(first.descriptor(), -1);
        first = std::move(second);
        QCOMPARE(first.size(), std::uint64_t(3));
        MappedFile mapped(at("a"));
        const MappedFile taken(std::move(mapped));
        QVERIFY(mapped.bytes().empty());
        QCOMPARE(taken.bytes().size(), std::size_t(3));
    }

    void replacesInOneStep()
    {
        writeFileAtomically(at("a"), "old");
        writeFileAtomically(at("a"), "new");
        QCOMPARE(readTextFile(at("a"), 100), std::string("new"));
        QVERIFY(codeOf([&] { writeFileAtomically(at("absent/a"), "x"); }) == ErrorCode::NotFound);
    }
    /// So that a program that is ended meanwhile leaves nothing either.
    void whileItIsWrittenItHasNoName()
    {
        const QTemporaryDir folder;
        const std::filesystem::path target = std::filesystem::path(folder.path().toStdString()) / "a";
        for (const char* text : {"first", "second"}) {
            AtomicFile file(target);
            file.write(std::string_view(text));
            QStringList expected;
            if (std::filesystem::exists(target)) expected << "a";
            QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), expected);
            file.commit();
            QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"a"});
            QCOMPARE(readTextFile(target, 100), std::string(text));
        }
        const mode_t mask = ::umask(0);
        ::umask(mask);
        struct stat status = {};
        QCOMPARE(::stat(target.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777, 0666 & ~mask);
    }
    /// A file-size limit stands in for a full disk.
    void theOldFileStaysWhenTheDiskIsFull()
    {
        writeFileAtomically(at("kept"), "old");
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        rlimit small = before;
        small.rlim_cur = 1000;
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        const ErrorCode code = codeOf([&] { writeFileAtomically(at("kept"), std::string(5000, 'x')); });
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(code == ErrorCode::DiskFull);
        QCOMPARE(readTextFile(at("kept"), 100), std::string("old"));
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path().toStdString()))
            QVERIFY2(!entry.path().filename().string().starts_with("kept."), "a temporary file was left behind");
    }
};

QTEST_APPLESS_MAIN(TestFile)
#include "tst_file.moc"

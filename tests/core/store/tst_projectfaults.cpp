// SPDX-License-Identifier: GPL-3.0-or-later
// Bad luck: a second process, kill −9, a full disk, a read-only place.
#include "ChildProcess.h"
#include "RunSnapshot.h"
#include "StoreFixture.h"

#include <QtTest>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

/// Limits the size of files that this process writes, which fails writes as a full disk does.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

/// A pipe on which a child tells the test how far it has come.
class Signal {
public:
    Signal() { m_open = ::pipe2(m_ends, O_CLOEXEC) == 0; }
    ~Signal()
    {
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    /// In the process that waits, once the other has been started: when that dies, waiting ends.
    void onlyAwait()
    {
        ::close(m_ends[1]);
        m_ends[1] = -1;
    }
    void send() const { m_sent = ::write(m_ends[1], "x", 1) == 1; }
    bool await() const
    {
        char byte = 0;
        return m_open && ::read(m_ends[0], &byte, 1) == 1;
    }

private:
    int m_ends[2]{-1, -1};
    bool m_open = false;
    mutable bool m_sent = false;
};

/// In a child: root ignores permissions, so become nobody.
void dropPrivileges()
{
    if (::geteuid() != 0) return;
    if (::setgid(65534) != 0 || ::setuid(65534) != 0) ::_exit(98);
}

} // namespace

class TestProjectFaults : public QObject {
    Q_OBJECT

private slots:
    void secondProcessMayOnlyRead()
    {
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        {
            Project::create(file);
        }
        Signal opened;
        ChildProcess writer([&] {
            Project project = Project::open(file, Project::Mode::ReadWrite);
            addDataset(project, 10);
            opened.send();
            ::pause();
            return 0;
        });
        opened.onlyAwait();
        QVERIFY(opened.await());
        const Error error = errorOf([&] { Project::open(file, Project::Mode::ReadWrite); });
        QCOMPARE(error.code(), ErrorCode::Busy);
        QVERIFY2(QByteArray(error.what()).contains("read-only"), error.what());
        {
            const Project reader = Project::open(file, Project::Mode::ReadOnly);
            QCOMPARE(reader.datasets().size(), std::size_t(1));
            QCOMPARE(errorOf([&] { reader.reopen(Project::Mode::ReadWrite); }).code(), ErrorCode::Busy);
        }
        writer.killAndWait(); // which releases its lock
        Project project = Project::open(file, Project::Mode::ReadWrite);
        QVERIFY(!project.wasClosedCleanly());
        addDataset(project, 10, "after"); // checks the file first
        QCOMPARE(project.datasets().size(), std::size_t(2));
    }

    /// After a writer was cut off, the first change comes only after a check of the whole file.
    void damageAfterAKillIsFoundBeforeTheFirstChange()
    {
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        {
            Project project = Project::create(file);
            addDataset(project, 2000);
        }
        Signal changed;
        ChildProcess writer([&] {
            Project project = Project::open(file, Project::Mode::ReadWrite);
            project.putTopic({"t", KeywordMatch::Word, {"w"}});
            changed.send();
            ::pause();
            return 0;
        });
        changed.onlyAwait();
        QVERIFY(changed.await());
        writer.killAndWait();
        std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekp(static_cast<std::streamoff>(std::filesystem::file_size(file)) - 16384);
        stream << std::string(64, '\x7f');
        stream.close();
        Project project = Project::open(file, Project::Mode::ReadWrite);
        QCOMPARE(project.topics().size(), std::size_t(1)); // which can be read still
        const Error error = errorOf([&] { project.putTopic({"u", KeywordMatch::Word, {"w"}}); });
        QCOMPARE(error.code(), ErrorCode::Corrupt);
        QCOMPARE(project.topics().size(), std::size_t(1));
    }

    /// Closing a connection must not drop the locks of the others of this process.
    void lockLastsAsLongAsAnyWriter()
    {
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        Signal ask, granted, refused;
        const ChildProcess other([&] { // started first: a fork later would share this process's lock
            while (ask.await()) {
                const Error error = errorOf([&] { Project::open(file, Project::Mode::ReadWrite); });
                (error.code() == ErrorCode::Busy ? refused : granted).send();
            }
            return 0;
        });
        granted.onlyAwait();
        refused.onlyAwait();
        auto first = std::make_unique<Project>(Project::create(file));
        auto second = std::make_unique<Project>(first->reopen(Project::Mode::ReadWrite));
        {
            const Project reader = first->reopen();
        }
        first.reset();
        ask.send();
        QVERIFY(refused.await());
        addDataset(*second, 5);
        const Project reader = second->reopen();
        second.reset();
        ask.send();
        QVERIFY(granted.await());
        QCOMPARE(reader.datasets().size(), std::size_t(1));
    }

    /// A file dialog opens and closes files to see what they are, which drops the locks that POSIX gives a process.
    /// Without them another process would believe itself the last one, and take the log away with all that is written
    /// to it from then on.
    void locksOutlastWhoeverElseReadsTheFiles()
    {
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        Signal askFirst, askSecond;
        const auto datasets = [&](Signal& ask) {
            return ask.await() ? static_cast<int>(Project::open(file, Project::Mode::ReadOnly).datasets().size()) : -1;
        };
        ChildProcess first([&] { return datasets(askFirst); }); // as in the test above
        ChildProcess second([&] { return datasets(askSecond); });
        Project window = Project::create(file);
        addDataset(window, 10, "first");
        for (const char* suffix : {"", "-wal", "-shm"})
            QVERIFY(std::ifstream(file.string() + suffix).get() != EOF);
        askFirst.send();
        QCOMPARE(first.wait(), 1);
        addDataset(window, 10, "second");
        askSecond.send();
        QCOMPARE(second.wait(), 2);
    }

    void readersSeeCommittedBlocks()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        const RunInfo info = runInfo(project, addDataset(project, 64), 70);
        const RunId run = project.createRun(info);
        const SyntheticRun synthetic(info, 64);
        RunWriter writer(project, run);
        const Project reader = project.reopen();
        for (std::uint32_t block = 0; block < 4; ++block) {
            writer.commit(synthetic.block(block, 16), true);
            QCOMPARE(reader.run(run).sentencesDone, (block + 1) * 16);
        }
    }

    /// Killed at any moment, a capture goes on after its last commit, and its result is that of an uninterrupted one.
    void killedCaptureResumes()
    {
        constexpr std::uint32_t sentences = 400, blockSize = 40, neurons = 130;
        const TemporaryFolder folder;
        const auto make = [&](const char* name) {
            Project project = Project::create(folder / name);
            const RunInfo info = runInfo(project, addDataset(project, sentences), neurons);
            project.createRun(info);
            return info;
        };
        const RunInfo info = make("whole.sparsight");
        make("killed.sparsight");
        const SyntheticRun synthetic(info, sentences);
        {
            Project project = Project::open(folder / "whole.sparsight", Project::Mode::ReadWrite);
            synthetic.write(project, project.run("run").id, blockSize);
        }
        const auto capture = [&](const Signal& committed) {
            Project project = Project::open(folder / "killed.sparsight", Project::Mode::ReadWrite);
            RunWriter writer(project, project.run("run").id);
            while (writer.position().sentencesBefore < sentences) {
                RunBlock block = writer.partialBlock();
                const auto at = writer.position();
                for (std::uint32_t row = at.partial; row < blockSize; ++row) {
                    synthetic.append(block, synthetic.planned(at.sentencesBefore + row));
                    if (row % 7 != 6) continue;
                    writer.commit(block, false);
                    committed.send();
                }
                writer.commit(block, true);
            }
            writer.finish();
            return 0;
        };
        std::mt19937 random(11);
        int kills = 0;
        for (bool finished = false; !finished;) {
            Signal committed;
            ChildProcess child([&] { return capture(committed); });
            committed.onlyAwait();
            // So each child makes some progress, and is then killed at any point of what it does next.
            for (auto commits = random() % 5 + 1; commits > 0 && committed.await(); --commits) {
            }
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
            finished = child.killAndWait() == 0;
            kills += !finished;
        }
        qInfo("killed %d times", kills);
        QVERIFY(kills > 0);
        const Project whole = Project::open(folder / "whole.sparsight", Project::Mode::ReadOnly);
        const Project killed = Project::open(folder / "killed.sparsight", Project::Mode::ReadOnly);
        QVERIFY(killed.run("run").complete);
        QCOMPARE(snapshotOf(killed.file()), snapshotOf(whole.file()));
        killed.checkIntegrity();
    }

    void fullDiskKeepsWhatWasCommitted()
    {
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        Project project = Project::create(file);
        const RunInfo info = runInfo(project, addDataset(project, 3000), 320);
        const RunId run = project.createRun(info);
        const SyntheticRun synthetic(info, 3000);
        RunWriter writer(project, run);
        std::uint32_t committed = 0;
        {
            const FileSizeLimit limit(1'000'000);
            const Error error = errorOf([&] {
                for (; committed < 30; ++committed)
                    writer.commit(synthetic.block(committed, 100), true);
            });
            QVERIFY2(error.code() == ErrorCode::DiskFull, error.what());
            QVERIFY2(QByteArray(error.what()).contains("p.sparsight"), error.what());
            QVERIFY2(QByteArray(error.what()).contains("MB free"), error.what());
            QVERIFY(committed > 0 && committed < 30);
            QCOMPARE(writer.position().block, committed);
            QCOMPARE(project.run(run).sentencesDone, committed * 100); // and it can still be read
        }
        for (; committed < 30; ++committed)
            writer.commit(synthetic.block(committed, 100), true); // room again
        writer.finish();
        QVERIFY(project.run(run).complete);
        project.checkIntegrity();
    }

    void fullDiskDuringImport()
    {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p.sparsight");
        {
            const FileSizeLimit limit(1'000'000);
            QCOMPARE(errorOf([&] { addDataset(project, 100'000); }).code(), ErrorCode::DiskFull);
        }
        QVERIFY(project.datasets().empty());
        addDataset(project, 100'000);
        QCOMPARE(project.dataset("data").sentences, 100'000u);
    }

    void fullDiskOnCreateLeavesNothing()
    {
        const TemporaryFolder folder;
        {
            const FileSizeLimit limit(10'000);
            QCOMPARE(errorOf([&] { Project::create(folder / "p.sparsight"); }).code(), ErrorCode::DiskFull);
        }
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }

    void readOnlyPlace_data()
    {
        QTest::addColumn<int>("fileMode");
        QTest::addColumn<int>("folderMode");
        QTest::addRow("file") << 0444 << 0777;
        QTest::addRow("folder") << 0666 << 0555;
        QTest::addRow("both") << 0444 << 0555;
    }
    void readOnlyPlace()
    {
        QFETCH(int, fileMode);
        QFETCH(int, folderMode);
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        {
            Project project = Project::create(file);
            addDataset(project, 10);
        }
        QCOMPARE(::chmod(file.c_str(), static_cast<mode_t>(fileMode)), 0);
        QCOMPARE(::chmod(folder.path().c_str(), static_cast<mode_t>(folderMode)), 0);
        ChildProcess child([&] {
            dropPrivileges();
            const Project reader = Project::open(file, Project::Mode::ReadOnly);
            if (reader.dataset("data").sentences != 10) return 1;
            const Error error = errorOf([&] { Project::open(file, Project::Mode::ReadWrite); });
            return error.code() == ErrorCode::ReadOnly ? 0 : 2;
        });
        QCOMPARE(child.wait(), 0);
        QVERIFY(!std::filesystem::exists(folder / "p.sparsight-wal"));
        QCOMPARE(::chmod(folder.path().c_str(), 0755), 0);
    }
};

QTEST_APPLESS_MAIN(TestProjectFaults)
#include "tst_projectfaults.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are not ours, or not whole: rejected with a sentence, and left as they are.
#include "StoreFixture.h"

#include "core/store/Notebook.h"
#include "core/store/RunReader.h"
#include "core/store/Schema.h"

#include <QFile>
#include <QtTest>

#include <fcntl.h>
#include <fstream>
#include <functional>
#include <sqlite3.h>
#include <sys/stat.h>

using namespace sparsight;
using sparsight::testing::addDataset;
using sparsight::testing::errorOf;
using sparsight::testing::TemporaryFolder;

namespace {

QByteArray contentOf(const std::filesystem::path& file)
{
    QFile content(QString::fromStdString(file.string()));
    return content.open(QIODevice::ReadOnly) ? content.readAll() : QByteArray();
}

/// Changes a project behind our back, with SQLite's own defences down.
void executeRaw(const std::filesystem::path& file, const char* sql)
{
    sqlite3* handle = nullptr;
    sqlite3_open(file.c_str(), &handle);
    char* message = nullptr;
    if (sqlite3_exec(handle, sql, nullptr, nullptr, &message) != SQLITE_OK) qFatal("%s", message);
    sqlite3_close(handle);
}

void overwrite(const std::filesystem::path& file, std::streamoff offset, const std::string& bytes)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(offset);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::filesystem::path makeProject(const TemporaryFolder& folder)
{
    Project project = Project::create(folder / "p.sparsight");
    addDataset(project, 500);
    return project.file();
}

} // namespace

class TestProjectRefusals : public QObject {
    Q_OBJECT

private slots:
    void foreignSchema_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::addColumn<QByteArray>("named");
        QTest::addRow("trigger") << QByteArray(
                                        "CREATE TRIGGER evil AFTER INSERT ON dataset BEGIN DELETE FROM sentence; END")
                                 << QByteArray("evil");
        QTest::addRow("view") << QByteArray("CREATE VIEW evil AS SELECT 1") << QByteArray("evil");
        QTest::addRow("virtual table") << QByteArray("CREATE VIRTUAL TABLE evil USING fts5(text)")
                                       << QByteArray("evil");
        QTest::addRow("a table more") << QByteArray("CREATE TABLE more(x)") << QByteArray("more");
        QTest::addRow("an index more") << QByteArray("CREATE INDEX more ON sentence(label)") << QByteArray("more");
        QTest::addRow("statistics of the planner") << QByteArray("ANALYZE") << QByteArray("sqlite_stat1");
        QTest::addRow("a column more") << QByteArray("ALTER TABLE sentence ADD COLUMN more TEXT")
                                       << QByteArray("sentence");
        QTest::addRow("a column renamed")
            << QByteArray("ALTER TABLE sentence RENAME COLUMN label TO class") << QByteArray("sentence");
        QTest::addRow("a table replaced by a view")
            << QByteArray("DROP TABLE topic; CREATE VIEW topic AS SELECT 1 AS id") << QByteArray("topic");
        QTest::addRow("a table missing") << QByteArray("DROP TABLE generated") << QByteArray("missing");
        QTest::addRow("no version") << QByteArray("PRAGMA user_version = 0") << QByteArray("version 0");
        QTest::addRow("other application") << QByteArray("PRAGMA application_id = 7") << QByteArray("application_id 7");
    }
    void foreignSchema()
    {
        QFETCH(QByteArray, sql);
        QFETCH(QByteArray, named);
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        executeRaw(file, sql.constData());
        const QByteArray before = contentOf(file);
        for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
            const Error error = errorOf([&] { Project::open(file, mode); });
            QCOMPARE(error.code(), ErrorCode::BadInput);
            QVERIFY2(QByteArray(error.what()).contains(named), error.what());
            QVERIFY2(QByteArray(error.what()).contains("p.sparsight"), error.what());
        }
        QVERIFY(contentOf(file) == before);
        const auto files = std::filesystem::directory_iterator(folder.path());
        QCOMPARE(std::distance(begin(files), end(files)), std::ptrdiff_t(1)); // no -wal, no -shm
    }

    void notADatabase_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("short") << QByteArray("SQLite format 3\0", 16);
        QTest::addRow("text") << QByteArray(4096, 'x');
    }
    void notADatabase()
    {
        QFETCH(QByteArray, content);
        const TemporaryFolder folder;
        const auto file = folder / "p.sparsight";
        QFile written(QString::fromStdString(file.string()));
        QVERIFY(written.open(QIODevice::WriteOnly));
        written.write(content);
        written.close();
        for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
            QCOMPARE(errorOf([&] { Project::open(file, mode); }).code(), ErrorCode::BadInput);
        }
        QVERIFY(contentOf(file) == content);
    }

    void wrongMagic()
    {
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        overwrite(file, 0, "SQLite format 4");
        QCOMPARE(errorOf([&] { Project::open(file, Project::Mode::ReadWrite); }).code(), ErrorCode::BadInput);
    }

    void missingFile()
    {
        const TemporaryFolder folder;
        QCOMPARE(errorOf([&] { Project::open(folder / "none", Project::Mode::ReadWrite); }).code(),
                 ErrorCode::NotFound);
        QVERIFY(!std::filesystem::exists(folder / "none"));
    }

    void notARegularFile()
    {
        const TemporaryFolder folder;
        QCOMPARE(::mkfifo((folder / "fifo").c_str(), 0600), 0);
        for (const auto& file : {folder / "fifo", folder.path(), std::filesystem::path("/dev/null")}) {
            QCOMPARE(errorOf([&] { Project::open(file, Project::Mode::ReadOnly); }).code(), ErrorCode::BadInput);
        }
    }

    void cutShort()
    {
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 4096);
        for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
            const Error error = errorOf([&] { Project::open(file, mode); });
            QCOMPARE(error.code(), ErrorCode::Corrupt);
            QVERIFY(QByteArray(error.what()).contains("cut short"));
        }
    }

    void damagedSchemaPage()
    {
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        overwrite(file, 100, std::string(60, '\xff'));
        QCOMPARE(errorOf([&] { Project::open(file, Project::Mode::ReadWrite); }).code(), ErrorCode::Corrupt);
    }

    void runThatCannotBeReadMeansDamage_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("layer") << QByteArray("UPDATE run_layer SET layer = 'enc99999999999999'");
        QTest::newRow("empty layer") << QByteArray("UPDATE run_layer SET layer = ''");
        QTest::newRow("positions") << QByteArray("UPDATE run SET positions = 'some'");
        QTest::newRow("decoder") << QByteArray("UPDATE run SET decoder = 'generate:many'");
        QTest::newRow("neurons") << QByteArray("UPDATE run SET neurons = -1");
    }
    void runThatCannotBeReadMeansDamage()
    {
        QFETCH(QByteArray, sql);
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        {
            Project project = Project::open(file, Project::Mode::ReadWrite);
            project.createRun(sparsight::testing::runInfo(project, project.dataset("data").id, 64));
        }
        executeRaw(file, sql.constData());
        const Project project = Project::open(file, Project::Mode::ReadOnly);
        for (const Error& error :
             {errorOf([&] { project.runs(); }), errorOf([&] { static_cast<void>(project.run("run")); })}) {
            QCOMPARE(error.code(), ErrorCode::Corrupt);
            QVERIFY2(QByteArray(error.what()).contains(file.c_str()), error.what());
            QVERIFY2(QByteArray(error.what()).endsWith("Restore a backup."), error.what());
        }
    }

    void integrityCheckFindsADamagedPage()
    {
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        overwrite(file, static_cast<std::streamoff>(std::filesystem::file_size(file)) - 16384, std::string(64, '\x7f'));
        const Project project = Project::open(file, Project::Mode::ReadOnly);
        QCOMPARE(errorOf([&] { project.checkIntegrity(); }).code(), ErrorCode::Corrupt);
    }

    void integrityCheckCanBeStopped()
    {
        const TemporaryFolder folder;
        const Project project = Project::open(makeProject(folder), Project::Mode::ReadOnly);
        std::stop_source source;
        source.request_stop();
        QCOMPARE(errorOf([&] { project.checkIntegrity(source.get_token()); }).code(), ErrorCode::Cancelled);
        project.checkIntegrity();
    }

    /// A newer version that only added to our tables can still be read.
    void newerSchema()
    {
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        executeRaw(file, "CREATE TABLE added(x); CREATE INDEX added_x ON added(x); PRAGMA user_version = 99");
        const QByteArray before = contentOf(file);
        const Error error = errorOf([&] { Project::open(file, Project::Mode::ReadWrite); });
        QCOMPARE(error.code(), ErrorCode::Unsupported);
        QVERIFY2(QByteArray(error.what()).contains("read-only"), error.what());
        {
            const Project project = Project::open(file, Project::Mode::ReadOnly);
            QCOMPARE(project.dataset("data").sentences, 500u);
        }
        QVERIFY(contentOf(file) == before);
    }

    void newerSchemaThatChangedOurs()
    {
        const TemporaryFolder folder;
        const auto file = makeProject(folder);
        executeRaw(file, "ALTER TABLE run ADD COLUMN x TEXT; PRAGMA user_version = 99");
        for (const auto mode : {Project::Mode::ReadWrite, Project::Mode::ReadOnly}) {
            const Error error = errorOf([&] { Project::open(file, mode); });
            QCOMPARE(error.code(), ErrorCode::Unsupported);
            QVERIFY2(QByteArray(error.what()).contains("newer"), error.what());
        }
        executeRaw(file, "CREATE VIEW evil AS SELECT 1");
        QCOMPARE(errorOf([&] { Project::open(file, Project::Mode::ReadOnly); }).code(), ErrorCode::BadInput);
    }

    /// Every released version, as it was written then.
    void earlierVersions_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version < schema::version; ++version)
            QTest::addRow("%d", version) << version;
    }
    void earlierVersions()
    {
        QFETCH(int, version);
        const TemporaryFolder folder;
        const std::string name = QStringLiteral("v%1.sparsight").arg(version).toStdString();
        const auto file = folder.path() / name;
        std::filesystem::copy_file(std::filesystem::path(SPARSIGHT_TEST_DATA "/projects") / name, file);
        const std::size_t trainings = version == 1 ? 0 : 1;
        {
            const Project reader = Project::open(file, Project::Mode::ReadOnly);
            QCOMPARE(reader.trainings().size(), trainings);
            QVERIFY(Notebook(reader).notes().empty());
            QVERIFY(Notebook(reader).lists().empty());
        }
        Project project = Project::open(file, Project::Mode::ReadWrite);
        project.checkIntegrity();
        const RunInfo run = project.run("synthetic");
        QCOMPARE(project.trainings().size(), trainings);
        project.putTraining({.checkpoint = run.checkpoint, .parent = run.checkpoint, .learningRate = 0.5});
        QCOMPARE(project.trainings().size(), std::size_t(1));
        Notebook(project).putNote({run.checkpoint, {run.settings.layers.front(), NeuronId(1)}, "a note"});
        QCOMPARE(Notebook(project).notes().size(), std::size_t(1));
        QVERIFY(std::filesystem::exists(file.string() + ".schema" + std::to_string(version)));
        QVERIFY(run.complete);
        QCOMPARE(run.sentencesDone, project.dataset(run.dataset).sentences);
        QCOMPARE(project.topic("stem").keywords.size(), std::size_t(4));
        std::uint64_t values = 0;
        for (const LayerId layer : run.settings.layers) {
            const RunReader reader(project, run.id, layer);
            const auto statistics = reader.statistics();
            reader.forEachColumn(NeuronId(0), NeuronId(run.neurons),
                                 [&](NeuronId neuron, std::span<const ColumnEntry> column) {
                                     QCOMPARE(column.size(), std::size_t(statistics[neuron.value].sentences));
                                     values += column.size();
                                 });
            QVERIFY(reader.damagedBlocks().empty());
        }
        QCOMPARE(values, run.nonzeros);
        QCOMPARE(values, std::uint64_t(2197));
    }
};

QTEST_APPLESS_MAIN(TestProjectRefusals)
#include "tst_projectrefusals.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "StoreFixture.h"

#include "core/store/Migration.h"
#include "core/store/Statement.h"

#include <QtTest>

#include <array>

using namespace sparsight;
using namespace sparsight::testing;

namespace {

void addColumn(const Connection& connection)
{
    connection.execute("ALTER TABLE t ADD COLUMN second INTEGER NOT NULL DEFAULT 7");
}

void doubleFirst(const Connection& connection)
{
    connection.execute("UPDATE t SET first = first * 2");
}

void fail(const Connection& connection)
{
    connection.execute("UPDATE t SET first = 0; INSERT INTO missing VALUES(1)");
}

} // namespace

class TestMigration : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
        m_file = std::make_unique<Connection>(*m_folder / "p.sparsight", Connection::Access::Create);
        m_file->execute("CREATE TABLE t(first INTEGER); INSERT INTO t VALUES(21); PRAGMA user_version = 1");
    }
    void cleanup()
    {
        m_file.reset();
        m_folder.reset();
    }

    void appliesEveryStepAndKeepsACopy()
    {
        constexpr std::array<Migration, 2> steps{{{2, doubleFirst}, {1, addColumn}}};
        migrate(*m_file, steps, 3);
        QCOMPARE(queryInteger(*m_file, "PRAGMA user_version"), std::int64_t(3));
        QCOMPARE(queryInteger(*m_file, "SELECT first + second FROM t"), std::int64_t(49));
        const Connection copy(*m_folder / "p.sparsight.schema1", Connection::Access::ReadOnly);
        QCOMPARE(queryInteger(copy, "SELECT first FROM t"), std::int64_t(21));
        QCOMPARE(queryInteger(copy, "PRAGMA user_version"), std::int64_t(1));
    }

    void leavesACurrentFileAlone()
    {
        migrate(*m_file, {}, 1);
        QVERIFY(!std::filesystem::exists(*m_folder / "p.sparsight.schema1"));
    }

    void failureLeavesTheFileAsItWas()
    {
        constexpr std::array<Migration, 2> steps{{{1, addColumn}, {2, fail}}};
        for (int attempt = 0; attempt < 2; ++attempt) {
            QCOMPARE(errorOf([&] { migrate(*m_file, steps, 3); }).code(), ErrorCode::Io);
            QCOMPARE(queryInteger(*m_file, "PRAGMA user_version"), std::int64_t(1));
            QCOMPARE(queryInteger(*m_file, "SELECT sum(first) FROM t"), std::int64_t(21));
            QCOMPARE(queryInteger(*m_file, "SELECT count(*) FROM pragma_table_info('t')"), std::int64_t(1));
        }
    }

    void missingStepIsRefused()
    {
        constexpr std::array<Migration, 1> steps{{{1, addColumn}}};
        QCOMPARE(errorOf([&] { migrate(*m_file, steps, 3); }).code(), ErrorCode::Unsupported);
        QCOMPARE(queryInteger(*m_file, "PRAGMA user_version"), std::int64_t(1));
    }

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    std::unique_ptr<Connection> m_file;
};

QTEST_APPLESS_MAIN(TestMigration)
#include "tst_migration.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Database.h"

#include "core/store/Migration.h"
#include "core/store/Schema.h"
#include "core/store/Statement.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sqlite3.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

namespace sparsight {

namespace {

/// A new file under a temporary name in the folder of its final name; removed unless it was given that.
class UnnamedFile {
public:
    explicit UnnamedFile(const std::filesystem::path& target)
        : m_target(target)
        , m_name(
              (target.parent_path() / std::string(".").append(target.filename().string()).append(".XXXXXX")).string())
    {
        const int descriptor = ::mkostemp(m_name.data(), O_CLOEXEC);
        if (descriptor < 0) throw systemError("create", target, errno);
        ::fchmod(descriptor, 0644);
        ::close(descriptor);
    }
    ~UnnamedFile()
    {
        if (!m_name.empty()) ::unlink(m_name.c_str());
    }
    UnnamedFile(const UnnamedFile&) = delete;
    UnnamedFile& operator=(const UnnamedFile&) = delete;

    const std::string& path() const { return m_name; }

    void giveName()
    {
        int code = ::renameat2(AT_FDCWD, m_name.c_str(), AT_FDCWD, m_target.c_str(), RENAME_NOREPLACE);
        if (code != 0 && errno == EINVAL && !std::filesystem::exists(m_target)) { // not on every file system
            code = ::rename(m_name.c_str(), m_target.c_str());
        }
        if (code != 0 && (errno == EEXIST || errno == EINVAL)) {
            throw Error(ErrorCode::BadInput, m_target.string() + " exists already; choose another name.",
                        {.file = m_target.string()});
        }
        if (code != 0) throw systemError("create", m_target, errno);
        m_name.clear();
    }

private:
    std::filesystem::path m_target;
    std::string m_name;
};

void requireApplicationId(const ProjectFile& file, const ProjectFile::Header& header)
{
    if (header.applicationId == schema::applicationId) return;
    throw Error(ErrorCode::BadInput,
                file.path().string() +
                    " is not a Sparsight project: it is an SQLite database of another application "
                    "(application_id " +
                    std::to_string(header.applicationId) + "). Choose a .sparsight file.",
                {.file = file.path().string(), .item = "application_id"});
}

/// Beyond a limit on the size of files the kernel kills the process, unless the signal is ignored: then writing fails
/// and is reported like a full disk.
void reportFileSizeLimit()
{
    struct sigaction action {};
    if (::sigaction(SIGXFSZ, nullptr, &action) == 0 && action.sa_handler == SIG_DFL) std::signal(SIGXFSZ, SIG_IGN);
}

/// Lets only our own schema pass, or a newer one that can be read. Returns whether it is newer.
bool requireSchema(const Connection& connection, Project::Mode mode)
{
    const int version = schema::userVersion(connection);
    const std::string file = connection.file().string();
    if (version < 1) {
        throw Error(ErrorCode::BadInput,
                    file + " has schema version " + std::to_string(version) +
                        ", which no Sparsight project has. Restore a backup.",
                    {.file = file});
    }
    if (version <= schema::version) {
        schema::requireOurs(connection);
        return false;
    }
    if (mode == Project::Mode::ReadWrite) {
        throw Error(ErrorCode::Unsupported,
                    file + " was made by a newer version (schema " + std::to_string(version) +
                        ", this program writes " + std::to_string(schema::version) +
                        "). Open it read-only, or update Sparsight.",
                    {.file = file});
    }
    schema::requireReadable(connection);
    return true;
}

} // namespace

void Database::create(const std::filesystem::path& file)
{
    if (std::filesystem::exists(file)) {
        throw Error(ErrorCode::BadInput, file.string() + " exists already; choose another name.",
                    {.file = file.string()});
    }
    UnnamedFile unnamed(std::filesystem::absolute(file));
    {
        const Connection connection(unnamed.path(), Connection::Access::Create);
        // Blobs are of 5 to 30 KB: pages of 16 KB would stay empty by a sixth and more, and are hardly faster to read.
        connection.execute("PRAGMA page_size = 4096; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL");
        schema::create(connection);
    }
    unnamed.giveName();
}

Database::Database(const std::filesystem::path& file, Project::Mode mode)
    : m_mode(mode)
    , m_file(file)
{
    reportFileSizeLimit();
    requireApplicationId(m_file, m_file.header());
    const bool logged = m_file.hasWriteAheadLog() || m_file.hasRollbackJournal();
    const bool firstWriter = !isReadOnly() && m_file.lockForWriting();
    m_closedCleanly = !firstWriter || !logged;
    m_connection = open();
}

Database::~Database()
{
    if (isReadOnly()) return;
    // So that the project is one file even while readers are open. They may hold this up, then the last one does it.
    sqlite3_busy_timeout(m_connection->handle(), 0);
    sqlite3_exec(m_connection->handle(), "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr);
}

std::unique_ptr<Connection> Database::open()
{
    using Access = Connection::Access;
    // Without a log nobody writes, and an immutable connection leaves no -wal or -shm file beside a file that is
    // refused.
    const bool settled = m_file.header().writeAheadLog && !m_file.hasWriteAheadLog();
    const bool writable = m_file.isWritable();
    // A journal must be rolled back before anything can be read, which takes a connection that writes.
    const bool rollBackFirst = writable && m_file.hasRollbackJournal();
    if (!rollBackFirst) {
        auto reader = std::make_unique<Connection>(file(), settled ? Access::Immutable : Access::ReadOnly);
        const bool newer = requireSchema(*reader, m_mode);
        if (newer || !writable || (isReadOnly() && settled && m_file.isOnNetwork())) return reader;
    }
    auto connection = std::make_unique<Connection>(file(), Access::ReadWrite);
    if (rollBackFirst) requireSchema(*connection, m_mode);
    if (isReadOnly()) {
        // Not SQLite's read-only mode: the last connection to close could not take the log away.
        connection->execute("PRAGMA query_only = ON");
    } else {
        prepareForWriting(*connection);
        migrate(*connection, schema::migrations(), schema::version);
    }
    return connection;
}

void Database::prepareForWriting(const Connection& connection) const
{
    connection.execute("PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
    try {
        connection.execute(m_file.isOnNetwork() ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL");
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Busy) throw; // a reader is there: the journal stays as it is for now
    }
}

void Database::checkIntegrity(const std::stop_token& stop)
{
    sqlite3* handle = m_connection->handle();
    const auto stopped = [](void* token) {
        return static_cast<const std::stop_token*>(token)->stop_requested() ? 1 : 0;
    };
    sqlite3_progress_handler(handle, 1000, stopped, const_cast<std::stop_token*>(&stop));
    struct Reset {
        sqlite3* handle;
        ~Reset() { sqlite3_progress_handler(handle, 0, nullptr, nullptr); }
    } const reset{handle};
    Statement check(*m_connection, "PRAGMA quick_check(1)");
    if (check.step() && check.text(0) != "ok") {
        throw Error(ErrorCode::Corrupt,
                    file().string() + " is damaged. Open it read-only to save what can be read, or restore a backup.",
                    {.file = file().string(), .item = "SQLite: " + std::string(check.text(0))});
    }
    m_checked = true;
}

void Database::prepareToWrite()
{
    if (isReadOnly()) {
        throw Error(ErrorCode::ReadOnly, file().string() + " was opened read-only and cannot be changed here.",
                    {.file = file().string()});
    }
    if (!m_closedCleanly && !m_checked) checkIntegrity({});
}

WriteTransaction::WriteTransaction(Database& database)
    : m_connection(database.connection())
{
    database.prepareToWrite();
    m_connection.execute("BEGIN IMMEDIATE");
}

WriteTransaction::~WriteTransaction()
{
    // A failure such as a full disk may have rolled it back already.
    if (m_open && m_connection.inTransaction())
        sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void WriteTransaction::commit()
{
    m_connection.execute("COMMIT");
    m_open = false;
}

ReadTransaction::ReadTransaction(const Database& database)
    : m_connection(database.connection())
    , m_outermost(!m_connection.inTransaction())
{
    if (m_outermost) m_connection.execute("BEGIN");
}

ReadTransaction::~ReadTransaction()
{
    if (m_outermost && m_connection.inTransaction()) {
        sqlite3_exec(m_connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

} // namespace sparsight

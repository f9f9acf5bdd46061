// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Connection.h"

#include <cerrno>
#include <sqlite3.h>
#include <string>

namespace sparsight {

namespace {

/// A file: URI, because only a URI can carry immutable=1. A path may contain what has a meaning in one.
std::string uriOf(const std::filesystem::path& file, bool immutable)
{
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file).string()) {
        switch (c) {
        case '?': uri += "%3f"; break;
        case '#': uri += "%23"; break;
        case '%': uri += "%25"; break;
        default: uri += c;
        }
    }
    return immutable ? uri + "?immutable=1" : uri;
}

int flagsOf(Connection::Access access)
{
    // One thread at a time uses a connection, so SQLite's own mutexes are not needed.
    constexpr int common = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
    switch (access) {
    case Connection::Access::Create: return common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    case Connection::Access::ReadWrite: return common | SQLITE_OPEN_READWRITE;
    default: return common | SQLITE_OPEN_READONLY;
    }
}

/// errno of the last system call that failed on one of the connection's files. SQLite passes it on only for some
/// statements (a COMMIT is none of them), but each of its files remembers its own.
int lastErrno(sqlite3* handle)
{
    if (const int reason = sqlite3_system_errno(handle); reason != 0) return reason;
    for (const int pointer : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        sqlite3_file* file = nullptr;
        sqlite3_file_control(handle, "main", pointer, &file);
        int reason = 0;
        if (file == nullptr || file->pMethods == nullptr) continue;
        file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &reason);
        if (reason != 0) return reason;
    }
    return 0;
}

Error systemFailure(const std::filesystem::path& file, int resultCode, int reason)
{
    if ((resultCode & 0xff) == SQLITE_FULL) reason = ENOSPC;
    const Error cause = systemError("use", file, reason != 0 ? reason : EIO);
    const std::string remedy = cause.code() == ErrorCode::DiskFull
                                   ? " Make room and go on; everything committed is kept."
                                   : " Check the disk and its connection.";
    return Error(cause.code() == ErrorCode::NotFound ? ErrorCode::Io : cause.code(), cause.what() + remedy,
                 {.file = file.string()});
}

} // namespace

Connection::Connection(const std::filesystem::path& file, Access access)
    : m_file(file)
{
    const std::string uri = uriOf(file, access == Access::Immutable);
    const int code = sqlite3_open_v2(uri.c_str(), &m_handle, flagsOf(access), nullptr);
    if (code != SQLITE_OK) {
        const Error failure = error(code);
        sqlite3_close(m_handle);
        throw failure;
    }
    sqlite3_busy_timeout(m_handle, 5000);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // Debian's SQLite overwrites what is deleted, which would write a removed run of gigabytes twice more.
    execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; "
            "PRAGMA secure_delete = OFF");
}

Connection::~Connection()
{
    sqlite3_close(m_handle);
}

void Connection::execute(const char* sql) const
{
    if (const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK) throw error(code);
}

bool Connection::inTransaction() const noexcept
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

Error Connection::error(int resultCode) const
{
    const std::string name = m_file.string();
    const std::string message = m_handle != nullptr ? sqlite3_errmsg(m_handle) : sqlite3_errstr(resultCode);
    switch (resultCode & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR: return systemFailure(m_file, resultCode, m_handle != nullptr ? lastErrno(m_handle) : 0);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error(ErrorCode::Busy, name + " is being changed by another program; try again in a moment.",
                     {.file = name});
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error(ErrorCode::Corrupt, name + " is damaged. Copy it again, or restore a backup.",
                     {.file = name, .item = "SQLite: " + message});
    case SQLITE_READONLY:
        return Error(ErrorCode::ReadOnly,
                     name + " cannot be changed: it was opened read-only, or its folder is read-only.", {.file = name});
    case SQLITE_CANTOPEN:
        return Error(ErrorCode::Io,
                     name + " or its -wal file cannot be opened (" + message +
                         "). If it was not closed properly, copy both to a folder where you can write.",
                     {.file = name});
    case SQLITE_NOMEM:
        return Error(ErrorCode::OutOfMemory, "There is not enough memory to use " + name + ".", {.file = name});
    case SQLITE_CONSTRAINT:
        return Error(ErrorCode::Busy,
                     name +
                         " was changed meanwhile: what was to be stored belongs to something that was deleted, or is "
                         "there already. Open the project again.",
                     {.file = name});
    case SQLITE_INTERRUPT: return Error(ErrorCode::Cancelled, "Cancelled; everything committed so far is kept.");
    default: return Error(ErrorCode::Io, name + " cannot be used: " + message + ".", {.file = name});
    }
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"
#include "core/store/Project.h"
#include "core/store/ProjectFile.h"

#include <filesystem>
#include <memory>
#include <stop_token>

namespace sparsight {

/// A project file, opened: the procedure that lets only our own files in, and the connection that comes of it.
class Database {
public:
    /// Makes a new file with an empty schema; it appears under its name only when it is whole.
    static void create(const std::filesystem::path& file);

    Database(const std::filesystem::path& file, Project::Mode mode);
    ~Database();

    const Connection& connection() const noexcept { return *m_connection; }
    const std::filesystem::path& file() const noexcept { return m_file.path(); }
    bool isReadOnly() const noexcept { return m_mode == Project::Mode::ReadOnly; }
    bool wasClosedCleanly() const noexcept { return m_closedCleanly; }

    /// SQLite's quick_check. Throws Error(Corrupt) with the first finding, Error(Cancelled).
    void checkIntegrity(const std::stop_token& stop);
    /// Throws Error(ReadOnly); checks the integrity first when the last writer was cut off.
    void prepareToWrite();

private:
    std::unique_ptr<Connection> open();
    void prepareForWriting(const Connection& connection) const;

    Project::Mode m_mode;
    ProjectFile m_file; // outlives the connection, see there
    bool m_closedCleanly = true;
    bool m_checked = false; ///< integrity
    std::unique_ptr<Connection> m_connection;
};

/// A transaction that changes the project; rolled back unless it is committed.
class WriteTransaction {
public:
    explicit WriteTransaction(Database& database);
    ~WriteTransaction();
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;

    void commit();

private:
    const Connection& m_connection;
    bool m_open = true;
};

/// One state of the project for several reads, whatever is committed meanwhile. May be nested.
class ReadTransaction {
public:
    explicit ReadTransaction(const Database& database);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    const Connection& m_connection;
    bool m_outermost;
};

} // namespace sparsight

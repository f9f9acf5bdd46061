// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <filesystem>
#include <string_view>

struct sqlite3;

namespace sparsight {

/// An SQLite connection that trusts nothing in its file: DEFENSIVE, no triggers, no views, no double-quoted strings,
/// untrusted schema, checked cells. Used by one thread at a time. Everything that SQLite refuses is thrown as Error.
class Connection {
public:
    enum class Access {
        Create,    ///< makes the file when it is not there
        ReadWrite, ///< the file must be there
        ReadOnly,
        Immutable, ///< read-only and without locks: nobody changes the file while it is open
    };
    Connection(const std::filesystem::path& file, Access access);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    sqlite3* handle() const noexcept { return m_handle; }
    const std::filesystem::path& file() const noexcept { return m_file; }
    /// Runs statements that return nothing of interest.
    void execute(const char* sql) const;
    bool inTransaction() const noexcept;
    /// The Error for a result code of SQLite, in a sentence that names the file and a remedy.
    Error error(int resultCode) const;

private:
    std::filesystem::path m_file;
    sqlite3* m_handle = nullptr;
};

} // namespace sparsight

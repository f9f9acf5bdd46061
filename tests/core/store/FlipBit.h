// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <filesystem>
#include <sqlite3.h>

namespace sparsight::testing {

/// Changes a byte within a blob, past our own code: flipBit(file, "activation SET data", "id = 7").
inline void flipBit(const std::filesystem::path& file, const QByteArray& column, const QByteArray& where)
{
    const QByteArray name = column.split(' ').last();
    const QByteArray sql = "UPDATE " + column + " = CAST(substr(" + name + ", 1, 20) || CASE hex(substr(" + name +
                           ", 21, 1)) WHEN '41' THEN x'42' ELSE x'41' END || substr(" + name +
                           ", 22) AS BLOB) WHERE " + where;
    sqlite3* handle = nullptr;
    sqlite3_open(file.c_str(), &handle);
    char* message = nullptr;
    if (sqlite3_exec(handle, sql.constData(), nullptr, nullptr, &message) != SQLITE_OK) qFatal("%s", message);
    if (sqlite3_changes(handle) == 0) qFatal("no row was damaged");
    sqlite3_close(handle);
}

} // namespace sparsight::testing

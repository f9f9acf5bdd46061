// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCryptographicHash>
#include <QString>

#include <filesystem>
#include <sqlite3.h>
#include <string>

namespace sparsight::testing {

/// Everything that capturing writes, but the clock: a hash over all rows and bytes of blocks, activations, statistics,
/// generated texts and totals, read past our own code. Two captures are the same when their snapshots are.
inline QString snapshotOf(const std::filesystem::path& file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    sqlite3* handle = nullptr;
    sqlite3_open_v2(file.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr);
    int rows = 0;
    for (const char* query : {"SELECT * FROM block ORDER BY run, number", "SELECT * FROM activation ORDER BY id",
                              "SELECT * FROM statistics ORDER BY id", "SELECT * FROM generated ORDER BY id",
                              "SELECT complete, sentences_done, truncated_sentences, tokens, decoder_tokens, nonzeros, "
                              "saturated, bytes_stored FROM run ORDER BY id"}) {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(handle, query, -1, &statement, nullptr) != SQLITE_OK) return sqlite3_errmsg(handle);
        for (; sqlite3_step(statement) == SQLITE_ROW; ++rows) {
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const void* data = sqlite3_column_blob(statement, column);
                hash.addData(QByteArrayView(static_cast<const char*>(data), sqlite3_column_bytes(statement, column)));
                hash.addData("|");
            }
        }
        sqlite3_finalize(statement);
    }
    sqlite3_close(handle);
    return QString("%1 rows, %2").arg(rows).arg(QString::fromLatin1(hash.result().toHex()));
}

} // namespace sparsight::testing

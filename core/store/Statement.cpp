// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Statement.h"

#include <sqlite3.h>

namespace sparsight {

Statement::Statement(const Connection& connection, std::string_view sql, Prepared)
    : m_connection(&connection)
{
    check(sqlite3_prepare_v2(connection.handle(), sql.data(), static_cast<int>(sql.size()), &m_statement, nullptr));
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const Error failure = m_connection->error(code);
    sqlite3_reset(m_statement);
    throw failure;
}

void Statement::run()
{
    while (step()) {
    }
    reset();
}

void Statement::reset()
{
    sqlite3_reset(m_statement); // repeats the error of the step before, which was thrown then
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

std::string_view Statement::text(int column) const
{
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

std::span<const std::byte> Statement::blob(int column) const
{
    const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(m_statement, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
}

void Statement::bindOne(int index, double value)
{
    check(sqlite3_bind_double(m_statement, index + 1, value));
}

void Statement::bindOne(int index, std::string_view text)
{
    const char* data = text.data() != nullptr ? text.data() : ""; // a null pointer would bind NULL
    check(sqlite3_bind_text64(m_statement, index + 1, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bindOne(int index, std::span<const std::byte> blob)
{
    if (blob.empty()) {
        check(sqlite3_bind_zeroblob(m_statement, index + 1, 0)); // a null pointer would bind NULL
    } else {
        check(sqlite3_bind_blob64(m_statement, index + 1, blob.data(), blob.size(), SQLITE_STATIC));
    }
}

void Statement::bindInteger(int index, std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement, index + 1, value));
}

void Statement::check(int code) const
{
    if (code != SQLITE_OK) throw m_connection->error(code);
}

std::int64_t queryInteger(const Connection& connection, std::string_view sql)
{
    Statement statement(connection, sql);
    if (!statement.step()) {
        throw Error(ErrorCode::Corrupt, connection.file().string() + " lacks a row it must have. Restore a backup.",
                    {.file = connection.file().string()});
    }
    return statement.integer(0);
}

} // namespace sparsight

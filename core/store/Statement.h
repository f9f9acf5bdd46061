// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Connection.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace sparsight {

/// A prepared SQL statement. Parameters and columns count from 0. The connection must outlive it.
class Statement {
public:
    template <class... Values>
    Statement(const Connection& connection, std::string_view sql, const Values&... values)
        : Statement(connection, sql, Prepared{})
    {
        bind(values...);
    }
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    /// Binds all parameters, in order. A blob is not copied: it must live until the statement has run.
    template <class... Values>
    void bind(const Values&... values)
    {
        int index = 0;
        (bindOne(index++, values), ...);
    }
    /// True when there is a row to read.
    bool step();
    /// Runs to the end, and may then be bound and run again.
    void run();
    template <class... Values>
    void run(const Values&... values)
    {
        bind(values...);
        run();
    }
    void reset();

    std::int64_t integer(int column) const;
    double real(int column) const;
    /// Texts and blobs are valid until the next step or reset.
    std::string_view text(int column) const;
    std::span<const std::byte> blob(int column) const;

private:
    struct Prepared {};
    Statement(const Connection& connection, std::string_view sql, Prepared);

    template <std::integral Integer>
    void bindOne(int index, Integer value)
    {
        bindInteger(index, static_cast<std::int64_t>(value));
    }
    template <class Id>
    requires std::integral<decltype(Id::value)>
    void bindOne(int index, Id id) { bindInteger(index, static_cast<std::int64_t>(id.value)); }
    void bindOne(int index, double value);
    void bindOne(int index, std::string_view text);
    void bindOne(int index, std::span<const std::byte> blob);
    void bindInteger(int index, std::int64_t value);
    void check(int code) const;

    const Connection* m_connection;
    sqlite3_stmt* m_statement = nullptr;
};

/// The first column of the first row; throws Error(Corrupt) when there is no row.
std::int64_t queryInteger(const Connection& connection, std::string_view sql);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Migration.h"

#include "core/store/Schema.h"
#include "core/store/Statement.h"

#include <algorithm>
#include <sqlite3.h>
#include <string>

namespace sparsight {

namespace {

void keepCopy(const Connection& connection, int version)
{
    const std::string copy = connection.file().string() + ".schema" + std::to_string(version);
    std::error_code ignored;
    std::filesystem::remove(copy, ignored); // of an attempt that failed: VACUUM INTO wants a new file
    Statement(connection, "VACUUM INTO ?", copy).run();
}

void applyAll(const Connection& connection, std::span<const Migration> steps, int from, int target)
{
    for (int version = from; version < target; ++version) {
        const auto step = std::ranges::find(steps, version, &Migration::from);
        if (step == steps.end()) {
            throw Error(ErrorCode::Unsupported,
                        connection.file().string() + " has schema " + std::to_string(version) +
                            ", which this version cannot bring up to date. Open it with an older Sparsight.",
                        {.file = connection.file().string()});
        }
        step->apply(connection);
    }
    connection.execute(("PRAGMA user_version = " + std::to_string(target)).c_str());
}

} // namespace

void migrate(const Connection& connection, std::span<const Migration> steps, int target)
{
    const int version = schema::userVersion(connection);
    if (version >= target) return;
    keepCopy(connection, version);
    connection.execute("BEGIN IMMEDIATE");
    try {
        applyAll(connection, steps, version, target);
        connection.execute("COMMIT");
    } catch (...) {
        sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
        throw;
    }
}

} // namespace sparsight

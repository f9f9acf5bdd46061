// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Schema.h"

#include "core/base/Error.h"
#include "core/store/Statement.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace sparsight::schema {

namespace {

// SQLite keeps these texts as they are, so they are compared letter by letter: a change is a new version.
constexpr std::array<const char*, 16> tables{
    // One row. The uuid stays while the file is moved or renamed.
    R"(CREATE TABLE project(
    id INTEGER PRIMARY KEY CHECK(id = 1),
    uuid TEXT NOT NULL
) STRICT)",
    R"(CREATE TABLE dataset(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sentences INTEGER NOT NULL,
    blank_lines INTEGER NOT NULL,
    has_labels INTEGER NOT NULL,
    has_groups INTEGER NOT NULL,
    has_targets INTEGER NOT NULL
) STRICT)",
    // id = data set * 2^32 + position in it
    R"(CREATE TABLE sentence(
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL,
    label TEXT NOT NULL,
    document TEXT NOT NULL,
    target TEXT NOT NULL
) STRICT)",
    R"(CREATE TABLE topic(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE,
    match TEXT NOT NULL
) STRICT)",
    R"(CREATE TABLE keyword(
    topic INTEGER NOT NULL REFERENCES topic(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY(topic, position)
) STRICT, WITHOUT ROWID)",
    R"(CREATE TABLE checkpoint(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    weights_sha256 TEXT NOT NULL UNIQUE,
    family TEXT NOT NULL,
    config TEXT NOT NULL,
    parameters INTEGER NOT NULL
) STRICT)",
    R"(CREATE TABLE run(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    checkpoint INTEGER NOT NULL REFERENCES checkpoint(id),
    dataset INTEGER NOT NULL REFERENCES dataset(id),
    positions TEXT NOT NULL,
    aggregate TEXT NOT NULL,
    decoder TEXT NOT NULL,
    precision TEXT NOT NULL,
    value_format TEXT NOT NULL,
    epsilon REAL NOT NULL,
    maximum_tokens INTEGER NOT NULL,
    device TEXT NOT NULL,
    threads INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    versions TEXT NOT NULL,
    neurons INTEGER NOT NULL,
    signed_values INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    sentences_done INTEGER NOT NULL,
    truncated_sentences INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    decoder_tokens INTEGER NOT NULL,
    nonzeros INTEGER NOT NULL,
    saturated INTEGER NOT NULL,
    bytes_stored INTEGER NOT NULL,
    seconds REAL NOT NULL
) STRICT)",
    R"(CREATE TABLE run_layer(
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    layer TEXT NOT NULL,
    UNIQUE(run, position)
) STRICT)",
    // sentence_ids: row of the block -> sentence, packed (SentenceIdCodec.h). saturated: a JSON array, per layer.
    R"(CREATE TABLE block(
    run INTEGER NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    tokens INTEGER NOT NULL,
    decoder_tokens INTEGER NOT NULL,
    truncated_sentences INTEGER NOT NULL,
    nonzeros INTEGER NOT NULL,
    saturated TEXT NOT NULL,
    bytes_stored INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    sentence_ids BLOB NOT NULL,
    PRIMARY KEY(run, number)
) STRICT, WITHOUT ROWID)",
    // id = run_layer * 2^40 + block * 2^16 + slot (ActivationKeys.h): a capture only ever appends. data: BlockCodec.h.
    R"(CREATE TABLE activation(
    id INTEGER PRIMARY KEY,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT)",
    // id = run_layer * 2^16 + group, over the complete blocks. data: StatisticsCodec.h.
    R"(CREATE TABLE statistics(
    id INTEGER PRIMARY KEY,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT)",
    // Texts written by the checkpoint. id = run * 2^32 + sentence
    R"(CREATE TABLE generated(
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT)",
    // Since version 2. settings and history: JSON as core/training writes it.
    R"(CREATE TABLE training(
    checkpoint INTEGER PRIMARY KEY REFERENCES checkpoint(id),
    parent INTEGER NOT NULL REFERENCES checkpoint(id),
    dataset TEXT NOT NULL,
    learning_rate REAL NOT NULL,
    settings TEXT NOT NULL,
    history TEXT NOT NULL,
    end TEXT NOT NULL
) STRICT)",
    // Since version 3: what people write about neurons, and the sets they make of them.
    R"(CREATE TABLE neuron_note(
    checkpoint INTEGER NOT NULL REFERENCES checkpoint(id),
    layer TEXT NOT NULL,
    neuron INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY(checkpoint, layer, neuron)
) STRICT, WITHOUT ROWID)",
    R"(CREATE TABLE neuron_list(
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    folded_name TEXT NOT NULL UNIQUE
) STRICT)",
    R"(CREATE TABLE neuron_list_member(
    list INTEGER NOT NULL REFERENCES neuron_list(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    layer TEXT NOT NULL,
    neuron INTEGER NOT NULL,
    PRIMARY KEY(list, position),
    UNIQUE(list, layer, neuron)
) STRICT, WITHOUT ROWID)",
};

/// How many of the tables each version has, from version 1: new ones are added at the end.
constexpr std::array<std::size_t, version> tableCounts{12, 13, tables.size(), tables.size()};

std::size_t tableCount(int ofVersion)
{
    return tableCounts[static_cast<std::size_t>(std::clamp(ofVersion, 1, version)) - 1];
}

/// Adds the tables that `toVersion` has and the one before it has not.
template <int toVersion>
void addTables(const Connection& connection)
{
    for (std::size_t table = tableCount(toVersion - 1); table < tableCount(toVersion); ++table)
        connection.execute(tables[table]);
}

/// Version 4 has the same tables, and blobs of another format beside the old ones (BlockCodec.h).
constexpr std::array<Migration, version - 1> steps{{{1, addTables<2>}, {2, addTables<3>}, {3, addTables<4>}}};

/// How the rows of sqlite_schema compare with ours.
struct Comparison {
    std::size_t ours = 0;  ///< our tables, letter by letter
    std::string foreign;   ///< name of a plain table or index that is not ours, if any
    std::string forbidden; ///< name of a trigger, view or virtual table, if any
    bool complete(int ofVersion) const { return ours == tableCount(ofVersion); }
};

/// The first `known` of our tables count.
Comparison compare(const Connection& connection, std::size_t known)
{
    const auto end = tables.begin() + static_cast<std::ptrdiff_t>(known);
    Comparison result;
    Statement rows(connection, "SELECT type, name, sql FROM sqlite_schema");
    while (rows.step()) {
        const std::string_view type = rows.text(0), name = rows.text(1), sql = rows.text(2);
        if (type == "table" && std::find(tables.begin(), end, sql) != end) {
            ++result.ours;
        } else if (type == "table" && !sql.starts_with("CREATE VIRTUAL")) {
            result.foreign = name;
        } else if (type == "index") { // those of PRIMARY KEY and UNIQUE have no text
            if (!sql.empty()) result.foreign = name;
        } else {
            result.forbidden = name;
        }
    }
    return result;
}

[[noreturn]] void refuse(const Connection& connection, ErrorCode code, const std::string& reason,
                         const std::string& remedy, const std::string& item = {})
{
    const std::string file = connection.file().string();
    throw Error(code, file + " is not opened: " + reason + ". " + remedy, {.file = file, .item = item});
}

void refuseForbidden(const Connection& connection, const Comparison& found)
{
    if (found.forbidden.empty()) return;
    refuse(connection, ErrorCode::BadInput,
           "it contains \"" + found.forbidden + "\", a trigger, view or virtual table, which a project never has",
           "Ask where the file comes from.", found.forbidden);
}

} // namespace

void create(const Connection& connection)
{
    connection.execute("BEGIN IMMEDIATE");
    for (const char* table : tables)
        connection.execute(table);
    connection.execute(("PRAGMA application_id = " + std::to_string(applicationId)).c_str());
    connection.execute(("PRAGMA user_version = " + std::to_string(version)).c_str());
    connection.execute("INSERT INTO project VALUES(1, lower(hex(randomblob(16))))");
    connection.execute("COMMIT");
}

void requireOurs(const Connection& connection)
{
    const int version = userVersion(connection);
    const Comparison found = compare(connection, tableCount(version));
    refuseForbidden(connection, found);
    if (!found.foreign.empty()) {
        refuse(connection, ErrorCode::BadInput, "its table or index \"" + found.foreign + "\" is unlike ours",
               "It was changed by another program; restore a backup.", found.foreign);
    }
    if (!found.complete(version)) {
        refuse(connection, ErrorCode::BadInput, "tables of a project are missing",
               "It was changed by another program; restore a backup.");
    }
}

void requireReadable(const Connection& connection)
{
    const Comparison found = compare(connection, tables.size());
    refuseForbidden(connection, found);
    if (!found.complete(version)) {
        refuse(connection, ErrorCode::Unsupported,
               "it was made by a newer version (schema " + std::to_string(userVersion(connection)) +
                   ", this program reads " + std::to_string(version) + ")",
               "Update Sparsight.");
    }
}

std::span<const Migration> migrations()
{
    return steps;
}

int userVersion(const Connection& connection)
{
    return static_cast<int>(queryInteger(connection, "PRAGMA user_version"));
}

} // namespace sparsight::schema

// SPDX-License-Identifier: GPL-3.0-or-later
// The checkpoints of a Project.
#include "core/store/Database.h"
#include "core/store/Lookup.h"
#include "core/store/Project.h"
#include "core/store/Schema.h"
#include "core/store/Statement.h"

namespace sparsight {

namespace {

constexpr const char* selectCheckpoints =
    "SELECT id, name, path, weights_sha256, family, config, parameters FROM checkpoint ";

CheckpointInfo checkpointOf(const Statement& row)
{
    CheckpointInfo info;
    info.id = CheckpointId(row.integer(0));
    info.name = row.text(1);
    info.path = row.text(2);
    info.weightsSha256 = row.text(3);
    info.family = row.text(4);
    info.config = row.text(5);
    info.parameters = static_cast<std::uint64_t>(row.integer(6));
    return info;
}

/// The name, or "name (2)", "name (3)" … where other weights have it.
std::string uniqueName(const Connection& connection, const CheckpointInfo& info)
{
    Statement taken(connection, "SELECT 1 FROM checkpoint WHERE name = ? AND weights_sha256 <> ?");
    std::string name = info.name;
    for (int number = 2;; ++number) {
        taken.bind(name, info.weightsSha256);
        if (!taken.step()) return name;
        taken.reset();
        name = info.name + " (" + std::to_string(number) + ")";
    }
}

} // namespace

CheckpointId Project::putCheckpoint(CheckpointInfo info)
{
    requireName("checkpoint", info.name);
    const Connection& connection = m_database->connection();
    WriteTransaction transaction(*m_database);
    info.name = uniqueName(connection, info);
    Statement upsert(connection,
                     "INSERT INTO checkpoint(name, path, weights_sha256, family, config, parameters) "
                     "VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT(weights_sha256) DO UPDATE SET name = excluded.name, "
                     "path = excluded.path RETURNING id",
                     info.name, info.path, info.weightsSha256, info.family, info.config, info.parameters);
    upsert.step();
    const CheckpointId id(upsert.integer(0));
    upsert.run();
    transaction.commit();
    return id;
}

std::vector<CheckpointInfo> Project::checkpoints() const
{
    std::vector<CheckpointInfo> all;
    Statement rows(m_database->connection(), std::string(selectCheckpoints) + "ORDER BY id");
    while (rows.step())
        all.push_back(checkpointOf(rows));
    return all;
}

CheckpointInfo Project::checkpoint(std::string_view name) const
{
    std::vector<std::string> names;
    for (CheckpointInfo& known : checkpoints()) {
        if (known.name == name) return std::move(known);
        names.push_back(known.name);
    }
    throw notFound("checkpoint", name, names);
}

CheckpointInfo Project::checkpoint(CheckpointId id) const
{
    Statement row(m_database->connection(), std::string(selectCheckpoints) + "WHERE id = ?", id);
    if (row.step()) return checkpointOf(row);
    throw Error(ErrorCode::NotFound, "This checkpoint was removed from the project; choose another.");
}

void Project::putTraining(const TrainingInfo& training)
{
    WriteTransaction transaction(*m_database);
    Statement(m_database->connection(),
              "INSERT OR REPLACE INTO training(checkpoint, parent, dataset, learning_rate, settings, history, end) "
              "VALUES(?, ?, ?, ?, ?, ?, ?)",
              training.checkpoint, training.parent, training.dataset, training.learningRate, training.settings,
              training.history, training.end)
        .run();
    transaction.commit();
}

std::vector<TrainingInfo> Project::trainings() const
{
    std::vector<TrainingInfo> all;
    const Connection& connection = m_database->connection();
    if (schema::userVersion(connection) < 2) return all;
    Statement rows(connection,
                   "SELECT checkpoint, parent, dataset, learning_rate, settings, history, end FROM training "
                   "ORDER BY parent, learning_rate DESC, checkpoint");
    while (rows.step()) {
        TrainingInfo info;
        info.checkpoint = CheckpointId(rows.integer(0));
        info.parent = CheckpointId(rows.integer(1));
        info.dataset = rows.text(2);
        info.learningRate = rows.real(3);
        info.settings = rows.text(4);
        info.history = rows.text(5);
        info.end = rows.text(6);
        all.push_back(std::move(info));
    }
    return all;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// The topics of a Project.
#include "core/store/Database.h"
#include "core/store/Lookup.h"
#include "core/store/Project.h"
#include "core/store/Statement.h"

namespace sparsight {

namespace {

/// Of a row with columns name, match, id.
Topic topicOf(const Connection& connection, const Statement& row)
{
    Topic topic;
    topic.name = row.text(0);
    topic.match = parseKeywordMatch(row.text(1));
    Statement keywords(connection, "SELECT text FROM keyword WHERE topic = ? ORDER BY position", row.integer(2));
    while (keywords.step())
        topic.keywords.emplace_back(keywords.text(0));
    return topic;
}

} // namespace

void Project::putTopic(const Topic& topic)
{
    requireName("topic", topic.name);
    const Connection& connection = m_database->connection();
    WriteTransaction transaction(*m_database);
    Statement upsert(connection,
                     "INSERT INTO topic(name, folded_name, match) VALUES(?, ?, ?) ON CONFLICT(folded_name) "
                     "DO UPDATE SET name = excluded.name, match = excluded.match RETURNING id",
                     topic.name, foldCase(topic.name), toString(topic.match));
    upsert.step();
    const std::int64_t id = upsert.integer(0);
    upsert.run();
    Statement(connection, "DELETE FROM keyword WHERE topic = ?", id).run();
    Statement insert(connection, "INSERT INTO keyword(topic, position, text) VALUES(?, ?, ?)");
    for (std::size_t i = 0; i < topic.keywords.size(); ++i)
        insert.run(id, i, topic.keywords[i]);
    transaction.commit();
}

std::vector<Topic> Project::topics() const
{
    std::vector<Topic> all;
    const Connection& connection = m_database->connection();
    Statement rows(connection, "SELECT name, match, id FROM topic ORDER BY folded_name");
    while (rows.step())
        all.push_back(topicOf(connection, rows));
    return all;
}

Topic Project::topic(std::string_view name) const
{
    const Connection& connection = m_database->connection();
    Statement row(connection, "SELECT name, match, id FROM topic WHERE folded_name = ?", foldCase(name));
    if (row.step()) return topicOf(connection, row);
    std::vector<std::string> names;
    for (const Topic& known : topics())
        names.push_back(known.name);
    throw notFound("topic", name, names);
}

void Project::removeTopic(std::string_view name)
{
    WriteTransaction transaction(*m_database);
    const Topic known = topic(name); // or a sentence that names those that exist
    Statement(m_database->connection(), "DELETE FROM topic WHERE folded_name = ?", foldCase(known.name)).run();
    transaction.commit();
}

} // namespace sparsight

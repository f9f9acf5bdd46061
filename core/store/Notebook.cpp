// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Notebook.h"

#include "core/store/Database.h"
#include "core/store/Lookup.h"
#include "core/store/Schema.h"
#include "core/store/Statement.h"

#include <algorithm>
#include <optional>

namespace sparsight {

namespace {

constexpr int firstVersion = 3;

bool hasNotebook(const Connection& connection)
{
    return schema::userVersion(connection) >= firstVersion;
}

/// Of a row whose columns `column` and the next one are layer and neuron.
NeuronName neuronOf(const Statement& row, int column)
{
    return {LayerId::parse(row.text(column)), NeuronId(static_cast<std::uint32_t>(row.integer(column + 1)))};
}

std::optional<std::int64_t> findList(const Connection& connection, std::string_view name)
{
    Statement row(connection, "SELECT id FROM neuron_list WHERE folded_name = ?", foldCase(name));
    if (!row.step()) return std::nullopt;
    return row.integer(0);
}

std::vector<NeuronName> membersOf(const Connection& connection, std::int64_t list)
{
    std::vector<NeuronName> neurons;
    Statement rows(connection, "SELECT layer, neuron FROM neuron_list_member WHERE list = ? ORDER BY position", list);
    while (rows.step())
        neurons.push_back(neuronOf(rows, 0));
    return neurons;
}

} // namespace

Notebook::Notebook(const Project& project)
    : m_project(project)
{
}

std::vector<NeuronNote> Notebook::notes() const
{
    std::vector<NeuronNote> all;
    const Connection& connection = m_project.database().connection();
    if (!hasNotebook(connection)) return all;
    Statement rows(connection, "SELECT checkpoint, layer, neuron, text FROM neuron_note");
    while (rows.step())
        all.push_back({CheckpointId(rows.integer(0)), neuronOf(rows, 1), std::string(rows.text(3))});
    std::ranges::sort(all, {}, [](const NeuronNote& note) { return std::pair(note.checkpoint, note.neuron); });
    return all;
}

void Notebook::putNote(const NeuronNote& note)
{
    WriteTransaction transaction(m_project.database());
    const Connection& connection = m_project.database().connection();
    const std::string layer = note.neuron.layer.toString();
    if (note.text.find_first_not_of(" \t\r\n") == std::string::npos) {
        Statement(connection, "DELETE FROM neuron_note WHERE checkpoint = ? AND layer = ? AND neuron = ?",
                  note.checkpoint, layer, note.neuron.neuron)
            .run();
    } else {
        Statement(connection, "INSERT OR REPLACE INTO neuron_note VALUES(?, ?, ?, ?)", note.checkpoint, layer,
                  note.neuron.neuron, note.text)
            .run();
    }
    transaction.commit();
}

std::vector<NeuronList> Notebook::lists() const
{
    std::vector<NeuronList> all;
    const Connection& connection = m_project.database().connection();
    if (!hasNotebook(connection)) return all;
    Statement rows(connection, "SELECT id, name FROM neuron_list ORDER BY folded_name");
    while (rows.step())
        all.push_back({std::string(rows.text(1)), membersOf(connection, rows.integer(0))});
    return all;
}

NeuronList Notebook::list(std::string_view name) const
{
    std::vector<std::string> names;
    for (NeuronList& known : lists()) {
        if (foldCase(known.name) == foldCase(name)) return std::move(known);
        names.push_back(known.name);
    }
    throw notFound("list of neurons", name, names);
}

void Notebook::putList(const NeuronList& list)
{
    requireName("list of neurons", list.name);
    WriteTransaction transaction(m_project.database());
    const Connection& connection = m_project.database().connection();
    Statement upsert(connection,
                     "INSERT INTO neuron_list(name, folded_name) VALUES(?, ?) ON CONFLICT(folded_name) "
                     "DO UPDATE SET name = excluded.name RETURNING id",
                     list.name, foldCase(list.name));
    upsert.step();
    const std::int64_t id = upsert.integer(0);
    upsert.run();
    Statement(connection, "DELETE FROM neuron_list_member WHERE list = ?", id).run();
    Statement insert(connection, "INSERT OR IGNORE INTO neuron_list_member VALUES(?, ?, ?, ?)");
    for (std::size_t i = 0; i < list.neurons.size(); ++i)
        insert.run(id, i, list.neurons[i].layer.toString(), list.neurons[i].neuron);
    transaction.commit();
}

void Notebook::removeList(std::string_view name)
{
    WriteTransaction transaction(m_project.database());
    const NeuronList known = list(name); // or a sentence that names those that exist
    Statement(m_project.database().connection(), "DELETE FROM neuron_list WHERE folded_name = ?", foldCase(known.name))
        .run();
    transaction.commit();
}

void Notebook::renameList(std::string_view name, const std::string& to)
{
    requireName("list of neurons", to);
    WriteTransaction transaction(m_project.database());
    const Connection& connection = m_project.database().connection();
    const NeuronList known = list(name);
    const auto id = findList(connection, known.name);
    if (const auto taken = findList(connection, to); taken && taken != id) {
        throw Error(ErrorCode::BadInput, "There is a list of neurons \"" + to + "\" already; choose another name.",
                    {.item = to});
    }
    Statement(connection, "UPDATE neuron_list SET name = ?, folded_name = ? WHERE id = ?", to, foldCase(to), *id).run();
    transaction.commit();
}

} // namespace sparsight

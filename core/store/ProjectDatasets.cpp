// SPDX-License-Identifier: GPL-3.0-or-later
// The data sets of a Project.
#include "core/base/Sha256.h"
#include "core/store/Database.h"
#include "core/store/Lookup.h"
#include "core/store/Project.h"
#include "core/store/RunRemoval.h"
#include "core/store/Statement.h"

#include <array>
#include <bit>
#include <limits>

namespace sparsight {

namespace {

static_assert(std::endian::native == std::endian::little, "hashes and blobs are little-endian");

constexpr const char* selectDatasets = "SELECT id, name, source, sha256, sentences, blank_lines, has_labels, "
                                       "has_groups, has_targets FROM dataset ";

/// Row of the sentence table: rows of a data set lie together, in its order.
std::int64_t sentenceRow(DatasetId dataset, std::uint64_t position)
{
    return dataset.value << 32 | static_cast<std::int64_t>(position);
}

DatasetInfo datasetOf(const Statement& row)
{
    DatasetInfo info;
    info.id = DatasetId(row.integer(0));
    info.name = row.text(1);
    info.source = row.text(2);
    info.sha256 = row.text(3);
    info.sentences = static_cast<std::uint32_t>(row.integer(4));
    info.blankLines = static_cast<std::uint32_t>(row.integer(5));
    info.hasLabels = row.integer(6) != 0;
    info.hasGroups = row.integer(7) != 0;
    info.hasTargets = row.integer(8) != 0;
    return info;
}

void readSentence(const Statement& row, int firstColumn, Sentence& into)
{
    into.text = row.text(firstColumn);
    into.label = row.text(firstColumn + 1);
    into.group = row.text(firstColumn + 2);
    into.target = row.text(firstColumn + 3);
}

/// Appends the sentences of an import and gathers what is known of them.
class SentenceImport {
public:
    SentenceImport(const Connection& connection, DatasetInfo& info)
        : m_insert(connection, "INSERT INTO sentence(id, text, label, document, target) VALUES(?, ?, ?, ?, ?)")
        , m_info(info)
    {
    }

    void append(const Sentence& sentence)
    {
        if (m_info.sentences == std::numeric_limits<std::uint32_t>::max()) {
            throw Error(ErrorCode::BadInput, "A data set holds at most 4,294,967,295 sentences; split the file.");
        }
        m_insert.run(sentenceRow(m_info.id, m_info.sentences++), sentence.text, sentence.label, sentence.group,
                     sentence.target);
        m_info.hasLabels |= !sentence.label.empty();
        m_info.hasGroups |= !sentence.group.empty();
        m_info.hasTargets |= !sentence.target.empty();
        for (const std::string* field : {&sentence.text, &sentence.label, &sentence.group, &sentence.target}) {
            // The length first, so that no two lists of sentences give the same bytes.
            const std::array<std::uint64_t, 1> length{field->size()};
            m_hash.add(std::as_bytes(std::span(length)));
            m_hash.add(*field);
        }
    }
    std::string sha256() { return m_hash.hex(); }

private:
    Statement m_insert;
    DatasetInfo& m_info;
    Sha256 m_hash;
};

} // namespace

Project::ImportResult Project::importDataset(const std::string& name, const std::string& source,
                                             const std::function<std::uint32_t(const SentenceSink&)>& fill)
{
    requireName("data set", name);
    const Connection& connection = m_database->connection();
    WriteTransaction transaction(*m_database);
    Statement same(connection, "SELECT 1 FROM dataset WHERE name = ?", name);
    if (same.step()) {
        throw Error(ErrorCode::BadInput, "This project has a data set \"" + name + "\" already; choose another name.");
    }
    same.reset();
    DatasetInfo info;
    info.id = DatasetId(queryInteger(connection, "SELECT ifnull(max(id), 0) + 1 FROM dataset"));
    SentenceImport import(connection, info);
    info.blankLines = fill([&](Sentence&& sentence) { import.append(sentence); });
    if (info.sentences == 0) {
        throw Error(ErrorCode::BadInput, "\"" + name + "\" has no sentences; choose a file with at least one.");
    }
    Statement(connection, "INSERT INTO dataset VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", info.id, name, source,
              import.sha256(), info.sentences, info.blankLines, info.hasLabels, info.hasGroups, info.hasTargets)
        .run();
    transaction.commit();
    return {info.id, info.sentences};
}

std::vector<DatasetInfo> Project::datasets() const
{
    std::vector<DatasetInfo> all;
    Statement rows(m_database->connection(), std::string(selectDatasets) + "ORDER BY id");
    while (rows.step())
        all.push_back(datasetOf(rows));
    return all;
}

DatasetInfo Project::dataset(std::string_view name) const
{
    Statement row(m_database->connection(), std::string(selectDatasets) + "WHERE name = ?", name);
    if (row.step()) return datasetOf(row);
    std::vector<std::string> names;
    for (const DatasetInfo& info : datasets())
        names.push_back(info.name);
    throw notFound("data set", name, names);
}

DatasetInfo Project::dataset(DatasetId id) const
{
    Statement row(m_database->connection(), std::string(selectDatasets) + "WHERE id = ?", id);
    if (row.step()) return datasetOf(row);
    throw Error(ErrorCode::NotFound, "This data set was removed from the project; choose another.");
}

Sentence Project::sentence(DatasetId dataset, SentenceId id) const
{
    Statement row(m_database->connection(), "SELECT text, label, document, target FROM sentence WHERE id = ?",
                  sentenceRow(dataset, id.value));
    if (!row.step()) {
        throw Error(ErrorCode::NotFound, "The data set has no sentence " + std::to_string(id.value) + ".");
    }
    Sentence sentence;
    readSentence(row, 0, sentence);
    return sentence;
}

void Project::forEachSentence(DatasetId dataset, const std::function<void(SentenceId, const Sentence&)>& visit) const
{
    Statement rows(m_database->connection(),
                   "SELECT id, text, label, document, target FROM sentence WHERE id >= ? AND id < ? ORDER BY id",
                   sentenceRow(dataset, 0), sentenceRow(DatasetId(dataset.value + 1), 0));
    Sentence sentence;
    while (rows.step()) {
        readSentence(rows, 1, sentence);
        visit(SentenceId(static_cast<std::uint32_t>(rows.integer(0))), sentence);
    }
}

std::uint32_t Project::sentencesWithoutTarget(DatasetId id) const
{
    Statement count(m_database->connection(), "SELECT count(*) FROM sentence WHERE id >= ? AND id < ? AND target = ''",
                    sentenceRow(id, 0), sentenceRow(DatasetId(id.value + 1), 0));
    count.step();
    return static_cast<std::uint32_t>(count.integer(0));
}

void Project::removeDataset(DatasetId id)
{
    const Connection& connection = m_database->connection();
    WriteTransaction transaction(*m_database);
    for (const RunInfo& info : runs()) {
        if (info.dataset == id) deleteRun(connection, info.id);
    }
    Statement(connection, "DELETE FROM sentence WHERE id >= ? AND id < ?", sentenceRow(id, 0),
              sentenceRow(DatasetId(id.value + 1), 0))
        .run();
    Statement(connection, "DELETE FROM dataset WHERE id = ?", id).run();
    transaction.commit();
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/DelimitedRecords.h"

#include "core/dataset/Blank.h"
#include "core/dataset/Names.h"

#include <algorithm>

namespace sparsight {

namespace {

const char* raggedRemedy(DelimitedReader::Dialect dialect)
{
    return dialect == DelimitedReader::Dialect::Csv
               ? "put cells that hold a comma in double quotes, fill in missing ones"
               : "remove tabs within cells, fill in missing ones";
}

} // namespace

DelimitedRecords::DelimitedRecords(const std::filesystem::path& file, const ReadOptions& options,
                                   DelimitedReader::Dialect dialect)
    : m_rows(file, options.encoding, dialect)
{
    readHeader();
    chooseColumns(options);
}

void DelimitedRecords::readHeader()
{
    while (m_rows.next(m_header))
        if (m_header.size() > 1 || !isBlank(m_header.front())) break;
    if (m_header.size() == 1 && m_header.front().find(';') != std::string::npos) {
        m_warnings.push_back("The header \"" + m_header.front() +
                             "\" has semicolons and no comma; save the file with commas if it has several columns.");
    }
}

std::optional<std::size_t> DelimitedRecords::find(const WantedColumn& wanted) const
{
    if (!wanted.chosen) { // the most usual name that is there
        for (const std::string_view usual : wanted.usual) {
            const auto named = [&](const std::string& name) { return equalsIgnoringAsciiCase(trimmed(name), usual); };
            const auto found = std::ranges::find_if(m_header, named);
            if (found != m_header.end()) return static_cast<std::size_t>(found - m_header.begin());
        }
        return std::nullopt;
    }
    const auto matches = [&](const std::string& name) { return trimmed(name) == trimmed(*wanted.chosen); };
    const auto first = std::find_if(m_header.begin(), m_header.end(), matches);
    if (first == m_header.end()) {
        throw m_rows.lines().error(m_rows.line(), "there is no column \"" + *wanted.chosen + "\"; the columns are " +
                                                      quotedList(m_header));
    }
    if (std::find_if(first + 1, m_header.end(), matches) != m_header.end())
        throw m_rows.lines().error(m_rows.line(), "several columns are called \"" + *wanted.chosen + "\"; rename them");
    return static_cast<std::size_t>(first - m_header.begin());
}

void DelimitedRecords::chooseColumns(const ReadOptions& options)
{
    if (m_header.empty()) return; // an empty file; the caller finds no sentence in it
    for (const WantedColumn& wanted : wantedColumns(options)) {
        std::optional<std::size_t> column = find(wanted);
        if (!column && wanted.part == &Sentence::text) {
            column = 0;
            m_warnings.push_back("No column is called text or sentence; the first, \"" + m_header.front() +
                                 "\", was taken, and the first line as names of columns.");
        }
        if (column) m_uses.push_back({*column, wanted});
    }
}

bool DelimitedRecords::next(Sentence& record)
{
    if (!m_rows.next(m_cells)) return false;
    record = {};
    if (m_cells.size() == 1 && isBlank(m_cells.front())) return true; // an empty line
    if (m_cells.size() != m_header.size()) {
        throw m_rows.lines().error(m_rows.line(), "the row has " + std::to_string(m_cells.size()) +
                                                      (m_cells.size() == 1 ? " cell" : " cells") +
                                                      " where the header has " + std::to_string(m_header.size()) +
                                                      "; " + raggedRemedy(m_rows.dialect()));
    }
    for (const Use& use : m_uses)
        record.*use.wanted.part = m_cells[use.column];
    return true;
}

void DelimitedRecords::describe(ReadReport& report) const
{
    LineRecords::describe(report);
    report.columns = m_header;
    for (const Use& use : m_uses)
        report.*use.wanted.reported = m_header[use.column];
    report.warnings.insert(report.warnings.end(), m_warnings.begin(), m_warnings.end());
    m_rows.endings().warn(report.warnings);
}

} // namespace sparsight

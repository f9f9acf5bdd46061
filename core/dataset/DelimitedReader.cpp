// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/DelimitedReader.h"

#include <optional>
#include <string_view>

namespace sparsight {

DelimitedReader::DelimitedReader(const std::filesystem::path& file, TextEncoding encoding, Dialect dialect)
    : m_lines(file, encoding)
    , m_dialect(dialect)
{
}

bool DelimitedReader::next(std::vector<std::string>& cells)
{
    cells.clear();
    if (!m_lines.next()) return false;
    m_rowLine = m_lines.number();
    m_rowBytes = m_lines.line().size();
    m_dialect == Dialect::Csv ? splitCsv(cells) : splitTsv(cells);
    m_endings.count(m_lines.ending());
    return true;
}

void DelimitedReader::splitCsv(std::vector<std::string>& cells)
{
    std::size_t position = 0;
    while (true) {
        std::string& cell = cells.emplace_back();
        if (position < m_lines.line().size() && m_lines.line()[position] == '"') {
            position = readQuoted(position, cell);
        } else {
            const std::size_t comma = std::min(m_lines.line().find(',', position), m_lines.line().size());
            cell = m_lines.line().substr(position, comma - position);
            position = comma;
        }
        if (position == m_lines.line().size()) return;
        ++position; // the comma
    }
}

std::size_t DelimitedReader::readQuoted(std::size_t position, std::string& cell)
{
    const std::uint64_t opened = m_lines.number();
    ++position;
    while (true) {
        const std::string_view line = m_lines.line();
        const std::size_t quote = line.find('"', position);
        if (quote != std::string_view::npos) {
            cell += line.substr(position, quote - position);
            position = quote + 1;
            if (position == line.size() || line[position] == ',') return position;
            if (line[position] != '"') {
                throw m_lines.error(m_lines.number(), "text follows the closing quote of a cell; in CSV a quote inside "
                                                      "a quoted cell is written twice");
            }
            cell += '"';
            ++position;
            continue;
        }
        cell += line.substr(position);
        cell += m_lines.endingText();
        position = 0;
        if (!m_lines.next())
            throw m_lines.error(
                opened,
                "the quote opened here is never closed; close it, or write a quote that is part of the text twice");
        m_rowBytes += m_lines.line().size();
        if (m_rowBytes > maximumRowBytes) {
            throw m_lines.error(opened, "the row is longer than " + std::to_string(maximumRowBytes / 1'000'000) +
                                            " MB; perhaps the quote opened here is never closed");
        }
    }
}

/// The content of a cell that is quoted as a whole, else nothing.
static std::optional<std::string> unquoted(std::string_view cell)
{
    if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::nullopt;
    std::string content;
    for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
        content += cell[i];
        if (cell[i] == '"' && (++i + 1 == cell.size() || cell[i] != '"')) return std::nullopt;
    }
    return content;
}

void DelimitedReader::splitTsv(std::vector<std::string>& cells) const
{
    std::string_view rest = m_lines.line();
    while (true) {
        const std::size_t tab = rest.find('\t');
        const std::string_view cell = rest.substr(0, tab);
        cells.push_back(unquoted(cell).value_or(std::string(cell)));
        if (tab == std::string_view::npos) return;
        rest.remove_prefix(tab + 1);
    }
}

} // namespace sparsight

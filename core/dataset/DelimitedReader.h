// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/LineReader.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sparsight {

/// Rows of a CSV or TSV file.
///
/// CSV is RFC 4180: a cell that begins with a quote ends at the next single quote, may hold commas and line breaks, and
/// a doubled quote in it stands for one. A quote in the middle of a cell is an ordinary character.
///
/// TSV: a row is a line. A cell that begins and ends with a quote and has all quotes between them doubled is unquoted,
/// because spreadsheets and Python's csv module write cells with quotes that way; any other quote is an ordinary
/// character, because most data sets of sentences with tabs are written without quoting.
class DelimitedReader {
public:
    enum class Dialect { Csv, Tsv };

    DelimitedReader(const std::filesystem::path& file, TextEncoding encoding, Dialect dialect);

    Dialect dialect() const { return m_dialect; }

    /// The next row. An empty line is a row of one empty cell. Throws Error with the line.
    bool next(std::vector<std::string>& cells);
    std::uint64_t line() const noexcept { return m_rowLine; } ///< where that row begins
    const LineReader& lines() const noexcept { return m_lines; }
    const LineEndings& endings() const noexcept { return m_endings; }

private:
    void splitCsv(std::vector<std::string>& cells);
    /// Reads the cell that begins at `position` of the current line; returns the position of the comma or the end.
    std::size_t readQuoted(std::size_t position, std::string& cell);
    void splitTsv(std::vector<std::string>& cells) const;

    LineReader m_lines;
    LineEndings m_endings;
    Dialect m_dialect;
    std::uint64_t m_rowLine = 0;
    std::uint64_t m_rowBytes = 0;
};

} // namespace sparsight

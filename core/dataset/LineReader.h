// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"
#include "core/dataset/TextSource.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// Cuts a text file into lines at LF, CR LF or CR. A line over maximumRowBytes is refused while it is being read.
class LineReader {
public:
    enum class Ending { None, Lf, CrLf, Cr }; ///< None: the last line of a file may lack one

    LineReader(const std::filesystem::path& file, TextEncoding encoding);

    /// The next line without its end; valid until the next call. False at the end of the file.
    bool next();
    std::string_view line() const noexcept { return m_line; }
    std::uint64_t number() const noexcept { return m_number; } ///< of that line, from 1
    Ending ending() const noexcept { return m_ending; }
    std::string_view endingText() const noexcept;

    const TextSource& source() const noexcept { return m_source; }
    /// "FILE, line N: WHAT" as an Error(BadInput) with its context.
    Error error(std::uint64_t line, const std::string& what) const;

private:
    bool fill();                        ///< the next piece, when the current one is used up
    void append(std::string_view part); ///< to the line under construction
    void takeEnding(char first);

    TextSource m_source;
    std::string_view m_piece; ///< rest of the current piece
    std::string m_parts;      ///< a line that lies across pieces
    std::string_view m_line;
    std::uint64_t m_number = 0;
    Ending m_ending = Ending::None;
};

/// Which line ends a file's rows had, for a warning when they are mixed.
class LineEndings {
public:
    void count(LineReader::Ending ending);
    /// Adds "The file mixes line ends (LF: 12, CR LF: 3); each ends a row." where there are several kinds.
    void warn(std::vector<std::string>& warnings) const;

private:
    std::uint64_t m_lf = 0, m_crLf = 0, m_cr = 0;
};

} // namespace sparsight

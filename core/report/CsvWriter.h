// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sparsight {

struct CsvOptions {
    char delimiter = ','; ///< or a tab
    /// Spreadsheets run a text that starts with = + - @, a tab, CR or LF as a formula. With this on, such a text gets a
    /// single quote in front, which they take as "this is text". Numbers are never touched.
    bool guardFormulas = true;
};

/// Writes a table as CSV (RFC 4180: CR LF after each row, quotes where they are needed), UTF-8 without a mark.
class CsvWriter {
public:
    /// `sink` is given whole rows, e.g. to an AtomicFile.
    using Sink = std::function<void(std::string_view)>;
    explicit CsvWriter(Sink sink, CsvOptions options = {});

    /// The next cell of the row. Returns itself.
    CsvWriter& text(std::string_view utf8);
    CsvWriter& number(double value);                ///< as short as it reads back the same; not a number: empty
    CsvWriter& number(std::optional<double> value); ///< undefined: empty
    CsvWriter& integer(std::int64_t value);
    void endRow();

private:
    void separate();

    Sink m_sink;
    CsvOptions m_options;
    std::string m_row;
    bool m_rowHasCells = false;
};

} // namespace sparsight

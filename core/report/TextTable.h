// SPDX-License-Identifier: GPL-3.0-or-later
// Text for a terminal or a text file: sentences, names and file names come from files and must not steer it.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// The text on one line: white space becomes a blank; control characters, marks that change the reading direction and
/// bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

/// A number with this many decimals.
std::string fixed(double value, int decimals);
/// 1234567 → "1,234,567".
std::string grouped(std::uint64_t value);

/// Columns of text, as wide as their widest cell.
class TextTable {
public:
    struct Column {
        std::string title;
        bool right = true; ///< numbers are right-aligned
    };

    explicit TextTable(std::vector<Column> columns);

    /// One cell a column; made printable here.
    void add(const std::vector<std::string>& cells);
    /// The titles, unless all are empty, then the rows.
    void print(std::ostream& out) const;
    bool isEmpty() const { return m_rows.empty(); }

private:
    std::vector<Column> m_columns;
    std::vector<std::vector<std::string>> m_rows;
};

} // namespace sparsight

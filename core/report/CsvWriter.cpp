// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/CsvWriter.h"

#include <array>
#include <charconv>
#include <cmath>

namespace sparsight {

CsvWriter::CsvWriter(Sink sink, CsvOptions options)
    : m_sink(std::move(sink))
    , m_options(options)
{
}

void CsvWriter::separate()
{
    if (m_rowHasCells) m_row += m_options.delimiter;
    m_rowHasCells = true;
}

CsvWriter& CsvWriter::text(std::string_view utf8)
{
    separate();
    constexpr std::string_view formulaStarts = "=+-@\t\r\n";
    const bool guarded =
        m_options.guardFormulas && !utf8.empty() && formulaStarts.find(utf8.front()) != std::string_view::npos;
    const std::array<char, 4> special = {m_options.delimiter, '"', '\r', '\n'};
    const bool quoted = utf8.find_first_of(special.data(), 0, special.size()) != std::string_view::npos;
    if (quoted) m_row += '"';
    if (guarded) m_row += '\'';
    for (const char c : utf8) {
        if (c == '"') m_row += '"';
        m_row += c;
    }
    if (quoted) m_row += '"';
    return *this;
}

CsvWriter& CsvWriter::number(double value)
{
    separate();
    if (std::isnan(value)) return *this;
    std::array<char, 32> digits{};
    m_row.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
    return *this;
}

CsvWriter& CsvWriter::number(std::optional<double> value)
{
    return number(value.value_or(std::nan("")));
}

CsvWriter& CsvWriter::integer(std::int64_t value)
{
    separate();
    m_row += std::to_string(value);
    return *this;
}

void CsvWriter::endRow()
{
    m_row += "\r\n";
    m_sink(m_row);
    m_row.clear();
    m_rowHasCells = false;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <algorithm>
#include <string>

namespace sparsight {

/// A text for a cell of a table: one line, and cut where it is an article, which would take long to lay out.
inline QString cellText(const std::string& utf8)
{
    constexpr std::size_t longest = 2000; // bytes
    if (utf8.size() <= longest && utf8.find('\n') == std::string::npos) return QString::fromStdString(utf8);
    std::size_t end = std::min(longest, utf8.size());
    while (end < utf8.size() && (static_cast<unsigned char>(utf8[end]) & 0xC0) == 0x80)
        --end; // between characters
    QString text = QString::fromUtf8(utf8.data(), qsizetype(end));
    text.replace(QLatin1Char('\n'), QLatin1Char(' '));
    return end < utf8.size() ? text + QStringLiteral("…") : text;
}

} // namespace sparsight

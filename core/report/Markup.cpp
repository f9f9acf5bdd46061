// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/Markup.h"

#include "core/report/TextTable.h"

namespace sparsight {

std::string escapeMarkup(std::string_view text)
{
    std::string escaped;
    for (const char c : printable(text)) {
        switch (c) {
        case '&': escaped += "&amp;"; break;
        case '<': escaped += "&lt;"; break;
        case '>': escaped += "&gt;"; break;
        case '"': escaped += "&quot;"; break;
        case '\'': escaped += "&#39;"; break;
        default: escaped += c;
        }
    }
    return escaped;
}

} // namespace sparsight

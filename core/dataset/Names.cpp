// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/Names.h"

#include <algorithm>

namespace sparsight {

bool equalsIgnoringAsciiCase(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string quotedList(std::span<const std::string> names)
{
    constexpr std::size_t shown = 10;
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), shown); ++i)
        list += (i > 0 ? ", \"" : "\"") + names[i] + "\"";
    if (names.size() > shown) list += " and " + std::to_string(names.size() - shown) + " more";
    return list;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/Lookup.h"

#include <algorithm>
#include <unicode/unistr.h>

namespace sparsight {

Error notFound(std::string_view kind, std::string_view name, const std::vector<std::string>& existing,
               std::string_view place)
{
    constexpr std::size_t shown = 20;
    std::string list;
    for (std::size_t i = 0; i < std::min(existing.size(), shown); ++i)
        list += (i == 0 ? "\"" : ", \"") + existing[i] + "\"";
    if (existing.size() > shown) list += " and " + std::to_string(existing.size() - shown) + " more";
    const std::string what(kind);
    return Error(ErrorCode::NotFound, "There is no " + what + " \"" + std::string(name) + "\" in " +
                                          std::string(place) + "; " +
                                          (existing.empty() ? "it has none yet." : "it has " + list + "."));
}

void requireName(std::string_view kind, std::string_view name)
{
    if (name.find_first_not_of(" \t\r\n") != std::string_view::npos) return;
    throw Error(ErrorCode::BadInput, "The " + std::string(kind) + " has no name; give it one.");
}

std::string foldCase(std::string_view name)
{
    std::string folded;
    icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int32_t>(name.size())))
        .foldCase()
        .toUTF8String(folded);
    return folded;
}

} // namespace sparsight

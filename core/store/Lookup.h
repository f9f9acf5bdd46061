// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// Error(NotFound) that names what there is, e.g. There is no run "x" in this project; it has "a", "b".
Error notFound(std::string_view kind, std::string_view name, const std::vector<std::string>& existing,
               std::string_view place = "this project");

/// Error(BadInput) for a name that is empty or only blanks.
void requireName(std::string_view kind, std::string_view name);

/// Case-folded as Unicode says; SQLite's NOCASE knows only ASCII.
std::string foldCase(std::string_view name);

} // namespace sparsight

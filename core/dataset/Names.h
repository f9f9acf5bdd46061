// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sparsight {

/// A to Z only; for names that we give ourselves.
bool equalsIgnoringAsciiCase(std::string_view a, std::string_view b);

/// "a", "b" and 3 more: names for a sentence that lists what exists; the first ten of them.
std::string quotedList(std::span<const std::string> names);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sparsight {

/// Nothing but white space of Unicode (or nothing at all).
bool isBlank(std::string_view utf8);

/// Without white space at both ends.
std::string_view trimmed(std::string_view utf8);

/// Trimmed, and with one blank for each run of white space in it.
std::string singleSpaced(std::string_view utf8);

} // namespace sparsight

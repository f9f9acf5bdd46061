// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace sparsight {

/// Nothing but white space of Unicode (or nothing at all).
bool isBlank(std::string_view utf8);

/// Without white space at both ends.
std::string_view trimmed(std::string_view utf8);

} // namespace sparsight

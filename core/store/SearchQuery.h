// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace sparsight {

/// What a user typed, as a query of FTS5 that cannot fail: every word must occur, "quoted words" are phrases, word* is
/// a prefix, and whatever else has a meaning in FTS5 (AND, NEAR, -, :, parentheses) is plain text. Empty when there is
/// no word in it.
std::string searchQuery(std::string_view words);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// The texts of a JSON string, or of an array of strings. `json` is valid UTF-8. On failure returns what is wrong, for
/// a sentence: "it is not valid JSON (near byte 12 of the line)". Empty when all is well.
std::string parseJsonTexts(std::string_view json, std::vector<std::string>& texts, bool& isArray);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sparsight {

bool isUtf8(std::string_view text);
/// The text with every ill-formed sequence replaced by U+FFFD.
std::string repairedUtf8(std::string_view text);

/// A code point and its length in bytes. `text` is not empty and well-formed.
struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
};
CodePoint firstCodePoint(std::string_view text);
CodePoint lastCodePoint(std::string_view text);

/// White_Space of Unicode.
bool isSpace(char32_t c);
/// Letters, marks, digits, connectors and joiners: `\w` of Unicode's regular expressions.
bool isWordCharacter(char32_t c);

} // namespace sparsight

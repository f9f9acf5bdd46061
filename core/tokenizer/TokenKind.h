// SPDX-License-Identifier: GPL-3.0-or-later
// Kinds of tokens, by their pieces. Definition: docs/definitions.md, "Sparsity". Needs no torch.
#pragma once

#include "core/tokenizer/Token.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace sparsight {

enum class TokenKind : std::uint8_t { WordStart, Continuation, Punctuation, Digits, Special };

inline constexpr std::size_t tokenKindCount = 5;
/// In the order of the values, as JSON has them.
inline constexpr std::array<std::string_view, tokenKindCount> tokenKindNames{"word_start", "continuation",
                                                                             "punctuation", "digits", "special"};

TokenKind tokenKind(const Token& token);

} // namespace sparsight

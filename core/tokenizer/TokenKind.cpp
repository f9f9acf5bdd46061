// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/TokenKind.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace sparsight {

namespace {

constexpr std::string_view wordMark = "▁";

} // namespace

TokenKind tokenKind(const Token& token)
{
    if (token.special) return TokenKind::Special;
    std::string_view text = token.unknownText.empty() ? token.piece : token.unknownText;
    if (text.starts_with(wordMark)) text.remove_prefix(wordMark.size());
    bool letters = false, digits = false, others = false;
    for (std::size_t at = 0; at < text.size();) {
        UChar32 c = 0;
        U8_NEXT(text.data(), at, text.size(), c);
        const bool letter = c < 0 || u_isalpha(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
        const bool digit = !letter && (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0;
        letters |= letter;
        digits |= digit;
        others |= !letter && !digit && !u_isUWhiteSpace(c);
    }
    if (!letters && digits) return TokenKind::Digits;
    if (!letters && others) return TokenKind::Punctuation;
    return token.startsWord ? TokenKind::WordStart : TokenKind::Continuation;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/TokenWords.h"

namespace sparsight {
namespace {

constexpr QChar wordMark(0x2581); // "▁", which SentencePiece writes for a blank

TokenWord wordOfToken(const Token& token, int position)
{
    QString text = QString::fromStdString(token.piece);
    if (!token.special) text.remove(wordMark);
    return {text, position, position, token.special, token.startsWord || token.special};
}

} // namespace

std::vector<TokenWord> tokenPieces(const std::vector<Token>& tokens)
{
    std::vector<TokenWord> pieces;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        pieces.push_back(wordOfToken(tokens[i], int(i)));
        if (pieces.back().text.isEmpty()) pieces.back().text = QStringLiteral("␣"); // a blank alone
    }
    return pieces;
}

std::vector<TokenWord> mergeSubwords(const std::vector<Token>& tokens)
{
    std::vector<TokenWord> words;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const TokenWord next = wordOfToken(tokens[i], int(i));
        if (words.empty() || next.startsWord || words.back().special) {
            words.push_back(next);
        } else {
            words.back().text += next.text;
            words.back().last = next.last;
        }
    }
    return words;
}

int wordOf(const std::vector<TokenWord>& words, int token)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].covers(token)) return int(i);
    }
    return -1;
}

} // namespace sparsight

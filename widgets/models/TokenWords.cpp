// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/TokenWords.h"

#include <QList>
#include <algorithm>

namespace sparsight {
namespace {

constexpr QStringView blankAlone = u"␣";
constexpr QChar wordMark(0x2581); // "▁", which SentencePiece writes for a blank

TokenWord wordOfToken(const Token& token, int position, bool marked = false)
{
    QString text = QString::fromStdString(token.unknownText.empty() ? token.piece : token.unknownText);
    if (!token.special && !marked) text.remove(wordMark);
    return {text, position, position, token.special, token.startsWord || token.special};
}

bool isPunctuation(const QString& text)
{
    const auto points = text.toUcs4();
    return !points.isEmpty() && std::ranges::none_of(points, [](char32_t point) {
        return QChar::isLetterOrNumber(point) || QChar::isMark(point);
    });
}

void append(TokenWord& word, const TokenWord& next)
{
    word.text += next.text;
    word.last = next.last;
}

/// Whether the last word is a sign inside a longer one, as in "don't" and "3.5", once letters or digits follow it.
bool endsInsideAWord(const std::vector<TokenWord>& words)
{
    if (words.size() < 2 || words.back().startsWord || !isPunctuation(words.back().text)) return false;
    const TokenWord& before = words[words.size() - 2];
    return !before.special && !isPunctuation(before.text);
}

} // namespace

std::vector<TokenWord> tokenPieces(const std::vector<Token>& tokens)
{
    std::vector<TokenWord> pieces;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        pieces.push_back(wordOfToken(tokens[i], int(i), true)); // the mark tells a word's begin from a piece of it
        if (pieces.back().text == wordMark) pieces.back().text = blankAlone.toString();
    }
    return pieces;
}

std::vector<TokenWord> mergeSubwords(const std::vector<Token>& tokens)
{
    std::vector<TokenWord> words;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const TokenWord next = wordOfToken(tokens[i], int(i));
        const bool apart = words.empty() || next.startsWord || words.back().special;
        const bool blank = !words.empty() && words.back().text.isEmpty(); // it belongs to what follows
        if (!apart && (blank || isPunctuation(next.text) == isPunctuation(words.back().text))) {
            append(words.back(), next);
        } else if (!apart && endsInsideAWord(words)) {
            const TokenWord sign = words.back();
            words.pop_back();
            append(words.back(), sign);
            append(words.back(), next);
        } else {
            words.push_back(next);
        }
    }
    for (TokenWord& word : words) {
        if (word.text.isEmpty()) word.text = blankAlone.toString();
    }
    return words;
}

std::vector<TokenWord> tokenWords(const std::vector<Token>& tokens, bool subwords)
{
    return subwords ? tokenPieces(tokens) : mergeSubwords(tokens);
}

int wordOf(const std::vector<TokenWord>& words, int token)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].covers(token)) return int(i);
    }
    return -1;
}

std::optional<int> tokenAfterEdit(const std::vector<Token>& before, const std::vector<Token>& after, int token)
{
    const std::vector<TokenWord> old = mergeSubwords(before), now = mergeSubwords(after);
    const auto same = [](const TokenWord& a, const TokenWord& b) { return a.text == b.text && a.special == b.special; };
    const int word = wordOf(old, token);
    if (word < 0) return std::nullopt;
    const auto fromFront = std::ranges::mismatch(old, now, same).in1 - old.begin();
    const auto fromBack = std::mismatch(old.rbegin(), old.rend(), now.rbegin(), now.rend(), same).first - old.rbegin();
    const auto size = std::ptrdiff_t(old.size());
    if (word >= fromFront && word < size - fromBack) return std::nullopt;
    const auto place = word < fromFront ? word : word + std::ptrdiff_t(now.size()) - size;
    const TokenWord& was = old[std::size_t(word)];
    const TokenWord& is = now[std::size_t(place)];
    return std::min(is.first + token - was.first, is.last); // a word may be cut into other pieces
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/Token.h"

#include <QMetaType>
#include <QString>
#include <optional>
#include <vector>

namespace sparsight {

/// Tokens as people read them: a word, or one piece of it, with the positions it covers.
struct TokenWord {
    QString text;            ///< without the word mark of SentencePiece
    int first = 0, last = 0; ///< token positions, both included
    bool special = false;
    bool startsWord = true; ///< a blank belongs before it

    bool covers(int token) const { return token >= first && token <= last; }
};

/// One entry a token.
std::vector<TokenWord> tokenPieces(const std::vector<Token>& tokens);
/// Subwords merged into words. Special tokens stay alone, and so does punctuation unless it is inside a word ("don't").
std::vector<TokenWord> mergeSubwords(const std::vector<Token>& tokens);
/// One of the two.
std::vector<TokenWord> tokenWords(const std::vector<Token>& tokens, bool subwords);
/// Index of the word that covers a token, -1 when there is none.
int wordOf(const std::vector<TokenWord>& words, int token);

/// Where a token of a sentence lies after the sentence was edited: its word is looked for in what precedes the edit,
/// then in what follows it. None when the edit changed the word, or took it away.
std::optional<int> tokenAfterEdit(const std::vector<Token>& before, const std::vector<Token>& after, int token);

/// A word with the value that shades it.
struct ShadedWord {
    QString text;
    double value = 0;
    bool startsWord = true;
    bool marked = false; ///< the strongest
};

} // namespace sparsight

Q_DECLARE_METATYPE(std::vector<sparsight::ShadedWord>)

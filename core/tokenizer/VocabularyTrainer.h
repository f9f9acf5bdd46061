// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

namespace sparsight {

/// Gives a text at each call, false after the last one.
using TextStream = std::function<bool(std::string& text)>;

/// Trains a unigram SentencePiece model with T5's special pieces (<pad> 0, </s> 1, <unk> 2, no <s>) by SentencePiece's
/// own trainer. → the bytes of a spiece.model of at most so many pieces: fewer where the texts have no more to offer.
/// Every character of the texts gets a piece. The same texts give the same bytes. Cannot be stopped; takes seconds for
/// a million words. Throws Error(BadInput).
std::string trainVocabulary(const TextStream& texts, int pieces);

} // namespace sparsight

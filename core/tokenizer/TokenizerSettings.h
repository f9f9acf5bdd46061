// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/AddedTokens.h"
#include "core/tokenizer/SentencePieceModel.h"

#include <string>
#include <vector>

namespace sparsight {

class CheckpointDirectory;

/// What the files beside spiece.model say: tokenizer_config.json and, where it has no added_tokens_decoder, the older
/// special_tokens_map.json, added_tokens.json and the added tokens of tokenizer.json. All are optional.
struct TokenizerSettings {
    int extraIds = 100;         ///< sentinels put behind the pieces
    std::string eos, pad;       ///< as text
    bool cleanUpSpaces = false; ///< decode() joins punctuation to the word before it

    /// Added tokens without ids, in the order in which transformers 5.23.0 adds them; of equal contents the last
    /// one's flags count.
    std::vector<AddedToken> addedTokens;
};

/// "<extra_id_0>"
std::string sentinelName(int number);

/// The files are untrusted. Throws Error(BadInput) naming the file and the field.
TokenizerSettings readTokenizerSettings(const CheckpointDirectory& directory, const SentencePieceModel& model);

} // namespace sparsight

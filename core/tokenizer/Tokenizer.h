// SPDX-License-Identifier: GPL-3.0-or-later
// T5's tokeniser: special tokens are split out of the text first, the rest goes through SentencePiece, and `</s>` is
// appended. Equal to transformers 5.23.0 (AutoTokenizer for T5 and mT5, T5Tokenizer for umT5), token by token.
#pragma once

#include "core/tokenizer/Token.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

class CheckpointDirectory;
struct ModelConfig;

/// Cuts ids to `limit`, one at least, keeping what stands at the end (`</s>`). Whether it cut.
bool truncateIds(std::vector<std::int32_t>& ids, int limit);

/// Immutable; used from several threads at once.
class Tokenizer {
public:
    /// legacy: text behind a special token starts with a space of its own, as transformers 5 does whatever the
    /// checkpoint says: `<extra_id_0>. Hello` has a lone ▁ before the full stop. Throws Error when the SentencePiece
    /// model is not safe to load or has more pieces than the embedding has rows.
    Tokenizer(const CheckpointDirectory& directory, const ModelConfig& config, bool legacy = true);
    Tokenizer(Tokenizer&&) noexcept;
    Tokenizer& operator=(Tokenizer&&) noexcept;
    ~Tokenizer();

    /// Tokens of a text (UTF-8), `</s>` at the end. Bytes that are not UTF-8 are read as U+FFFD.
    std::vector<Token> encode(std::string_view text) const;
    /// The ids of encode().
    std::vector<std::int32_t> encodeIds(std::string_view text) const;
    /// One token by its id, as encode() would give it. Ids without a piece (unused rows of the embedding) have an
    /// empty piece.
    Token token(std::int32_t id) const;
    /// Text of ids with special tokens left out.
    std::string decode(std::span<const std::int32_t> ids) const;

    int pieceCount() const noexcept; ///< of the SentencePiece model
    int size() const noexcept;       ///< highest id with a piece or a special token, plus 1
    std::int32_t eosId() const noexcept;
    std::int32_t padId() const noexcept;

private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace sparsight {

/// What T5 needs of a spiece.model (sentencepiece_model.proto).
struct SentencePieceModel {
    enum class PieceType : std::uint8_t { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };

    struct Piece {
        std::string text; ///< UTF-8, ▁ for a space
        float score = 0;  ///< log-probability; finite
        PieceType type = PieceType::Normal;
    };

    std::vector<Piece> pieces;       ///< in the order of ids
    std::string precompiledCharsmap; ///< may be empty: no normalisation
};

/// Reads and checks an untrusted file. Throws Error(Unsupported) when the model is not of the unigram type, and
/// Error(Corrupt) naming the piece: longer than 1 kB, empty, not UTF-8, with a NUL, or with a score that is no number.
SentencePieceModel readSentencePieceModel(const std::filesystem::path& file);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tokenizer/SentencePieceModel.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sparsight {

/// The most probable segmentation of a word into pieces (Viterbi over a unigram model; Kudo 2018, arXiv 1804.10959).
/// Scores are added in double precision and ties go to the piece that begins first, as in the tokenizers library:
/// SentencePiece adds in single precision and so breaks ties, which small vocabularies have many of, in other ways.
class UnigramModel {
public:
    using Piece = SentencePieceModel::Piece;

    /// Of equal pieces the last one counts. `unknown` is the id of what no piece covers.
    UnigramModel(std::vector<Piece> pieces, std::int32_t unknown);

    /// Appends the ids of a word's pieces, and the texts of the unknown ones when they are asked for. Neighbouring
    /// unknown characters become one unknown. `word` is UTF-8.
    void encode(std::string_view word, std::vector<std::int32_t>& ids,
                std::vector<std::string>* unknownTexts = nullptr) const;

    const std::vector<Piece>& pieces() const noexcept { return m_pieces; }
    /// Id of the piece with exactly this text, or -1.
    std::int32_t find(std::string_view text) const;

private:
    /// A node of the trie over the pieces' bytes; its children are neighbours in m_nodes, ordered by byte.
    struct Node {
        std::uint32_t firstChild = 0;
        std::uint16_t children = 0;
        unsigned char byte = 0;
        std::int32_t piece = -1;
    };

    void buildTrie();
    const Node* child(const Node& node, unsigned char byte) const;

    std::vector<Piece> m_pieces;
    std::vector<Node> m_nodes; // [0] is the root
    std::int32_t m_unknown;
    double m_unknownScore = 0;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tokenizer/UnigramModel.h"

#include "core/tokenizer/Utf8.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace sparsight {

namespace {

constexpr double unknownPenalty = 10; // below the least probable piece, as in SentencePiece

/// The best way to end at a byte.
struct Step {
    double score = 0;
    std::size_t begin = std::numeric_limits<std::size_t>::max(); // of the last piece; the maximum: not reached yet
    std::int32_t piece = -1;

    bool reached() const { return begin != std::numeric_limits<std::size_t>::max(); }
    void offer(double candidate, std::size_t from, std::int32_t id)
    {
        if (reached() && candidate <= score) return;
        *this = {candidate, from, id};
    }
};

} // namespace

UnigramModel::UnigramModel(std::vector<Piece> pieces, std::int32_t unknown)
    : m_pieces(std::move(pieces))
    , m_unknown(unknown)
{
    m_unknownScore = std::ranges::min(m_pieces, {}, &Piece::score).score - unknownPenalty;
    buildTrie();
}

void UnigramModel::buildTrie()
{
    std::vector<std::int32_t> order(m_pieces.size());
    std::iota(order.begin(), order.end(), 0);
    // Stable, so that the last of equal pieces is met last.
    std::ranges::stable_sort(
        order, {}, [&](std::int32_t id) -> std::string_view { return m_pieces[static_cast<std::size_t>(id)].text; });

    struct Range { // pieces order[begin, end) share the first `depth` bytes, which lead to `node`
        std::size_t begin, end, depth, node;
    };
    m_nodes.assign(1, {});
    std::vector<Range> open{{0, order.size(), 0, 0}};
    for (std::size_t next = 0; next < open.size(); ++next) {
        auto [begin, end, depth, node] = open[next];
        const auto textAt = [&](std::size_t i) -> const std::string& {
            return m_pieces[static_cast<std::size_t>(order[i])].text;
        };
        for (; begin < end && textAt(begin).size() == depth; ++begin)
            m_nodes[node].piece = order[begin];
        m_nodes[node].firstChild = static_cast<std::uint32_t>(m_nodes.size());
        while (begin < end) {
            const char byte = textAt(begin)[depth];
            std::size_t last = begin;
            while (last < end && textAt(last)[depth] == byte)
                ++last;
            open.push_back({begin, last, depth + 1, m_nodes.size()});
            m_nodes.push_back({.byte = static_cast<unsigned char>(byte)});
            ++m_nodes[node].children;
            begin = last;
        }
    }
}

const UnigramModel::Node* UnigramModel::child(const Node& node, unsigned char byte) const
{
    const auto first = m_nodes.begin() + node.firstChild;
    const auto last = first + node.children;
    const auto found = std::lower_bound(first, last, byte, [](const Node& n, unsigned char b) { return n.byte < b; });
    return found != last && found->byte == byte ? &*found : nullptr;
}

std::int32_t UnigramModel::find(std::string_view text) const
{
    const Node* node = &m_nodes[0];
    for (const char c : text) {
        node = child(*node, static_cast<unsigned char>(c));
        if (!node) return -1;
    }
    return node->piece;
}

void UnigramModel::encode(std::string_view word, std::vector<std::int32_t>& ids,
                          std::vector<std::string>* unknownTexts) const
{
    std::vector<Step> best(word.size() + 1);
    for (std::size_t begin = 0; begin < word.size();) {
        const std::size_t characterEnd = begin + firstCodePoint(word.substr(begin)).bytes;
        const double score = best[begin].score;
        bool coversCharacter = false;
        const Node* node = &m_nodes[0];
        for (std::size_t end = begin; end < word.size();) {
            node = child(*node, static_cast<unsigned char>(word[end++]));
            if (!node) break;
            if (node->piece < 0) continue;
            best[end].offer(score + m_pieces[static_cast<std::size_t>(node->piece)].score, begin, node->piece);
            coversCharacter |= end == characterEnd;
        }
        if (!coversCharacter) best[characterEnd].offer(score + m_unknownScore, begin, m_unknown);
        begin = characterEnd;
    }

    const auto first = static_cast<std::ptrdiff_t>(ids.size());
    const auto firstText = static_cast<std::ptrdiff_t>(unknownTexts ? unknownTexts->size() : 0);
    for (std::size_t end = word.size(); end > 0;) {
        std::size_t begin = best[end].begin;
        const std::int32_t piece = best[end].piece;
        // Neighbouring unknowns are one; their joint text could still be a piece.
        while (piece == m_unknown && begin > 0 && best[begin].piece == m_unknown)
            begin = best[begin].begin;
        const std::int32_t joint = piece == m_unknown ? find(word.substr(begin, end - begin)) : piece;
        ids.push_back(joint < 0 ? m_unknown : joint);
        if (unknownTexts && joint < 0) unknownTexts->emplace_back(word.substr(begin, end - begin));
        end = begin;
    }
    std::reverse(ids.begin() + first, ids.end());
    if (unknownTexts) std::reverse(unknownTexts->begin() + firstText, unknownTexts->end());
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// What is summed up of one layer while a checkpoint runs over sentences, and the numbers that come of it. Definitions:
// docs/definitions.md, "Sparsity". No torch.
#pragma once

#include "core/analysis/sparsity/Concentration.h"
#include "core/analysis/sparsity/FiringRates.h"
#include "core/analysis/sparsity/TailTruncation.h"
#include "core/base/Ids.h"
#include "core/tokenizer/TokenKind.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sparsight {

/// Positions are told apart up to here, and come in doubling bins behind: 32 … 63, 64 … 127 and so on.
inline constexpr std::uint32_t singlePositions = 32;
inline constexpr std::size_t positionBins = singlePositions + 5;

/// Positions first … last of a text, from 0; the last bin has no end.
struct PositionBin {
    std::uint32_t first = 0;
    std::optional<std::uint32_t> last;
};
PositionBin positionBin(std::size_t bin);
std::size_t binOfPosition(std::uint32_t position);

/// Tokens of one sort, and how many neurons fired at them together.
struct TokenGroup {
    std::uint64_t tokens = 0, firings = 0;
};

class LayerSparsity {
public:
    LayerSparsity() = default;
    LayerSparsity(LayerId layer, std::uint32_t neurons)
        : m_layer(layer)
        , m_firings(neurons)
    {
    }

    struct Measures {
        double epsilon = 0;
        ConcentrationMeter concentration;
        const OutputRows* rows = nullptr; ///< for CETT; null: without
    };
    /// One token's activations [neurons].
    void add(std::span<const float> activations, std::uint32_t position, TokenKind kind, Measures& measures);
    void merge(const LayerSparsity& other);

    LayerId layer() const { return m_layer; }
    std::uint32_t neurons() const { return static_cast<std::uint32_t>(m_firings.size()); }
    std::uint64_t tokens() const { return m_tokens; }
    const std::vector<std::uint64_t>& firings() const { return m_firings; } ///< [neurons]: tokens where each fires

    std::optional<double> density() const; ///< none without a token
    /// Mean number of neurons that fire at a token.
    std::optional<double> firingNeurons() const;
    /// Share of a group's (token, neuron) pairs that fire.
    std::optional<double> density(const TokenGroup& group) const;
    const TokenGroup& atPosition(std::size_t bin) const { return m_positions.at(bin); }
    const TokenGroup& ofKind(TokenKind kind) const { return m_kinds.at(static_cast<std::size_t>(kind)); }
    FiringRates rates() const { return firingRates(m_firings, m_tokens); }
    /// Mean over the tokens at which any neuron's activation is not zero.
    std::optional<Concentration> concentration() const;
    std::optional<TailCut> cut(double error) const;

private:
    LayerId m_layer;
    std::uint64_t m_tokens = 0, m_measured = 0; // m_measured: that are in m_sums
    std::vector<std::uint64_t> m_firings;       // [neurons]
    std::array<TokenGroup, positionBins> m_positions;
    std::array<TokenGroup, tokenKindCount> m_kinds;
    Concentration m_sums;
    std::optional<TailTruncation> m_tail;
};

} // namespace sparsight

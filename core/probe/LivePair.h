// SPDX-License-Identifier: GPL-3.0-or-later
// Two sides of a live comparison, neuron by neuron: one sentence through two checkpoints, or a minimal pair, two
// sentences through one. A pure function over what an engine answered twice (docs/definitions.md).
#pragma once

#include "core/capture/InferenceEngine.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sparsight {

/// A token of either side with its partner in the other; one of the two has none where they do not meet.
struct AlignedToken {
    std::optional<std::uint32_t> first, second; ///< positions
    bool isPair() const { return first && second; }
    bool operator==(const AlignedToken&) const = default;
};

/// A longest common subsequence of the pieces, in reading order, every token of both sides once. Of several equally
/// long ones, tokens of the first side find their partners as early as possible; without a partner, those of the first
/// side come before those of the second.
std::vector<AlignedToken> alignTokens(const std::vector<Token>& first, const std::vector<Token>& second);

/// What a neuron does on both sides. All differences are the second side's value minus the first's.
struct NeuronDifference {
    float first = 0, second = 0; ///< A: the activation of largest |a| over the positions, with its sign
    float change = 0;            ///< of A
    float tokenChange = 0;       ///< of a, where it is largest in size over the pairs of tokens
    std::uint32_t where = 0;     ///< index in the alignment of that pair; of equals the first
};

struct LivePair {
    LayerId layer;
    std::vector<AlignedToken> alignment;
    std::uint32_t pairs = 0;               ///< n: what tokenChange is the largest of
    std::vector<NeuronDifference> neurons; ///< [neurons]
};

/// Throws Error(BadInput) unless both are of one layer with as many neurons.
LivePair pairSides(const LiveResult& first, const LiveResult& second);

/// The tokens at whose positions the result's activations are.
const std::vector<Token>& tokensOf(const LiveResult& result);

enum class PairOrder { Token, Sentence };
/// Those that change on either measure, by the size of tokenChange (Token) or change (Sentence), then of the other,
/// then by number.
std::vector<NeuronId> neuronsByChange(const LivePair& pair, PairOrder order);

} // namespace sparsight

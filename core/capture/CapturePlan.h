// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sparsight {

/// Tokens of a sentence; decoder is 0 where the decoder does not run or its length is not known before.
struct SentenceLength {
    std::uint32_t encoder = 0, decoder = 0;
};

/// The order in which a data set is captured. It depends on nothing but the lengths, so that a capture that was cut off
/// goes on with the very same batches and blocks.
///
/// Sentences are sorted by length, the longest first (what does not fit into memory shows at once). A batch holds
/// sentences of equal encoder length, so that nothing is padded in the encoder; in the decoder, whose positions never
/// see those to their right, neighbours in length share a batch. A block is the unit of commit: whole batches, closed
/// as soon as it has 1024 sentences or more.
struct CapturePlan {
    struct Batch {
        std::size_t first = 0, count = 0; ///< sentences order[first] … order[first + count − 1]
    };
    std::vector<SentenceId> order;
    std::vector<Batch> batches;
    std::vector<std::size_t> blockEnds; ///< for each block, one past its last batch

    /// Index of the first sentence of a block in `order`; of the block behind the last, the number of sentences.
    std::size_t firstSentence(std::size_t block) const;
};

inline constexpr std::uint32_t blockSentences = 1024;

/// lengths [sentences]; a batch has at most batchTokens encoder and decoder tokens, and from 1 to 1024 sentences.
CapturePlan makeCapturePlan(std::span<const SentenceLength> lengths, std::uint32_t batchTokens);

} // namespace sparsight

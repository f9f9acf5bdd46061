// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/dataset/TextPair.h"
#include "core/tokenizer/Tokenizer.h"
#include "core/training/TrainingSettings.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// Pairs kept for validation, chosen by the seed; both parts in the order of the pairs.
struct SplitPairs {
    std::vector<TextPair> training, validation;
};
SplitPairs splitPairs(const std::vector<TextPair>& pairs, double validationShare, std::uint64_t seed);

struct TokenizedPair {
    std::vector<std::int32_t> source, target; ///< `</s>` at the end

    std::size_t tokens() const { return source.size() + target.size(); }
};

struct TokenizedPairs {
    std::vector<TokenizedPair> pairs;
    std::size_t truncatedSources = 0, truncatedTargets = 0;

    std::uint64_t tokens() const;
};
TokenizedPairs tokenizePairs(const Tokenizer& tokenizer, std::span<const TextPair> pairs,
                             const TrainingSettings& settings, const std::stop_token& stop,
                             const ProgressCallback& progress);

/// SHA-256 over the ids: the data's part in what decides a training.
std::string sha256Of(const TokenizedPairs& training, const TokenizedPairs& validation);

/// Indices of pairs that are computed together.
using Batch = std::vector<std::uint32_t>;

/// The batches of an epoch (from 1), a function of lengths, seed and epoch. Pairs are shuffled; within portions of many
/// batches those of similar length come together, the longest pairs of a batch first. The largest batch is the first,
/// so that too little memory shows at once.
std::vector<Batch> planEpoch(const TokenizedPairs& pairs, int batchSize, std::uint64_t seed, int epoch);

/// Batches by length, for what does not depend on the order.
std::vector<Batch> planByLength(const TokenizedPairs& pairs, int batchSize);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingData.h"

#include "core/base/Sha256.h"
#include "core/model/Torch.h"
#include "core/training/Dropout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sparsight {

namespace {

constexpr std::size_t portionBatches = 50; // batches whose pairs are sorted by length together
enum Purpose : std::uint64_t { Split, Order, Batches };

/// A permutation of 0 … count − 1 that is the same on every system.
std::vector<std::uint32_t> permutation(std::size_t count, std::uint64_t key)
{
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = count; i > 1; --i)
        std::swap(order[i - 1], order[mixedKey(key, i) % i]);
    return order;
}

std::vector<Batch> cut(std::span<const std::uint32_t> order, std::size_t size)
{
    std::vector<Batch> batches;
    for (std::size_t begin = 0; begin < order.size(); begin += size) {
        const auto part = order.subspan(begin, std::min(size, order.size() - begin));
        batches.emplace_back(part.begin(), part.end());
    }
    return batches;
}

void sortByLength(std::span<std::uint32_t> order, const TokenizedPairs& pairs)
{
    std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
        const TokenizedPair &first = pairs.pairs[a], &second = pairs.pairs[b];
        if (first.source.size() != second.source.size()) return first.source.size() > second.source.size();
        return first.target.size() > second.target.size();
    });
}

std::uint64_t tokensOf(const Batch& batch, const TokenizedPairs& pairs)
{
    return std::accumulate(batch.begin(), batch.end(), std::uint64_t(0),
                           [&](std::uint64_t sum, std::uint32_t i) { return sum + pairs.pairs[i].tokens(); });
}

void addIds(Sha256& hash, const TokenizedPairs& pairs)
{
    const std::uint64_t count = pairs.pairs.size();
    hash.add(std::as_bytes(std::span(&count, 1)));
    for (const TokenizedPair& pair : pairs.pairs) {
        for (const auto* ids : {&pair.source, &pair.target}) {
            const std::uint64_t length = ids->size();
            hash.add(std::as_bytes(std::span(&length, 1)));
            hash.add(std::as_bytes(std::span(*ids)));
        }
    }
}

} // namespace

SplitPairs splitPairs(const std::vector<TextPair>& pairs, double validationShare, std::uint64_t seed)
{
    auto kept = static_cast<std::size_t>(std::llround(validationShare * static_cast<double>(pairs.size())));
    if (validationShare > 0 && kept == 0 && pairs.size() > 1) kept = 1;
    const std::vector<std::uint32_t> order = permutation(pairs.size(), mixedKey(seed, Split));
    std::vector<bool> isValidation(pairs.size(), false);
    for (std::size_t i = 0; i < kept; ++i)
        isValidation[order[i]] = true;
    SplitPairs split;
    for (std::size_t i = 0; i < pairs.size(); ++i)
        (isValidation[i] ? split.validation : split.training).push_back(pairs[i]);
    return split;
}

std::uint64_t TokenizedPairs::tokens() const
{
    return std::accumulate(pairs.begin(), pairs.end(), std::uint64_t(0),
                           [](std::uint64_t sum, const TokenizedPair& pair) { return sum + pair.tokens(); });
}

TokenizedPairs tokenizePairs(const Tokenizer& tokenizer, std::span<const TextPair> pairs,
                             const TrainingSettings& settings, const std::stop_token& stop,
                             const ProgressCallback& progress)
{
    constexpr std::size_t portion = 512; // between looks at the stop
    TokenizedPairs result{.pairs = std::vector<TokenizedPair>(pairs.size())};
    std::vector<char> cutSource(pairs.size()), cutTarget(pairs.size());
    for (std::size_t first = 0; first < pairs.size(); first += portion) {
        throwIfStopped(stop);
        report(progress, {"reading texts", first, pairs.size()});
        const auto end = static_cast<std::int64_t>(std::min(first + portion, pairs.size()));
        at::parallel_for(static_cast<std::int64_t>(first), end, 8, [&](std::int64_t begin, std::int64_t last) {
            for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(last); ++i) {
                TokenizedPair& pair = result.pairs[i];
                pair.source = tokenizer.encodeIds(settings.sourcePrefix + pairs[i].source);
                pair.target = tokenizer.encodeIds(pairs[i].target);
                cutSource[i] = truncateIds(pair.source, settings.maximumSourceTokens);
                cutTarget[i] = truncateIds(pair.target, settings.maximumTargetTokens);
            }
        });
    }
    result.truncatedSources = static_cast<std::size_t>(std::ranges::count(cutSource, 1));
    result.truncatedTargets = static_cast<std::size_t>(std::ranges::count(cutTarget, 1));
    return result;
}

std::string sha256Of(const TokenizedPairs& training, const TokenizedPairs& validation)
{
    Sha256 hash;
    addIds(hash, training);
    addIds(hash, validation);
    return hash.hex();
}

std::vector<Batch> planEpoch(const TokenizedPairs& pairs, int batchSize, std::uint64_t seed, int epoch)
{
    const std::uint64_t key = mixedKey(seed, static_cast<std::uint64_t>(epoch));
    const auto size = static_cast<std::size_t>(batchSize);
    std::vector<std::uint32_t> order = permutation(pairs.pairs.size(), mixedKey(key, Order));
    for (std::size_t begin = 0; begin < order.size(); begin += portionBatches * size) {
        const std::size_t count = std::min(portionBatches * size, order.size() - begin);
        sortByLength(std::span(order).subspan(begin, count), pairs);
    }
    const std::vector<Batch> sorted = cut(order, size);
    std::vector<Batch> batches;
    for (const std::uint32_t i : permutation(sorted.size(), mixedKey(key, Batches)))
        batches.push_back(sorted[i]);
    const auto largest =
        std::ranges::max_element(batches, {}, [&](const Batch& batch) { return tokensOf(batch, pairs); });
    if (largest != batches.end()) std::iter_swap(batches.begin(), largest);
    return batches;
}

std::vector<Batch> planByLength(const TokenizedPairs& pairs, int batchSize)
{
    std::vector<std::uint32_t> order(pairs.pairs.size());
    std::iota(order.begin(), order.end(), 0U);
    sortByLength(order, pairs);
    return cut(order, static_cast<std::size_t>(batchSize));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/CapturePlan.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace sparsight {

std::size_t CapturePlan::firstSentence(std::size_t block) const
{
    const std::size_t batch = block == 0 ? 0 : blockEnds[block - 1];
    return batch < batches.size() ? batches[batch].first : order.size();
}

namespace {

std::vector<SentenceId> longestFirst(std::span<const SentenceLength> lengths)
{
    std::vector<std::uint32_t> ids(lengths.size());
    std::iota(ids.begin(), ids.end(), 0U);
    std::ranges::sort(ids, [&](std::uint32_t a, std::uint32_t b) {
        return std::tuple(lengths[b].encoder, lengths[b].decoder, a) <
               std::tuple(lengths[a].encoder, lengths[a].decoder, b);
    });
    std::vector<SentenceId> order;
    order.reserve(ids.size());
    for (std::uint32_t id : ids)
        order.emplace_back(id);
    return order;
}

} // namespace

CapturePlan makeCapturePlan(std::span<const SentenceLength> lengths, std::uint32_t batchTokens)
{
    CapturePlan plan{.order = longestFirst(lengths)};
    std::size_t inBlock = 0;
    for (std::size_t first = 0; first < plan.order.size();) {
        const SentenceLength& longest = lengths[plan.order[first].value]; // of the batch
        const std::uint32_t limit =
            std::clamp(batchTokens / std::max(1U, longest.encoder + longest.decoder), 1U, blockSentences);
        std::size_t end = first + 1;
        while (end < plan.order.size() && end - first < limit &&
               lengths[plan.order[end].value].encoder == longest.encoder) {
            ++end;
        }
        plan.batches.push_back({first, end - first});
        inBlock += end - first;
        if (inBlock >= blockSentences || end == plan.order.size()) {
            plan.blockEnds.push_back(plan.batches.size());
            inBlock = 0;
        }
        first = end;
    }
    return plan;
}

} // namespace sparsight

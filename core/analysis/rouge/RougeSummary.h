// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/rouge/Rouge.h"

#include <cstdint>
#include <span>
#include <stop_token>

namespace sparsight {

struct RougeBootstrap {
    std::uint32_t samples = 1000; ///< at least 1
    double confidence = 0.95;     ///< between 0 and 1
    std::uint64_t seed = 0;
};

/// The means over pairs with a percentile bootstrap interval of each.
struct RougeSummary {
    std::uint64_t pairs = 0;
    RougeScores mean;
    RougeScores low, high;
    RougeBootstrap bootstrap; ///< as chosen
};

/// As rouge_score's BootstrapAggregator: `samples` times as many pairs as there are, drawn with replacement; the
/// interval lies between percentiles, interpolated linearly, of the samples' means. The ends differ from that package's
/// within the scatter of its random draws: the generator here is a seeded 64-bit Mersenne Twister, equal everywhere,
/// and one draw serves all scores. `mean` is the mean of the pairs themselves (its `mid` is the median of the samples'
/// means). Takes samples · pairs steps. Throws Error(BadInput) when there are no scores.
RougeSummary summarize(std::span<const RougeScores> scores, const RougeBootstrap& bootstrap = {},
                       const std::stop_token& stop = {});

} // namespace sparsight

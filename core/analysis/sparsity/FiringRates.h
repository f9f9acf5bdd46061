// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace sparsight {

/// Upper ends of the bins of a neuron's firing rate, in steps of 1, 2 and 5; neurons that never fire are in none.
inline constexpr std::array firingRateBins{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0};

/// How a layer's neurons share the firing.
struct FiringRates {
    std::uint64_t tokens = 0;
    std::uint32_t neurons = 0;
    std::uint32_t never = 0;
    std::uint32_t underTenPercent = 0; ///< fire on less than 10 % of the tokens, those that never fire included
    std::uint32_t overOnePercent = 0;  ///< fire on more than 1 %
    double neverBound = 1; ///< what never fired fires on less than this share of all tokens, with 95 % confidence
    std::array<std::uint32_t, firingRateBins.size()> histogram{}; ///< neurons with rate in (bin before, bin]
};

/// firings [neurons]: tokens at which each fires.
FiringRates firingRates(std::span<const std::uint64_t> firings, std::uint64_t tokens);

} // namespace sparsight

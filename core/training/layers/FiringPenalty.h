// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/Torch.h"

#include <cstdint>

namespace sparsight {

/// How often the neurons of a feed-forward layer may fire in a step of training.
struct FiringRates {
    double allowed = 0;     ///< share of tokens without penalty
    std::uint64_t step = 0; ///< even: the first, third … tokens are looked at; odd: the others
};

/// The mean over neurons of max(0, r/a − 1)² + max(0, 1 − r/(a/5))², where r is a neuron's firing rate and a what is
/// allowed: the first term thins out, the second keeps that from killing. So that r has a gradient, it is the mean over
/// every second token of sigmoid(5 x/σ) instead of the share with x > 0; σ is the standard deviation of all those x and
/// has no gradient.
///
/// A training of a few thousand steps leaves most neurons either always on or dead, where one of millions leaves them
/// sparse; this is for the short one. x [tokens, d_ff]: what relu receives. → a scalar
at::Tensor firingPenalty(const at::Tensor& x, const FiringRates& rates);

} // namespace sparsight

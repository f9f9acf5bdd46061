// SPDX-License-Identifier: GPL-3.0-or-later
// From activations at every position to one value a sentence and neuron (docs/definitions.md).
#pragma once

#include "core/capture/SentenceValues.h"
#include "core/model/Torch.h"
#include "core/store/Records.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sparsight {

/// Which positions of a batch count.
struct PositionMask {
    std::int64_t sentences = 0, tokens = 0;
    std::vector<std::uint8_t> counts; // [sentences, tokens], 1 where a position counts

    bool at(std::int64_t sentence, std::int64_t token) const { return counts[sentence * tokens + token] != 0; }
    std::uint64_t counted() const { return std::uint64_t(std::ranges::count(counts, 1)); } ///< positions
};

/// activations [sentences, tokens, neurons] of any type and device. Max takes the entry of largest |a|, with its sign.
SentenceValues reduceSentences(const at::Tensor& activations, const PositionMask& mask, Aggregate aggregate,
                               double epsilon);

/// Share of entries with |a| > epsilon.
double firingDensity(const at::Tensor& activations, double epsilon);

} // namespace sparsight

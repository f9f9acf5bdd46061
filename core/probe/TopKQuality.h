// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of a checkpoint when every token keeps only its k largest activations in a layer: V·Top_k(ReLU(Kᵀx)), as
// a property of inference. No torch: the engine comes in through its face. Definitions: docs/definitions.md, "Top-k".
#pragma once

#include "core/capture/InferenceEngine.h"

#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace sparsight {

struct TopKRequest {
    std::vector<int> ks;         ///< each at least 1
    std::vector<LayerId> layers; ///< where only so many are kept; empty: all
    int maximumTokens = 512;
};

/// A checkpoint that keeps k activations.
struct TopKPoint {
    int k = 0;                  ///< 0: all of them
    double loss = 0;            ///< mean of −log p over the target tokens, in nats
    std::uint64_t agreeing = 0; ///< target tokens whose likeliest token is that of the dense model
};

struct TopKCurve {
    std::uint64_t sentences = 0, tokens = 0; ///< tokens: of the targets, `</s>` included
    std::uint64_t truncated = 0;             ///< sentences
    std::uint64_t withoutTarget = 0;         ///< sentences that were their own target
    std::vector<TopKPoint> points;           ///< the dense model first, then in the order of the request

    double agreement(const TopKPoint& point) const { return double(point.agreeing) / double(tokens); }
};

/// Teacher forcing on the targets of sentences, or on sentences themselves where they have none. Progress counts
/// sentences. Throws Error, BadInput without a sentence, without a k, and for one below 1.
TopKCurve topKQuality(InferenceEngine& engine, std::span<const Sentence> sentences, const TopKRequest& request,
                      const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace sparsight {

/// One layer's values of a batch of sentences.
struct SentenceValues {
    std::vector<float> values; // [sentences, neurons]; 0 where a sentence has no position that counts
    std::vector<std::uint16_t>
        tokens; // [sentences, neurons], position of the maximum, the first of equals; empty unless Max
    std::vector<std::uint32_t> firings;         // [neurons], positions where |a| > epsilon, over all sentences
    std::vector<std::uint32_t> firingSentences; // [neurons], sentences with at least one such position
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// What `compare` shows of one checkpoint over two data sets.
#pragma once

#include "app/cli/Json.h"

#include "core/analysis/compare/SampleComparison.h"

#include <cstddef>
#include <vector>

namespace sparsight::cli {

struct Samples {
    std::string topic, keywordIn;
    KtOptions options;
    std::array<KtColumn, 2> columns;
    std::vector<SampleChange> changes; ///< [neurons]
    std::uint32_t shared = 0;          ///< sentences of the second data set that the first has too
};

/// All neurons: those with the smallest q first, of them the largest change of KT.
std::vector<NeuronId> neuronsBySampleChange(const Samples& samples);
void printSamples(const Project& project, const Samples& samples, const std::vector<NeuronId>& neurons);
Json samplesJson(const Project& project, const Samples& samples, const std::vector<NeuronId>& neurons);

} // namespace sparsight::cli

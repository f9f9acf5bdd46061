// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tokens/NeuronTokens.h"
#include "core/report/Report.h"

#include <string>

namespace sparsight {

/// Whether it is a token, an n-gram or a positional neuron, and by which thresholds, in whole sentences.
std::string tokenVerdict(const NeuronTokens& tokens);

/// The tokens with the most maxima, at most `count`, and the n-gram that it is a neuron of.
ReportTable tokenTable(const NeuronTokens& tokens, std::size_t count);

} // namespace sparsight

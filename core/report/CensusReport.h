// SPDX-License-Identifier: GPL-3.0-or-later
// A census, or several side by side, as text and as JSON.
#pragma once

#include "core/analysis/census/Census.h"
#include "core/report/MetricJson.h"

#include <span>
#include <string>

namespace sparsight {

/// A column of the table; without a census, a column of dashes.
struct CensusColumn {
    std::string title;
    const Census* census = nullptr;
};

/// Counts and shares of each class, then what they rest on: thresholds, sentences, tokens. All columns are over the
/// same sentences with the same settings.
std::string censusText(std::span<const CensusColumn> columns);

/// What a row of the table is called, e.g. "never fires".
std::string className(NeuronClass kind);

/// Settings, counts and the neurons of every class.
Json censusJson(const Census& census);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/MetricTable.h"
#include "core/probe/SparsityProfile.h"

#include <span>

namespace sparsight {

/// A number of a layer of a profile.
struct SparsityMetric {
    MetricInfo info;
    std::optional<double> (*value)(const LayerSparsity& layer, const SparsityRequest& request);
};
std::span<const SparsityMetric> sparsityMetrics();

/// Mean over the layers of a stack that have the number; none where none has.
std::optional<double> meanOf(const SparsityMetric& metric, const SparsityProfile& profile, Stack stack);

} // namespace sparsight

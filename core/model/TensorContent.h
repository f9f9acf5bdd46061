// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/WeightTable.h"

#include <cstddef>
#include <functional>
#include <span>
#include <stop_token>

namespace sparsight {

/// Calls `visit` with a tensor's elements in row-major order, a whole number of them at a time and at most some MB, so
/// that a stop is seen soon. Elements of a view are gathered; others come straight from the mapping and may be
/// unaligned. Throws Error(Cancelled).
void forEachChunk(const WeightTable& weights, const TensorEntry& entry, const std::stop_token& stop,
                  const std::function<void(std::span<const std::byte>)>& visit);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ColumnBlock.h"

#include <cstdint>
#include <optional>
#include <span>

namespace sparsight {

/// Pearson's correlation of |A| of two neurons over all sentences, those where neither fires included. Both columns are
/// in the order of the sentences. nullopt where one of them is the same everywhere.
std::optional<double> correlationOf(std::span<const ColumnEntry> first, std::span<const ColumnEntry> second,
                                    std::uint32_t sentences);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <vector>

namespace sparsight {

/// What of a checkpoint decides which of its parts can be frozen; by default, what refuses least. No torch here: the
/// window asks before it trains.
struct ParentShape {
    int encoderLayers = std::numeric_limits<int>::max(), decoderLayers = encoderLayers;
    bool ownHead = true; ///< false: the head is the embedding, and is frozen with it
};

/// As far as the configuration in a checkpoint's folder tells; training itself looks again.
ParentShape readParentShape(const std::filesystem::path& directory);

/// Refuses layers that are not there, and to freeze everything. Throws Error(BadInput) with item "frozen".
void checkFrozen(const std::vector<std::string>& frozen, const ParentShape& shape);

} // namespace sparsight

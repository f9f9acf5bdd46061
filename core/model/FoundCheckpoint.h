// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace sparsight {

/// A checkpoint found on disk, not yet loaded.
struct FoundCheckpoint {
    std::filesystem::path directory;
    std::string name;      ///< directory name, or org/name for the hub cache
    bool hubCache = false;
    std::string family;    ///< empty when refused
    std::string shape;     ///< e.g. "12 + 12 layers, d_ff 3072"
    std::string refusal;   ///< empty, or the sentence that says why it cannot be loaded
};

} // namespace sparsight

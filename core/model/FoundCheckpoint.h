// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace sparsight {

/// A checkpoint found on disk, not yet loaded.
struct FoundCheckpoint {
    std::filesystem::path directory;
    std::string name; ///< directory name, or org/name for the hub cache
    bool hubCache = false;
    std::string family;                                ///< empty when refused
    int encoderLayers = 0, decoderLayers = 0, dFf = 0; ///< 0 where the configuration was refused
    std::string refusal;                               ///< empty, or the sentence that says why it cannot be loaded
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// A self-check of a checkpoint's files, without loading the model: `verify` of the command line and the Models page.
#pragma once

#include "core/base/Progress.h"
#include "core/model/WeightTable.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

struct CheckpointCheck {
    std::string name; ///< "configuration", "weights", "tokenizer" …
    bool ok = false;
    std::string sentence; ///< what was found, or the reason of the refusal
};

struct CheckpointReport {
    bool ok = false;                     ///< every check passed: the checkpoint can be loaded
    std::vector<CheckpointCheck> checks; ///< in the order they were made; later ones are left out after a failure
    std::vector<std::string> warnings;   ///< e.g. NaN weights with their count; the user may go on
    std::string weightsSha256;           ///< empty unless ok
};

/// Goes through everything that loading would refuse, and reads all weights (once for their values, once to hash them).
/// Throws only Error(Cancelled). Progress counts bytes.
CheckpointReport verifyCheckpoint(const std::filesystem::path& directory, const std::stop_token& stop,
                                  const ProgressCallback& progress);

/// One sentence for each floating tensor with NaN or infinite values, with their count. Reads all weights once.
std::vector<std::string> nonFiniteWarnings(const WeightTable& weights, const std::stop_token& stop,
                                           const ProgressCallback& progress);

} // namespace sparsight

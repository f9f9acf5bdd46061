// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/probe/SparsityProfile.h"
#include "core/training/Services.h"

#include <filesystem>
#include <string>
#include <vector>

namespace sparsight {

/// What is to be measured on the Sparsity page.
struct SparsityChoice {
    struct Checkpoint {
        std::string name;
        std::filesystem::path directory;
    };
    std::vector<Checkpoint> checkpoints;
    bool twin = true; ///< of the first one as well
    std::vector<DatasetInfo> datasets;
    std::uint32_t sentences = 0; ///< of each; 0: all
    std::optional<std::uint64_t> seed;
    SparsityRequest request;

    bool isComplete() const { return !checkpoints.empty() && !datasets.empty(); }
};

/// A profile for every checkpoint and data set, the twin's last. Loads one checkpoint at a time. Progress counts
/// sentences of all together.
std::vector<SparsityProfile> measureSparsity(const Project& project, const SparsityChoice& choice,
                                             const Services& services, const LoadOptions& options,
                                             const std::stop_token& stop, const ProgressCallback& progress);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Project.h"

#include <cstdint>
#include <stop_token>
#include <vector>

namespace sparsight {

/// Which sentences of a data set belong together, because they are of one document: such sentences are no independent
/// evidence. A sentence without a document (group) is a cluster of its own.
struct SentenceClusters {
    std::vector<std::uint32_t> clusterOf; ///< [sentences]
    std::uint32_t count = 0;
    bool areDocuments = false; ///< some sentences have a group
};
SentenceClusters readClusters(const Project& project, DatasetId dataset, const std::stop_token& stop = {});

} // namespace sparsight

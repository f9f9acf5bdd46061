// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/model/CheckpointDirectory.h"
#include "core/model/ModelConfig.h"
#include "core/model/WeightTable.h"
#include "core/store/Records.h"
#include "core/tokenizer/Tokenizer.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight {

/// What training starts from: a checkpoint, or the folder of one that has no weights yet.
struct TrainingParent {
    TrainingParent(const std::filesystem::path& given, const std::stop_token& stop, const ProgressCallback& progress);
    /// From scratch: weights are random. `choices` go into the manifest (TrainedCheckpoint::pretraining).
    TrainingParent(const std::filesystem::path& given, std::string choices);

    CheckpointDirectory directory;
    ModelConfig config;
    Tokenizer tokenizer;
    std::optional<WeightTable> weights; ///< unset: random
    std::vector<std::string> warnings;  ///< e.g. weights that are not numbers
    CheckpointInfo info;                ///< empty where weights are random
    std::string pretraining;
    bool ownHead = false;
};

} // namespace sparsight

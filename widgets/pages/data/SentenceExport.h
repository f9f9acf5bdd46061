// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Progress.h"
#include "core/store/Project.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <vector>

namespace sparsight {

/// Writes sentences as CSV that the import reads back: number, sentence, and label, group and target where the data set
/// has them. Rows are streamed through a connection of its own; a file that was there stays when it fails or is
/// stopped. `which` unset: all. Returns the rows written. Throws Error.
std::uint32_t exportSentences(const std::filesystem::path& project, const DatasetInfo& dataset,
                              const std::optional<std::vector<SentenceId>>& which, const std::filesystem::path& file,
                              const std::stop_token& stop, const ProgressCallback& progress);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
// The engine behind InferenceEngine: T5 and its relatives, computed with LibTorch. No torch header is needed to use it.
#pragma once

#include "core/capture/InferenceEngine.h"

namespace sparsight {

/// An EngineFactory. Throws Error with the reason of every refusal; nothing is computed with a checkpoint before its
/// files, shapes and tokeniser were found to agree.
std::unique_ptr<InferenceEngine> loadT5Engine(const std::filesystem::path& directory, const LoadOptions& options,
                                              const std::stop_token& stop, const ProgressCallback& progress);

/// loadT5Engine, findCheckpoints and hubCacheDirectory together, as the window uses them.
EngineServices engineServices();

} // namespace sparsight

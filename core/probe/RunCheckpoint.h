// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/tokens/RunTokens.h"
#include "core/capture/InferenceEngine.h"

namespace sparsight {

/// The checkpoint of a run, from where the project last found it. Throws Error, BadInput where the weights there are no
/// longer the run's.
std::unique_ptr<InferenceEngine> loadCheckpointOf(const RunInfo& run, const Project& project, const EngineFactory& load,
                                                  const LoadOptions& options, const std::stop_token& stop,
                                                  const ProgressCallback& progress);

/// The tokens that a stack read in the run, by the tokenizer of its checkpoint. Throws Error(BadInput) for the decoder
/// of a run that generates, because the tokens that it wrote are not kept, and where there are not as many tokens as
/// the run has counted. Progress counts sentences.
RunTokens readRunTokens(const Project& project, const RunInfo& run, Stack stack, InferenceEngine& engine,
                        const std::stop_token& stop = {}, const ProgressCallback& progress = {});

} // namespace sparsight

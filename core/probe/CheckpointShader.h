// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"
#include "core/report/NeuronReport.h"

#include <memory>

namespace sparsight {

/// The text that a run's decoder read for a sentence: none where the run is of the encoder alone.
std::optional<std::string> decoderTextOf(const Project& project, const RunInfo& run, SentenceId id,
                                         const Sentence& sentence);

/// Shades a report's sentences, and says at which tokens neurons are strongest and what they write, with the checkpoints of the runs, loaded from where the
/// project last found them and used only where the weights are still the run's own. Loads one at a time; says through
/// `note` why one is not used.
ReportProbe checkpointProbe(const Project& project, EngineFactory load, LoadOptions options,
                            std::function<void(const std::string&)> note, ProgressCallback progress);

} // namespace sparsight

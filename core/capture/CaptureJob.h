// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/BatchRunner.h"
#include "core/capture/CapturePlan.h"
#include "core/capture/InferenceEngine.h"
#include "core/capture/LoadedCheckpoint.h"
#include "core/store/RunWriter.h"

#include <optional>
#include <string>
#include <vector>

namespace sparsight {

/// Captures a data set with a checkpoint: plan, forward passes, reduction, and a writer beside them.
///
/// Two captures with the same checkpoint, data set and settings that decide values are the same run: one that was cut
/// off goes on, one that is complete is left as it is, and blocks whose checksum does not match are captured again. In
/// DecoderMode::Teacher the decoder reads the sentence's target, or where it has none the sentence itself; in
/// DecoderMode::Generate what the checkpoint itself writes, greedily, which is stored.
class CaptureJob {
public:
    CaptureJob(const LoadedCheckpoint& checkpoint, const std::string& weightsSha256, Project& project,
               const CaptureRequest& request);

    CaptureSummary run(const std::stop_token& stop, const ProgressCallback& progress);

private:
    RunSettings effectiveSettings() const;
    std::optional<RunInfo> existingRun(CheckpointId checkpoint) const;
    std::vector<Difference> differencesFrom(const RunInfo& run, CheckpointId checkpoint) const;
    RunInfo findOrCreateRun();
    std::string freeName(const std::string& wanted) const;
    std::vector<SentenceIds> tokenize(const std::stop_token& stop, const ProgressCallback& progress) const;
    void captureAll(RunWriter& writer, const std::vector<std::uint32_t>& damaged, const std::stop_token& stop,
                    const ProgressCallback& progress, CaptureSummary& summary);
    RunBlock emptyBlock(std::uint32_t index) const;

    const LoadedCheckpoint& m_checkpoint;
    std::string m_sha256;
    Project& m_project;
    std::string m_runName;
    DatasetInfo m_dataset;
    RunSettings m_settings;
    std::function<void(const std::string&)> m_begun;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QString>
#include <functional>
#include <vector>

class QObject;

namespace sparsight {

class JobRunner;
class ProjectSession;

/// The same capture with several checkpoints.
struct CaptureSweep {
    DatasetId dataset;
    RunSettings settings; ///< without layers: enc6, or the last encoder layer of a shallower checkpoint
    std::vector<CheckpointInfo> checkpoints;
};

/// What the trained checkpoints can be captured like: each run of their parent, or, where it has none, each data set
/// with the usual settings.
struct SweepChoice {
    QString title;
    DatasetId dataset;
    RunSettings settings;
};
std::vector<SweepChoice> sweepChoices(const ProjectSession& session, CheckpointId parent);

/// Captures what is not captured yet, one checkpoint after another in one job; the loaded checkpoint stays loaded.
/// `done` gets the runs in the order of the checkpoints. Returns the job.
quint64 captureSweep(JobRunner& jobs, const QString& project, const CaptureSweep& sweep, QObject* context,
                     const std::function<void(const std::vector<RunId>&)>& done);

} // namespace sparsight

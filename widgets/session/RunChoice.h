// SPDX-License-Identifier: GPL-3.0-or-later
// Which run a project is opened with, and what a run is called where its figures are shown.
#pragma once

#include "core/store/Records.h"

#include <QString>

namespace sparsight {

class ProjectSession;

/// Whether the checkpoint was trained in this project, from another one.
bool isTrained(const ProjectSession& session, CheckpointId checkpoint);

/// The run to begin with: the one that was looked at last, else the first complete one of a checkpoint that was not
/// trained here, else the first complete one; nullptr when there is none at all.
const RunInfo* runToShow(const ProjectSession& session);
/// As the one that was looked at last, for the next time that the project is opened.
void rememberRun(const ProjectSession& session, RunId run);

/// What a run's figures come from, for those who read, copy or export them.
struct RunSource {
    QString run, checkpoint, dataset; ///< names

    RunSource() = default;
    RunSource(const ProjectSession& session, const RunInfo& info);
    QString text() const; ///< "Run base-papers: checkpoint base, data set papers"
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QString>

namespace sparsight {

class ProjectSession;

/// What a run's figures come from, for those who read, copy or export them.
struct RunSource {
    QString run, checkpoint, dataset; ///< names

    RunSource() = default;
    RunSource(const ProjectSession& session, const RunInfo& info);
    QString text() const; ///< "Run base-papers: checkpoint base, data set papers"
};

} // namespace sparsight

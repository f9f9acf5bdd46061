// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QObject>
#include <QString>

namespace sparsight {

class JobRunner;
class ProjectSession;
class Selection;

/// Chooses the run that is shown: the one that the person chose last in this project; until there is one, that of the
/// checkpoint that is loaded or, before one is, was loaded last. GUI thread.
class RunChoice : public QObject {
    Q_OBJECT
public:
    RunChoice(ProjectSession& session, Selection& selection, const JobRunner& jobs, QObject* parent = nullptr);

    /// The folder of the checkpoint that was loaded last, also by an earlier start; empty: none ever was.
    static QString lastCheckpoint();

private:
    void begin();
    void replaceMissing();
    void followCheckpoint();
    void noteChoice(RunId run);
    bool isLoaded(const RunInfo& run) const;
    const RunInfo* best(LayerId layer, const QString& chosen) const;

    ProjectSession& m_session;
    Selection& m_selection;
    const JobRunner& m_jobs;
    QString m_checkpoint;    ///< folder of the one in use
    bool m_chosen = false;   ///< by the person, since the project was opened
    bool m_choosing = false; ///< here, now
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/RunSource.h"

#include "widgets/session/ProjectSession.h"

#include <QCoreApplication>

namespace sparsight {

RunSource::RunSource(const ProjectSession& session, const RunInfo& info)
    : run(QString::fromStdString(info.name))
{
    if (const CheckpointInfo* its = session.checkpoint(info.checkpoint)) checkpoint = QString::fromStdString(its->name);
    if (const DatasetInfo* its = session.dataset(info.dataset)) dataset = QString::fromStdString(its->name);
}

QString RunSource::text() const
{
    return QCoreApplication::translate("RunSource", "Run %1: checkpoint %2, data set %3").arg(run, checkpoint, dataset);
}

} // namespace sparsight

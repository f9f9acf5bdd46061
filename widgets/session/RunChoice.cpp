// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/RunChoice.h"

#include "widgets/session/ProjectSession.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>

namespace sparsight {
namespace {

/// Kept by name, because a number may come to mean another run.
QString keyFor(const ProjectSession& session)
{
    // Paths have slashes, which would make groups.
    const QByteArray path = QFileInfo(session.file()).canonicalFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("run/") + QLatin1String(hash);
}

} // namespace

bool isTrained(const ProjectSession& session, CheckpointId checkpoint)
{
    const auto& trainings = session.trainings();
    return std::any_of(trainings.begin(), trainings.end(),
                       [checkpoint](const TrainingInfo& training) { return training.checkpoint == checkpoint; });
}

const RunInfo* runToShow(const ProjectSession& session)
{
    const auto& runs = session.runs();
    if (runs.empty()) return nullptr;
    const std::string last = QSettings().value(keyFor(session)).toString().toStdString();
    const auto rank = [&](const RunInfo& run) {
        if (run.name == last) return 3;
        return !run.complete ? 0 : isTrained(session, run.checkpoint) ? 1 : 2;
    };
    return &*std::max_element(runs.begin(), runs.end(),
                              [&](const RunInfo& a, const RunInfo& b) { return rank(a) < rank(b); });
}

void rememberRun(const ProjectSession& session, RunId run)
{
    const RunInfo* info = session.run(run);
    if (!info) return;
    QSettings settings;
    const QString key = keyFor(session), name = QString::fromStdString(info->name);
    if (settings.value(key).toString() != name) settings.setValue(key, name);
}

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

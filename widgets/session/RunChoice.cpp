// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/RunChoice.h"

#include "widgets/common/Folders.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QScopedValueRollback>
#include <QSettings>
#include <algorithm>
#include <tuple>

namespace sparsight {
namespace {

constexpr auto checkpointKey = "models/last";

/// The choice is kept by name, because a number may come to mean another run.
QString keyFor(const ProjectSession& session)
{
    // Paths have slashes, which would make groups.
    const QByteArray path = QFileInfo(session.file()).canonicalFilePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("run/") + QLatin1String(hash);
}

} // namespace

RunChoice::RunChoice(ProjectSession& session, Selection& selection, const JobRunner& jobs, QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_selection(selection)
    , m_jobs(jobs)
    , m_checkpoint(lastCheckpoint())
{
    connect(&session, &ProjectSession::opened, this, &RunChoice::begin);
    connect(&session, &ProjectSession::changed, this, &RunChoice::replaceMissing);
    connect(&jobs, &JobRunner::modelChanged, this, &RunChoice::followCheckpoint);
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.run != before.run && now.run && !m_choosing) noteChoice(*now.run);
    });
    begin();
}

QString RunChoice::lastCheckpoint()
{
    return QSettings().value(QLatin1String(checkpointKey)).toString();
}

bool RunChoice::isLoaded(const RunInfo& run) const
{
    const CheckpointInfo* checkpoint = m_session.checkpoint(run.checkpoint);
    return checkpoint && !m_checkpoint.isEmpty() &&
           isSameFolder(checkpoint->path, std::filesystem::path(m_checkpoint.toStdU16String()));
}

/// Of equal ones, the first that was made; nullptr when there is none at all.
const RunInfo* RunChoice::best(LayerId layer, const QString& chosen) const
{
    const auto& runs = m_session.runs();
    const auto rank = [&](const RunInfo& run) {
        return std::tuple(QString::fromStdString(run.name) == chosen, run.complete, isLoaded(run), hasLayer(run, layer),
                          m_session.generation(run.checkpoint) == 0);
    };
    const auto found = std::max_element(runs.begin(), runs.end(),
                                        [&](const RunInfo& a, const RunInfo& b) { return rank(a) < rank(b); });
    return found == runs.end() ? nullptr : &*found;
}

/// Another project: the history begins anew.
void RunChoice::begin()
{
    const QScopedValueRollback choosing(m_choosing, true);
    m_chosen = false;
    const QString chosen = m_session.isOpen() ? QSettings().value(keyFor(m_session)).toString() : QString();
    Focus focus;
    if (!m_session.topics().empty()) focus.topic = QString::fromStdString(m_session.topics().front().name);
    if (const RunInfo* run = best(focus.layer, chosen)) {
        focus.run = run->id;
        // The usual layer where the run has it.
        if (!hasLayer(*run, focus.layer) && !run->settings.layers.empty()) focus.layer = run->settings.layers.front();
    }
    m_selection.reset(focus);
}

void RunChoice::replaceMissing()
{
    Focus focus = m_selection.focus();
    if (focus.run && m_session.run(*focus.run)) return;
    const QScopedValueRollback choosing(m_choosing, true);
    const RunInfo* run = best(focus.layer, {});
    focus.run = run ? std::optional(run->id) : std::nullopt;
    focus.sentence.reset();
    // Where the run lacks the layer and no neuron of it is selected, the page would be empty for no good reason.
    if (run && !hasLayer(*run, focus.layer) && !focus.neuron && !run->settings.layers.empty() && !m_jobs.model())
        focus.layer = run->settings.layers.front();
    m_selection.setFocus(focus);
}

void RunChoice::followCheckpoint()
{
    m_checkpoint = QString::fromStdU16String(m_jobs.model()->directory.u16string());
    QSettings().setValue(QLatin1String(checkpointKey), m_checkpoint);
    const Focus& focus = m_selection.focus();
    const RunInfo* now = focus.run ? m_session.run(*focus.run) : nullptr;
    if (m_chosen || !now || isLoaded(*now)) return;
    const RunInfo* its = best(focus.layer, {});
    if (!isLoaded(*its) || !hasLayer(*its, focus.layer)) return;
    const QScopedValueRollback choosing(m_choosing, true);
    m_selection.setRun(its->id);
}

void RunChoice::noteChoice(RunId run)
{
    const RunInfo* info = m_session.run(run);
    if (!info) return;
    m_chosen = true;
    QSettings settings;
    const QString key = keyFor(m_session), name = QString::fromStdString(info->name);
    if (settings.value(key).toString() != name) settings.setValue(key, name);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/RunsButton.h"

#include "core/training/TwinRun.h"
#include "widgets/common/Format.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QMenu>
#include <algorithm>

namespace sparsight {

RunsButton::RunsButton(ProjectSession& session, Selection& selection, ComparedRuns& compared, QWidget* parent)
    : QToolButton(parent)
    , m_session(session)
    , m_selection(selection)
    , m_compared(compared)
{
    setPopupMode(QToolButton::InstantPopup);
    setMenu(new QMenu(this));
    setToolTip(plainToolTip(tr("The runs (checkpoints) to show side by side")));
    connect(&session, &ProjectSession::opened, this, &RunsButton::fill);
    connect(&session, &ProjectSession::changed, this, &RunsButton::fill);
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer || now.run != before.run) fill();
    });
    connect(&compared, &ComparedRuns::changed, this, &RunsButton::mark);
    fill();
}

/// As the person chose; else the runs that compare with the one in focus, without controls by random weights.
bool RunsButton::isShown(const RunInfo& run) const
{
    if (!run.complete) return false;
    if (const auto choice = m_compared.choice(run.id)) return *choice;
    const auto focus = m_selection.focus().run;
    const RunInfo* focused = focus ? m_session.run(*focus) : nullptr;
    return !isTwinRun(run) && (!focused || focused->dataset == run.dataset);
}

std::vector<RunInfo> RunsButton::chosen() const
{
    std::vector<RunInfo> chosen = m_available;
    std::erase_if(chosen, [this](const RunInfo& run) { return !isShown(run); });
    return chosen;
}

QStringList RunsButton::completeNames() const
{
    QStringList names;
    for (const RunInfo& run : m_available) {
        if (run.complete) names << QString::fromStdString(run.name);
    }
    return names;
}

void RunsButton::fill()
{
    m_available.clear();
    const LayerId layer = m_selection.focus().layer;
    for (const RunInfo& run : m_session.runs()) {
        if (hasLayer(run, layer)) m_available.push_back(run);
    }
    // A checkpoint stands before those that were trained from it, whichever was captured first.
    std::ranges::stable_sort(m_available, {},
                             [this](const RunInfo& run) { return m_session.generation(run.checkpoint); });
    menu()->clear();
    for (const RunInfo& run : m_available) {
        QString title = QString::fromStdString(run.name);
        if (!run.complete) title = tr("%1 (cut off)").arg(title);
        QAction* action = menu()->addAction(title.replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setEnabled(run.complete);
        connect(action, &QAction::triggered, this, [this, id = run.id](bool shown) { m_compared.choose(id, shown); });
    }
    mark();
}

void RunsButton::mark()
{
    const QList<QAction*> actions = menu()->actions();
    for (std::size_t i = 0; i < m_available.size(); ++i)
        actions[qsizetype(i)]->setChecked(isShown(m_available[i]));
    setText(tr("Runs: %1 ▾").arg(chosen().size()));
    Q_EMIT changed();
}

} // namespace sparsight

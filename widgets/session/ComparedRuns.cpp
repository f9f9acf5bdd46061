// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/ComparedRuns.h"

#include "widgets/session/ProjectSession.h"

#include <algorithm>

namespace sparsight {

ComparedRuns::ComparedRuns(ProjectSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &ProjectSession::opened, this, [this] { // what was chosen was another project's
        m_choices.clear();
        m_comparison.reset();
    });
}

std::optional<bool> ComparedRuns::choice(RunId run) const
{
    const auto found = m_choices.find(run);
    return found == m_choices.end() ? std::nullopt : std::optional(found->second);
}

void ComparedRuns::choose(RunId run, bool shown)
{
    m_choices[run] = shown;
    Q_EMIT changed();
}

void ComparedRuns::showOnly(const std::vector<RunId>& runs)
{
    for (const RunInfo& run : m_session.runs())
        m_choices[run.id] = std::find(runs.begin(), runs.end(), run.id) != runs.end();
    Q_EMIT changed();
}

void ComparedRuns::compareBy(const Comparison& comparison)
{
    m_comparison = comparison;
    Q_EMIT comparisonChanged();
}

} // namespace sparsight

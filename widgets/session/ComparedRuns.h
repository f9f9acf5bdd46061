// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QObject>
#include <map>
#include <optional>
#include <vector>

namespace sparsight {

class ProjectSession;

/// Which of the project's runs are shown side by side, as far as that was chosen; a page has its own rule for the
/// others. GUI thread.
class ComparedRuns : public QObject {
    Q_OBJECT
public:
    explicit ComparedRuns(ProjectSession& session, QObject* parent = nullptr);

    std::optional<bool> choice(RunId run) const;
    void choose(RunId run, bool shown);
    void showOnly(const std::vector<RunId>& runs);

Q_SIGNALS:
    void changed();

private:
    ProjectSession& m_session;
    std::map<RunId, bool> m_choices;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/CaptureRule.h"
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

    /// How they were compared elsewhere, e.g. by an experiment, for pages to begin with; unset until then.
    struct Comparison {
        CaptureRule rule;
        bool keywordInGenerated = false;
    };
    void compareBy(const Comparison& comparison);
    const std::optional<Comparison>& comparison() const { return m_comparison; }

Q_SIGNALS:
    void changed();
    void comparisonChanged();

private:
    ProjectSession& m_session;
    std::map<RunId, bool> m_choices;
    std::optional<Comparison> m_comparison;
};

} // namespace sparsight

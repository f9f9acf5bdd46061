// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/dataset/Topic.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/RunChoice.h"
#include "widgets/session/Selection.h"

#include <QObject>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

namespace sparsight {

class JobRunner;
class ProjectSession;

/// Keeps the facts of the layer in focus: loads them in the background whenever run, layer, captured blocks or topics
/// change, and has the run chosen. One object for the whole window. GUI thread.
class LayerFacts : public QObject {
    Q_OBJECT
public:
    LayerFacts(ProjectSession& session, Selection& selection, JobRunner& jobs, QObject* parent = nullptr);

    /// Of the focus run and layer; null while there is none or it is being loaded.
    const std::shared_ptr<const LayerData>& data() const { return m_data; }
    bool isLoading() const { return m_loading; }
    /// What to say where live values stand beside the data when the checkpoint that is loaded is not the run's; else
    /// empty.
    QString foreignNote() const;
    /// Why there is no data, in one sentence with its remedy; empty when there is, or while it loads.
    QString absence() const { return m_absence; }

Q_SIGNALS:
    void changed();

private:
    struct Key {
        RunId run;
        LayerId layer;
        std::uint32_t sentences = 0;
        std::vector<Topic> topics;
        int captures = 0; ///< finished since the start: one may have mended the run
        bool operator==(const Key&) const = default;
    };
    void update();
    void load(const RunInfo& run, LayerId layer);
    void setAbsent(const QString& reason);
    void compareCheckpoints();

    ProjectSession& m_session;
    Selection& m_selection;
    JobRunner& m_jobs;
    RunChoice m_choice; ///< made first: what it chooses is there when the signals below come
    std::optional<Key> m_key;
    std::shared_ptr<const LayerData> m_data;
    QString m_absence;
    int m_captures = 0;
    std::string m_modelSha256; ///< of the checkpoint that is loaded, where it had to be known
    quint64 m_query = 0, m_hashing = 0;
    bool m_loading = false;
};

} // namespace sparsight

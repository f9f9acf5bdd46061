// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/kt/KtTable.h"
#include "core/store/RunReader.h"
#include "widgets/session/Selection.h"

#include <QObject>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

namespace sparsight {

class JobRunner;
class ProjectSession;

/// What the project knows of one layer of a run. Immutable once made; shared by every view.
struct LayerData {
    struct TopicScores {
        QString topic;
        KtColumn column; ///< rule threshold:0, without ranking
    };
    RunInfo run;
    LayerId layer;
    std::vector<NeuronStatistics> statistics; ///< [neurons]
    std::vector<TopicScores> topics;          ///< in the project's order

    std::uint64_t tokens() const; ///< positions at which the layer's neurons could fire
    double density(NeuronId neuron) const;         ///< share of tokens where it fires
    double sentenceDensity(NeuronId neuron) const; ///< share of sentences
    double mean(NeuronId neuron) const;            ///< of A over all sentences
    bool has(NeuronId neuron) const { return neuron.value < statistics.size(); }
};

/// A neuron is marked with a topic where q < 0.05 and lift ≥ 2.
bool isTopicNeuron(const KtScore& score);

/// Keeps the facts of the layer in focus: loads them in the background whenever run, layer, captured blocks or topics
/// change, and chooses a run when the focus has none. One object for the whole window. GUI thread.
class LayerFacts : public QObject {
    Q_OBJECT
public:
    LayerFacts(ProjectSession& session, Selection& selection, JobRunner& jobs, QObject* parent = nullptr);

    /// Of the focus run and layer; null while there is none or it is being loaded.
    const std::shared_ptr<const LayerData>& data() const { return m_data; }
    bool isLoading() const { return m_loading; }
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
        bool operator==(const Key&) const = default;
    };
    void update();
    void chooseRun();
    void load(const RunInfo& run, LayerId layer);
    void setAbsent(const QString& reason);

    ProjectSession& m_session;
    Selection& m_selection;
    JobRunner& m_jobs;
    std::optional<Key> m_key;
    std::shared_ptr<const LayerData> m_data;
    QString m_absence;
    quint64 m_query = 0;
    bool m_loading = false;
};

} // namespace sparsight

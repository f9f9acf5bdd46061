// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"
#include "widgets/models/SentenceListModel.h"
#include "widgets/session/LayerData.h"

#include <QObject>
#include <memory>
#include <optional>

namespace sparsight {

class JobRunner;
class ProjectSession;
class ViewOptions;

/// Which of a neuron's sentences are listed.
enum class SentencePart {
    Top,    ///< the strongest
    Upper,  ///< a sample between 100 % and 50 % of its maximum
    Middle, ///< a sample between 50 % and 10 %
    Lowest  ///< the weakest that it still fires on
};

struct SentenceQuery {
    std::shared_ptr<const LayerData> facts;
    NeuronId neuron;
    SentencePart part = SentencePart::Top;
    int count = 20;
    QString search; ///< every word must occur in the sentence

    bool operator==(const SentenceQuery&) const = default;
};

/// Fills a SentenceListModel with sentences of a neuron in the background, then shades their words: the activations of
/// their tokens are computed with the loaded checkpoint, when it is the run's own. GUI thread.
class NeuronSentences : public QObject {
    Q_OBJECT
public:
    NeuronSentences(ProjectSession& session, JobRunner& jobs, const ViewOptions& view, QObject* parent);

    SentenceListModel& model() const { return *m_model; }
    void show(const SentenceQuery& query);
    void clear();

    double maximum() const;       ///< the neuron's largest value: that of the strongest shade; 0 without a neuron
    bool hasSignedValues() const; ///< the scale runs from -maximum() to maximum()
    /// How many of the neuron's sentences hold the words that are searched for; the list shows the first of them.
    struct Hits {
        std::size_t found = 0, searched = 0;
    };
    /// Unset without a search, and until it is done.
    const std::optional<Hits>& hits() const { return m_hits; }
    bool isLoading() const { return m_loading; }
    const QString& error() const { return m_error; }
    /// Sentences of the neuron's run that could not be read for the list.
    const std::vector<RunDamage>& damage() const { return m_damage; }
    /// How the words got, or could get, their shades; one sentence for below the list.
    const QString& shadeNote() const { return m_shadeNote; }

Q_SIGNALS:
    void changed();

private:
    struct Source { ///< what the engine needs to compute a sentence again
        SentenceId id;
        std::string text;
        std::optional<std::string> decoderText;
        int token = -1;
    };
    struct Loaded {
        std::vector<NeuronSentence> sentences;
        std::vector<Source> sources;
        std::optional<Hits> hits;
        std::vector<RunDamage> damage;
    };
    struct Chosen {
        std::vector<TopSentence> sentences;
        std::optional<Hits> hits;
    };
    struct Shades {
        bool sameCheckpoint = true;
        std::vector<std::pair<SentenceId, std::vector<ShadedWord>>> words;
    };
    static Loaded load(const Project& project, const SentenceQuery& query, const std::stop_token& stop);
    static Chosen choose(const Project& project, const RunReader& reader, const SentenceQuery& query,
                         const std::stop_token& stop);
    static Shades shade(InferenceEngine& engine, const std::string& weights, LayerId layer, NeuronId neuron,
                        const std::vector<Source>& sources, bool subwords, const std::stop_token& stop);
    void showAgain();
    void adopt(Loaded loaded);
    void shadeNext();
    void adoptShades(const Shades& shades);
    void cancel();
    void setNote(const QString& note);

    ProjectSession& m_session;
    JobRunner& m_jobs;
    const ViewOptions& m_view;
    bool m_subwords; ///< that the words are shown as
    SentenceListModel* m_model;
    std::optional<SentenceQuery> m_query;
    std::vector<Source> m_unshaded; ///< in the order of the list
    quint64 m_job = 0, m_shadeJob = 0;
    std::optional<Hits> m_hits;
    std::vector<RunDamage> m_damage;
    bool m_loading = false;
    QString m_error, m_shadeNote;
};

} // namespace sparsight

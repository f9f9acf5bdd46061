// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"

#include <QObject>
#include <QString>
#include <optional>
#include <vector>

namespace sparsight {

/// What the person looks at. Every page and the inspector show the same one.
struct Focus {
    std::optional<RunId> run; ///< the run whose stored values are shown
    LayerId layer{Stack::Encoder, 6};
    std::optional<NeuronId> neuron;
    std::optional<SentenceId> sentence; ///< of the run's data set
    std::optional<int> token;           ///< position in the live sentence
    QString topic;                      ///< name; empty: none
    QString page;                       ///< id of the page it is looked at on; empty: none yet

    bool operator==(const Focus&) const = default;
};

/// The one shared selection, with its history. GUI thread.
class Selection : public QObject {
    Q_OBJECT
public:
    explicit Selection(QObject* parent = nullptr);

    const Focus& focus() const { return m_focus; }
    void setFocus(const Focus& focus); ///< a step of the history when the neuron, layer, run or page changes
    void setRun(std::optional<RunId> run);
    void setLayer(LayerId layer);   ///< keeps no neuron: it would be another one
    void reset(const Focus& focus); ///< another project, on the same page: the history begins anew
    void selectNeuron(LayerId layer, NeuronId neuron);
    void clearNeuron();

    /// Selects it and shows its own page (double click, Enter), until it is closed.
    void openNeuron(LayerId layer, NeuronId neuron);
    void closeNeuron() { m_open = false; }
    bool isNeuronOpen() const { return m_open; }
    /// Whether a page shows all that is known of the neuron in focus, so that nothing else needs to.
    void setShownInFull(bool shown);
    bool isShownInFull() const { return m_shownInFull; }

    void setTopic(const QString& topic);
    void setSentence(std::optional<SentenceId> sentence);
    void setToken(std::optional<int> token);
    void setPage(const QString& id); ///< the first one is no step

    /// The sentence that is typed, on whichever page, and what the decoder is fed; not part of the history.
    const QString& text() const { return m_text; }
    void setText(const QString& text);
    const std::optional<QString>& decoderText() const { return m_decoderText; }
    void setDecoderText(const std::optional<QString>& text);
    /// Whether the page that is looked at shows it, so that a pinned sentence needs no other one.
    void setTextShown(bool shown) { m_textShown = shown; }
    bool isTextShown() const { return m_textShown; }

    /// What these neurons cause is wanted, for the page that sets them to a value.
    void wantIntervention(const std::vector<NeuronName>& neurons);
    const std::vector<NeuronName>& intervention() const { return m_intervention; } ///< wanted last

    /// A neuron under the pointer, to be marked everywhere; not part of the history.
    void hoverNeuron(std::optional<NeuronId> neuron);
    std::optional<NeuronId> hoveredNeuron() const { return m_hovered; }

    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_history.size(); }
    /// Whether the step before was on the same page.
    bool canGoBackHere() const { return canGoBack() && m_history[m_position - 1].page == m_focus.page; }
    void back();
    void forward();

Q_SIGNALS:
    void changed(const sparsight::Focus& now, const sparsight::Focus& before);
    void hoverChanged();
    void neuronOpened();
    void shownInFullChanged();
    void textChanged();
    void interventionWanted();

private:
    void moveTo(std::size_t position);

    Focus m_focus;
    std::optional<NeuronId> m_hovered;
    std::vector<NeuronName> m_intervention;
    bool m_open = false, m_shownInFull = false, m_textShown = false;
    QString m_text;
    std::optional<QString> m_decoderText;
    std::vector<Focus> m_history{Focus{}};
    std::size_t m_position = 0;
};

} // namespace sparsight

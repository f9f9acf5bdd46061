// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Ids.h"

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

    bool operator==(const Focus&) const = default;
};

/// The one shared selection, with its history. GUI thread.
class Selection : public QObject {
    Q_OBJECT
public:
    explicit Selection(QObject* parent = nullptr);

    const Focus& focus() const { return m_focus; }
    void setFocus(const Focus& focus); ///< a step of the history when the neuron, layer or run changes
    void setRun(std::optional<RunId> run);
    void setLayer(LayerId layer);   ///< keeps no neuron: it would be another one
    void reset(const Focus& focus); ///< another project: the history begins anew
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

    /// A neuron under the pointer, to be marked everywhere; not part of the history.
    void hoverNeuron(std::optional<NeuronId> neuron);
    std::optional<NeuronId> hoveredNeuron() const { return m_hovered; }

    bool canGoBack() const { return m_position > 0; }
    bool canGoForward() const { return m_position + 1 < m_history.size(); }
    void back();
    void forward();

Q_SIGNALS:
    void changed(const sparsight::Focus& now, const sparsight::Focus& before);
    void hoverChanged();
    void neuronOpened();
    void shownInFullChanged();

private:
    void moveTo(std::size_t position);

    Focus m_focus;
    std::optional<NeuronId> m_hovered;
    bool m_open = false, m_shownInFull = false;
    std::vector<Focus> m_history{Focus{}};
    std::size_t m_position = 0;
};

} // namespace sparsight

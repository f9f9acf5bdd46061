// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/NeuronName.h"

#include <QObject>
#include <QStringList>
#include <vector>

namespace sparsight {

class ProjectSession;

/// Neurons and sentences that a person wants to keep in reach, on every page. Kept in the settings for each project
/// file, and for work without a project. GUI thread.
class Pins : public QObject {
    Q_OBJECT
public:
    explicit Pins(ProjectSession& session, QObject* parent = nullptr);

    const std::vector<NeuronName>& neurons() const { return m_neurons; }
    const QStringList& sentences() const { return m_sentences; }
    bool contains(const NeuronName& neuron) const;
    bool contains(const QString& sentence) const { return m_sentences.contains(sentence); }
    void toggle(const NeuronName& neuron);
    void toggle(const QString& sentence); ///< blanks at the ends are cut; an empty one is not pinned

Q_SIGNALS:
    void changed();
    void sentenceWanted(const QString& sentence); ///< a pinned sentence was chosen, for the page with the live one to show

private:
    void read();
    void write();
    QString key(const char* what) const;

    ProjectSession& m_session;
    std::vector<NeuronName> m_neurons; ///< in the order in which they were pinned
    QStringList m_sentences;
};

} // namespace sparsight

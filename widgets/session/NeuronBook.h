// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Notebook.h"

#include <QObject>
#include <QStringList>
#include <QUndoStack>
#include <span>
#include <vector>

namespace sparsight {

class ProjectSession;

/// Notes and lists of neurons of the open project, as the window sees and changes them. Every change can be undone,
/// until another project is opened. A change that cannot be stored changes nothing and is told by failed(). GUI thread.
class NeuronBook : public QObject {
    Q_OBJECT
public:
    explicit NeuronBook(ProjectSession& session, QObject* parent = nullptr);

    /// Whether there is a project that may be changed.
    bool isWritable() const;

    QString note(CheckpointId checkpoint, const NeuronName& neuron) const; ///< empty: none
    /// Those on the neuron of the same place in other checkpoints.
    std::vector<NeuronNote> notesElsewhere(CheckpointId checkpoint, const NeuronName& neuron) const;
    void setNote(CheckpointId checkpoint, const NeuronName& neuron, const QString& text); ///< a blank one removes it

    const std::vector<NeuronList>& lists() const { return m_lists; } ///< by name
    const NeuronList* list(const QString& name) const; ///< without regard to case; nullptr when there is none
    QStringList listsOf(const NeuronName& neuron) const;
    /// Makes the list when there is none of that name.
    void addToList(const QString& name, std::span<const NeuronName> neurons);
    void removeFromList(const QString& name, std::span<const NeuronName> neurons);
    void renameList(const QString& name, const QString& to);
    void removeList(const QString& name);

    QUndoStack& history() { return m_history; }

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    class NoteChange;
    class ListChange;

    void read();
    /// False, and failed() told, when it could not be stored.
    template <class Write>
    bool store(Write write);

    ProjectSession& m_session;
    std::vector<NeuronNote> m_notes;
    std::vector<NeuronList> m_lists;
    QUndoStack m_history;
};

} // namespace sparsight

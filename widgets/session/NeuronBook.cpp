// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/session/NeuronBook.h"

#include "core/base/Error.h"
#include "widgets/session/ProjectSession.h"

#include <QUndoCommand>
#include <algorithm>

namespace sparsight {

template <class Write>
bool NeuronBook::store(Write write)
{
    try {
        Notebook notebook(m_session.project());
        write(notebook);
    } catch (const Error& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
        return false;
    }
    read();
    return true;
}

/// From one text to another; the first redo() stores it. A step that cannot be stored leaves the history.
class NeuronBook::NoteChange : public QUndoCommand {
public:
    NoteChange(NeuronBook& book, const QString& title, NeuronNote before, NeuronNote after)
        : QUndoCommand(title)
        , m_book(book)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void redo() override { write(m_after); }
    void undo() override { write(m_before); }

private:
    void write(const NeuronNote& note)
    {
        if (!m_book.store([&](Notebook& notebook) { notebook.putNote(note); })) setObsolete(true);
    }

    NeuronBook& m_book;
    NeuronNote m_before, m_after;
};

/// From one state of a list to another; no list where it is made or removed.
class NeuronBook::ListChange : public QUndoCommand {
public:
    ListChange(NeuronBook& book, const QString& title, std::optional<NeuronList> before,
               std::optional<NeuronList> after)
        : QUndoCommand(title)
        , m_book(book)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void redo() override { write(m_before, m_after); }
    void undo() override { write(m_after, m_before); }

private:
    void write(const std::optional<NeuronList>& from, const std::optional<NeuronList>& to)
    {
        const bool stored = m_book.store([&](Notebook& notebook) {
            if (!to) return notebook.removeList(from->name);
            if (from && from->name != to->name) notebook.renameList(from->name, to->name);
            notebook.putList(*to);
        });
        if (!stored) setObsolete(true);
    }

    NeuronBook& m_book;
    std::optional<NeuronList> m_before, m_after;
};

NeuronBook::NeuronBook(ProjectSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
    connect(&session, &ProjectSession::opened, this, [this] {
        m_history.clear();
        read();
    });
    connect(&session, &ProjectSession::changed, this, &NeuronBook::read); // also what another program part stored
    read();
}

void NeuronBook::read()
{
    std::vector<NeuronNote> notes;
    std::vector<NeuronList> lists;
    if (m_session.isOpen()) {
        try {
            const Notebook notebook(m_session.project());
            notes = notebook.notes();
            lists = notebook.lists();
        } catch (const Error& error) {
            Q_EMIT failed(QString::fromUtf8(error.what()));
        }
    }
    if (notes == m_notes && lists == m_lists) return;
    m_notes = std::move(notes);
    m_lists = std::move(lists);
    Q_EMIT changed();
}

bool NeuronBook::isWritable() const
{
    return m_session.isOpen() && !m_session.isReadOnly();
}

QString NeuronBook::note(CheckpointId checkpoint, const NeuronName& neuron) const
{
    const auto found = std::ranges::find_if(
        m_notes, [&](const NeuronNote& note) { return note.checkpoint == checkpoint && note.neuron == neuron; });
    return found == m_notes.end() ? QString() : QString::fromStdString(found->text);
}

std::vector<NeuronNote> NeuronBook::notesElsewhere(CheckpointId checkpoint, const NeuronName& neuron) const
{
    std::vector<NeuronNote> others;
    std::ranges::copy_if(m_notes, std::back_inserter(others), [&](const NeuronNote& note) {
        return note.checkpoint != checkpoint && note.neuron == neuron;
    });
    return others;
}

void NeuronBook::setNote(CheckpointId checkpoint, const NeuronName& neuron, const QString& text)
{
    const QString before = note(checkpoint, neuron), after = text.trimmed();
    if (before == after) return;
    const QString title = tr("note on %1").arg(QString::fromStdString(neuron.toString()));
    m_history.push(new NoteChange(*this, title, {checkpoint, neuron, before.toStdString()},
                                  {checkpoint, neuron, after.toStdString()}));
}

const NeuronList* NeuronBook::list(const QString& name) const
{
    const auto found = std::ranges::find_if(m_lists, [&](const NeuronList& known) {
        return QString::fromStdString(known.name).toCaseFolded() == name.toCaseFolded();
    });
    return found == m_lists.end() ? nullptr : &*found;
}

QStringList NeuronBook::listsOf(const NeuronName& neuron) const
{
    QStringList names;
    for (const NeuronList& list : m_lists) {
        if (std::ranges::find(list.neurons, neuron) != list.neurons.end()) names << QString::fromStdString(list.name);
    }
    return names;
}

void NeuronBook::addToList(const QString& name, std::span<const NeuronName> neurons)
{
    const NeuronList* known = list(name);
    const auto before = known ? std::optional(*known) : std::nullopt;
    NeuronList after = before.value_or(NeuronList{name.trimmed().toStdString(), {}});
    for (const NeuronName& neuron : neurons) {
        if (std::ranges::find(after.neurons, neuron) == after.neurons.end()) after.neurons.push_back(neuron);
    }
    if (before == after) return;
    const QString title = tr("adding to “%1”").arg(QString::fromStdString(after.name));
    m_history.push(new ListChange(*this, title, before, after));
}

void NeuronBook::removeFromList(const QString& name, std::span<const NeuronName> neurons)
{
    const NeuronList* known = list(name);
    if (!known) return;
    NeuronList after = *known;
    std::erase_if(after.neurons,
                  [&](const NeuronName& neuron) { return std::ranges::find(neurons, neuron) != neurons.end(); });
    if (after == *known) return;
    m_history.push(new ListChange(*this, tr("removing from “%1”").arg(name), *known, after));
}

void NeuronBook::renameList(const QString& name, const QString& to)
{
    const NeuronList* known = list(name);
    if (!known || name == to.trimmed()) return;
    const NeuronList after{to.trimmed().toStdString(), known->neurons};
    m_history.push(new ListChange(*this, tr("renaming “%1”").arg(name), *known, after));
}

void NeuronBook::removeList(const QString& name)
{
    const NeuronList* known = list(name);
    if (known) m_history.push(new ListChange(*this, tr("removing “%1”").arg(name), *known, std::nullopt));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/NeuronNotes.h"

#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/common/TextField.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeIcon.h"
#include "widgets/views/NeuronListMenu.h"

#include <QAbstractTextDocumentLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

constexpr int mostLines = 5;

} // namespace

NeuronNotes::NeuronNotes(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_text(new TextField)
    , m_add(iconButton("topic", tr("Put the neuron into a list"), this))
    , m_lists(new QWidget)
    , m_elsewhere(captionLabel())
{
    m_text->setPlaceholderText(tr("Write a note…"));
    m_text->setAccessibleName(tr("Note on the neuron"));
    m_text->setTabChangesFocus(true);
    m_text->setUndoRedoEnabled(true);
    m_text->setObjectName(QStringLiteral("neuronNote"));
    m_text->installEventFilter(this);
    m_add->setObjectName(QStringLiteral("addToList"));
    new FlowLayout(m_lists, 4);
    m_elsewhere->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_text, 1);
    row->addWidget(m_add, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(m_elsewhere);
    layout->addWidget(m_lists);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_text->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
            &NeuronNotes::fit);
    connect(m_add, &QToolButton::clicked, this, [this] {
        if (!m_neuron) return;
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillListMenu(*menu, m_context.book, {*m_neuron});
        menu->popup(m_add->mapToGlobal(QPoint(0, m_add->height())));
    });
    connect(&context.book, &NeuronBook::changed, this, &NeuronNotes::showNeuron);
    connect(&context.session, &ProjectSession::changed, this, &NeuronNotes::showNeuron);
    connect(&context.session, &ProjectSession::opened, this, &NeuronNotes::showNeuron);
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.neuron == before.neuron && now.layer == before.layer && now.run == before.run) return;
        store(); // of the neuron that is left
        showNeuron();
    });
    showNeuron();
}

std::optional<NeuronName> NeuronNotes::neuron() const
{
    const Focus& focus = m_context.selection.focus();
    if (!focus.neuron || !m_context.session.isOpen()) return std::nullopt;
    return NeuronName{focus.layer, *focus.neuron};
}

std::optional<CheckpointId> NeuronNotes::checkpoint() const
{
    const auto& run = m_context.selection.focus().run;
    const RunInfo* info = run && m_context.session.isOpen() ? m_context.session.run(*run) : nullptr;
    return info ? std::optional(info->checkpoint) : std::nullopt;
}

void NeuronNotes::showNeuron()
{
    const bool same = m_neuron == neuron() && m_checkpoint == checkpoint();
    m_neuron = neuron();
    m_checkpoint = checkpoint();
    setVisible(m_neuron.has_value());
    if (!m_neuron) return;
    const bool writable = m_context.book.isWritable();
    const QString note = m_checkpoint ? m_context.book.note(*m_checkpoint, *m_neuron) : QString();
    // What is being written stays when something else is stored.
    const bool writing = same && m_text->document()->isModified();
    if (!writing && m_text->toPlainText() != note) m_text->setPlainText(note);
    m_text->setReadOnly(!writable);
    m_text->setVisible(m_checkpoint && (writable || !note.isEmpty()));
    m_add->setVisible(writable);
    showElsewhere();
    showLists();
    fit();
}

void NeuronNotes::showElsewhere()
{
    QStringList lines;
    if (m_checkpoint) {
        for (const NeuronNote& note : m_context.book.notesElsewhere(*m_checkpoint, *m_neuron)) {
            const CheckpointInfo* of = m_context.session.checkpoint(note.checkpoint);
            lines << tr("%1: %2").arg(of ? QString::fromStdString(of->name) : QString(),
                                      QString::fromStdString(note.text));
        }
    }
    m_elsewhere->setText(lines.join(QLatin1Char('\n')));
    m_elsewhere->setToolTip(plainToolTip(tr("Notes on the neuron of the same place in other checkpoints")));
    m_elsewhere->setVisible(!lines.empty());
}

void NeuronNotes::showLists()
{
    QLayout* layout = m_lists->layout();
    while (QLayoutItem* item = layout->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    const QStringList names = m_context.book.listsOf(*m_neuron);
    for (const QString& name : names) {
        auto* button = new QToolButton;
        button->setText(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        button->setIcon(themeIcon(QStringLiteral("close")));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setLayoutDirection(Qt::RightToLeft); // the cross stands behind the name
        setRole(button, "chip");
        button->setEnabled(m_context.book.isWritable());
        button->setToolTip(plainToolTip(tr("Takes the neuron out of the list “%1”").arg(name)));
        button->setAccessibleName(button->toolTip());
        connect(button, &QToolButton::clicked, this, [this, name] {
            const NeuronName taken[] = {*m_neuron};
            m_context.book.removeFromList(name, taken);
        });
        layout->addWidget(button);
    }
    m_lists->setVisible(!names.empty());
}

/// As high as its lines, up to a few.
void NeuronNotes::fit()
{
    const int wanted = std::max(1, int(std::ceil(m_text->document()->size().height())));
    const int lines = std::min(wanted, mostLines);
    m_text->setVerticalScrollBarPolicy(wanted > lines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    const int frame = std::max(0, m_text->height() - m_text->viewport()->height());
    const int margins = 2 * int(m_text->document()->documentMargin());
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + margins + frame);
}

void NeuronNotes::store()
{
    if (!m_neuron || !m_checkpoint || !m_text->document()->isModified()) return;
    m_text->document()->setModified(false);
    m_context.book.setNote(*m_checkpoint, *m_neuron, m_text->toPlainText());
}

bool NeuronNotes::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) store();
    // Its frame is known when the event has been handled.
    if (event->type() == QEvent::FontChange || event->type() == QEvent::Resize || event->type() == QEvent::Show)
        QTimer::singleShot(0, this, &NeuronNotes::fit);
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(object, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool stores = key->key() == Qt::Key_Return && key->modifiers() == Qt::ControlModifier;
    if (stores) store();
    if (key->key() == Qt::Key_Escape) { // as it was
        m_text->document()->setModified(false);
        showNeuron();
        m_text->clearFocus();
        return true;
    }
    return stores || QWidget::eventFilter(object, event);
}

} // namespace sparsight

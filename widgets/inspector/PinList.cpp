// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/inspector/PinList.h"

#include "widgets/common/Format.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/Pins.h"
#include "widgets/session/Selection.h"
#include "widgets/views/Panel.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QMenu>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int mostRows = 5;
constexpr int neuronRole = Qt::UserRole; // its place in Pins::neurons(); none for a sentence

} // namespace

PinList::PinList(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_list(new QListWidget)
{
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->setAccessibleName(tr("Pinned neurons and sentences"));
    m_list->setToolTip(plainToolTip(tr("A click goes there, Delete unpins")));
    m_list->installEventFilter(this);
    auto* panel = new Panel(tr("Pinned"));
    panel->setBody(m_list);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    connect(m_list, &QListWidget::itemClicked, this, &PinList::show);
    connect(m_list, &QListWidget::customContextMenuRequested, this, [this](const QPoint& position) {
        if (!m_list->itemAt(position)) return;
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        connect(menu->addAction(tr("Unpin")), &QAction::triggered, this, [this] { unpin(m_list->currentItem()); });
        menu->popup(m_list->viewport()->mapToGlobal(position));
    });
    connect(&context.pins, &Pins::changed, this, &PinList::fill);
    fill();
}

void PinList::fill()
{
    m_list->clear();
    const auto& neurons = m_context.pins.neurons();
    for (std::size_t i = 0; i < neurons.size(); ++i) {
        auto* item = new QListWidgetItem(QString::fromStdString(neurons[i].toString()), m_list);
        item->setData(neuronRole, int(i));
    }
    for (const QString& sentence : m_context.pins.sentences())
        new QListWidgetItem(sentence, m_list);
    fit();
}

void PinList::fit()
{
    const int rows = std::min(m_list->count(), mostRows);
    if (rows > 0) m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2);
    setVisible(rows > 0);
}

void PinList::show(const QListWidgetItem* item)
{
    const QVariant neuron = item->data(neuronRole);
    if (neuron.isValid()) {
        const NeuronName& pinned = m_context.pins.neurons()[std::size_t(neuron.toInt())];
        m_context.selection.selectNeuron(pinned.layer, pinned.neuron);
        return;
    }
    const QString sentence = item->text();
    if (!m_context.selection.isTextShown()) m_context.showPage("live"); // it is made now, if it was not there
    Q_EMIT m_context.pins.sentenceWanted(sentence);
}

void PinList::unpin(const QListWidgetItem* item)
{
    if (!item) return;
    const QVariant neuron = item->data(neuronRole);
    if (neuron.isValid()) {
        const NeuronName pinned = m_context.pins.neurons()[std::size_t(neuron.toInt())];
        m_context.pins.toggle(pinned);
    } else {
        const QString sentence = item->text();
        m_context.pins.toggle(sentence);
    }
}

bool PinList::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Delete || key == Qt::Key_Backspace) {
            unpin(m_list->currentItem());
            return true;
        }
        if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_list->currentItem()) {
            show(m_list->currentItem());
            return true;
        }
    }
    if (event->type() == QEvent::FontChange) fit();
    return QWidget::eventFilter(object, event);
}

} // namespace sparsight

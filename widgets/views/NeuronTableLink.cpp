// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/NeuronTableLink.h"

#include "widgets/models/TableRoles.h"
#include "widgets/session/Selection.h"
#include "widgets/views/FilterTableView.h"

#include <QEvent>
#include <QItemSelectionModel>
#include <QScopedValueRollback>

namespace sparsight {

NeuronTableLink::NeuronTableLink(FilterTableView& table, Selection& selection)
    : QObject(&table)
    , m_table(table)
    , m_selection(selection)
{
    // Not the current row alone: it is set when the table only gets the focus.
    connect(table.selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const QModelIndex current = m_table.currentIndex();
        const auto neuron = neuronOf(current);
        if (m_following || !neuron || !m_table.selectionModel()->isSelected(current)) return;
        m_selection.selectNeuron(m_selection.focus().layer, *neuron);
    });
    connect(&table, &QAbstractItemView::entered, this, [this](const QModelIndex& index) {
        // A hidden table that scrolls sends this too, for the row at the pointer's place.
        if (m_table.isVisible()) m_selection.hoverNeuron(neuronOf(index));
    });
    connect(&table, &QAbstractItemView::viewportEntered, this, [this] { m_selection.hoverNeuron(std::nullopt); });
    connect(&table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const auto neuron = neuronOf(index);
        if (!neuron) return;
        const LayerId layer = m_selection.focus().layer;
        m_selection.selectNeuron(layer, *neuron);
        m_selection.openNeuron(layer, *neuron);
    });
    table.viewport()->installEventFilter(this);
    connect(&selection, &Selection::changed, this, [this] {
        showSelected();
        if (m_table.isVisible()) m_table.scrollTo(m_table.currentIndex()); // a hidden page opens where it was left
    });
    connect(&selection, &Selection::hoverChanged, this, [this] {
        const auto neuron = m_selection.hoveredNeuron();
        m_table.setMarkedNeuron(neuron ? std::optional(int(neuron->value)) : std::nullopt);
    });
    connect(&table.proxy(), &QAbstractItemModel::modelReset, this, &NeuronTableLink::showSelected,
            Qt::QueuedConnection); // after the view has seen it
}

std::optional<NeuronId> NeuronTableLink::neuronOf(const QModelIndex& index) const
{
    const QVariant neuron = index.data(NeuronRole);
    return neuron.isValid() ? std::optional(NeuronId(neuron.toUInt())) : std::nullopt;
}

void NeuronTableLink::showSelected()
{
    const QScopedValueRollback following(m_following, true);
    const auto neuron = m_selection.focus().neuron;
    if (!neuron) {
        m_table.selectionModel()->clear();
        return;
    }
    if (neuronOf(m_table.currentIndex()) == neuron && m_table.selectionModel()->hasSelection()) return;
    const QAbstractItemModel& rows = m_table.proxy();
    for (int row = 0; row < rows.rowCount(); ++row) {
        if (neuronOf(rows.index(row, 0)) != neuron) continue;
        // The first row may be what is looked at: new rows do not scroll, only another selection does.
        m_table.setAutoScroll(false);
        m_table.selectionModel()->setCurrentIndex(rows.index(row, 0),
                                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_table.setAutoScroll(true);
        return;
    }
    m_table.selectionModel()->clear(); // it is filtered out, or does not fire
}

bool NeuronTableLink::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::Leave) m_selection.hoverNeuron(std::nullopt);
    return QObject::eventFilter(object, event);
}

} // namespace sparsight

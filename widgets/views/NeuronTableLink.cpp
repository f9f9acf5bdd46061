// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/NeuronTableLink.h"

#include "widgets/models/TableRoles.h"
#include "widgets/session/Selection.h"
#include "widgets/views/FilterTableView.h"

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
    connect(&table, &QAbstractItemView::entered, this,
            [this](const QModelIndex& index) { m_selection.hoverNeuron(neuronOf(index)); });
    connect(&table, &QAbstractItemView::viewportEntered, this, [this] { m_selection.hoverNeuron(std::nullopt); });
    connect(&table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        const auto neuron = neuronOf(index);
        if (!neuron) return;
        const LayerId layer = m_selection.focus().layer;
        m_selection.selectNeuron(layer, *neuron);
        Q_EMIT m_selection.neuronActivated(layer, *neuron);
    });
    connect(&selection, &Selection::changed, this, &NeuronTableLink::showSelected);
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
        const QModelIndex found = rows.index(row, 0);
        m_table.selectionModel()->setCurrentIndex(found,
                                                  QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_table.scrollTo(found);
        return;
    }
    m_table.selectionModel()->clear(); // it is filtered out, or does not fire
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/NeuronListPicker.h"

#include "core/base/NeuronName.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/Pins.h"
#include "widgets/session/Selection.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/NeuronListMenu.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QRegularExpression>
#include <QSignalBlocker>
#include <QToolButton>
#include <algorithm>

namespace sparsight {

namespace {

/// A list's name where a file's is asked for.
QString fileNameOf(QString name)
{
    static const QRegularExpression forbidden(QStringLiteral("[^\\w .-]"),
                                              QRegularExpression::UseUnicodePropertiesOption);
    return name.replace(forbidden, QStringLiteral("_"));
}

} // namespace

NeuronListPicker::NeuronListPicker(FilterTableView& table, PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_table(table)
    , m_context(context)
    , m_lists(new QComboBox)
    , m_more(iconButton("more", tr("Report on the list, rename it or remove it"), this))
{
    m_lists->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_lists->setMaximumWidth(200);
    m_lists->setAccessibleName(tr("List of neurons"));
    auto* label = captionLabel(tr("List"));
    label->setBuddy(m_lists);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(label);
    layout->addWidget(m_lists);
    layout->addWidget(m_more);
    m_table.setContextMenuPolicy(Qt::CustomContextMenu);

    connect(m_lists, &QComboBox::currentIndexChanged, this, &NeuronListPicker::narrow);
    connect(m_more, &QToolButton::clicked, this, &NeuronListPicker::showListMenu);
    connect(&m_table, &QWidget::customContextMenuRequested, this, &NeuronListPicker::showMenu);
    connect(&context.book, &NeuronBook::changed, this, &NeuronListPicker::fill);
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer) narrow();
    });
    fill();
}

QString NeuronListPicker::chosen() const
{
    return m_lists->currentData().toString();
}

void NeuronListPicker::fill()
{
    const QString before = chosen();
    {
        const QSignalBlocker quiet(m_lists);
        m_lists->clear();
        m_lists->addItem(tr("all neurons"));
        for (const NeuronList& list : m_context.book.lists()) {
            const QString name = QString::fromStdString(list.name);
            m_lists->addItem(tr("%1 (%L2)").arg(name).arg(list.neurons.size()), name);
        }
        m_lists->setCurrentIndex(std::max(0, m_lists->findData(before)));
    }
    setVisible(!m_context.book.lists().empty());
    narrow();
}

void NeuronListPicker::narrow()
{
    const NeuronList* list = m_context.book.list(chosen());
    m_more->setVisible(list != nullptr);
    if (!list) return m_table.proxy().setNeurons(std::nullopt);
    std::set<int> neurons;
    for (const NeuronName& neuron : list->neurons) {
        if (neuron.layer == m_context.selection.focus().layer) neurons.insert(int(neuron.neuron.value));
    }
    m_table.proxy().setNeurons(std::move(neurons));
}

std::vector<NeuronName> NeuronListPicker::selectedNeurons() const
{
    std::vector<NeuronName> neurons;
    for (const QModelIndex& row : m_table.selectionModel()->selectedRows()) {
        const QVariant neuron = row.data(NeuronRole);
        if (neuron.isValid()) neurons.push_back({m_context.selection.focus().layer, NeuronId(neuron.toUInt())});
    }
    std::ranges::sort(neurons);
    return neurons;
}

void NeuronListPicker::showMenu(const QPoint& position)
{
    const std::vector<NeuronName> neurons = selectedNeurons();
    if (neurons.empty()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (neurons.size() == 1) {
        const bool pinned = m_context.pins.contains(neurons.front());
        connect(menu->addAction(pinned ? tr("Unpin") : tr("Pin")), &QAction::triggered, this,
                [this, neuron = neurons.front()] { m_context.pins.toggle(neuron); });
    }
    QMenu* lists = menu->addMenu(tr("Put %Ln neuron(s) into a list", nullptr, int(neurons.size())));
    lists->setEnabled(m_context.book.isWritable());
    fillListMenu(*lists, m_context.book, neurons);
    addReportAction(*menu, m_context, neurons, QStringLiteral("neurons.html"), this);
    menu->popup(m_table.viewport()->mapToGlobal(position));
}

void NeuronListPicker::showListMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString name = chosen();
    const NeuronList* list = m_context.book.list(name);
    if (!list) return;
    addReportAction(*menu, m_context, list->neurons, fileNameOf(name) + QStringLiteral(".html"), this);
    menu->addSeparator();
    QAction* rename = menu->addAction(tr("Rename…"));
    connect(rename, &QAction::triggered, this, [this, name] { askListName(m_context.book, name, this); });
    QAction* remove = menu->addAction(tr("Remove the list"));
    connect(remove, &QAction::triggered, this, [this, name] { m_context.book.removeList(name); });
    for (QAction* change : {rename, remove})
        change->setEnabled(m_context.book.isWritable());
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/NeuronListMenu.h"

#include "widgets/pages/PageTable.h"
#include "widgets/report/ReportExport.h"
#include "widgets/session/NeuronBook.h"
#include "widgets/session/Selection.h"

#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QVBoxLayout>
#include <QWidgetAction>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int longestName = 200;

bool holdsAll(const NeuronList& list, const std::vector<NeuronName>& neurons)
{
    return std::ranges::all_of(neurons, [&](const NeuronName& neuron) {
        return std::ranges::find(list.neurons, neuron) != list.neurons.end();
    });
}

void addNewListField(QMenu& menu, NeuronBook& book, const std::vector<NeuronName>& neurons)
{
    auto* holder = new QWidget;
    auto* field = new QLineEdit;
    field->setObjectName(QStringLiteral("newList"));
    field->setPlaceholderText(QObject::tr("new list, Enter adds"));
    field->setAccessibleName(QObject::tr("Name of a new list"));
    field->setMaxLength(longestName);
    field->setMinimumWidth(180);
    auto* layout = new QVBoxLayout(holder);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->addWidget(field);
    auto* action = new QWidgetAction(&menu);
    action->setDefaultWidget(holder);
    menu.addAction(action);
    QObject::connect(field, &QLineEdit::returnPressed, &menu, [&menu, &book, neurons, field] {
        const QString name = field->text().trimmed();
        if (!name.isEmpty()) book.addToList(name, neurons);
        menu.close();
    });
    QObject::connect(&menu, &QMenu::aboutToShow, field, qOverload<>(&QWidget::setFocus), Qt::QueuedConnection);
}

} // namespace

void fillListMenu(QMenu& menu, NeuronBook& book, const std::vector<NeuronName>& neurons)
{
    for (const NeuronList& list : book.lists()) {
        const QString name = QString::fromStdString(list.name);
        QAction* action = menu.addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(holdsAll(list, neurons));
        QObject::connect(action, &QAction::triggered, &book, [&book, name, neurons](bool in) {
            if (in)
                book.addToList(name, neurons);
            else
                book.removeFromList(name, neurons);
        });
    }
    if (!book.lists().empty()) menu.addSeparator();
    addNewListField(menu, book, neurons);
}

void addReportAction(QMenu& menu, PageContext& context, const std::vector<NeuronName>& neurons, const QString& name,
                     QWidget* parent)
{
    const LayerId layer = context.selection.focus().layer;
    std::vector<NeuronId> inLayer;
    for (const NeuronName& neuron : neurons)
        if (neuron.layer == layer) inLayer.push_back(neuron.neuron);
    QAction* action = menu.addAction(QObject::tr("Report on %Ln neuron(s) of %1…", nullptr, int(inLayer.size()))
                                         .arg(QString::fromStdString(layer.toString())));
    action->setObjectName(QStringLiteral("reportOnList"));
    action->setEnabled(!inLayer.empty() && recipeForFocus(context, inLayer).has_value());
    QObject::connect(action, &QAction::triggered, parent, [&context, inLayer, name, parent] {
        // The run may be another one by now.
        if (const auto recipe = recipeForFocus(context, inLayer)) exportReport(context, *recipe, name, parent);
    });
}

void askListName(NeuronBook& book, const QString& name, QWidget* parent)
{
    auto* dialog = new QInputDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(QObject::tr("Rename the list"));
    dialog->setLabelText(QObject::tr("Name"));
    dialog->setTextValue(name);
    QObject::connect(dialog, &QInputDialog::textValueSelected, &book,
                     [&book, name](const QString& to) { book.renameList(name, to); });
    dialog->open();
}

} // namespace sparsight

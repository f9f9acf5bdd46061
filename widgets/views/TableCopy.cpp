// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/TableCopy.h"

#include "core/base/Error.h"
#include "core/base/File.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/models/TableRoles.h"
#include "widgets/models/TableText.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMessageBox>
#include <QTableView>
#include <algorithm>
#include <vector>

namespace sparsight {
namespace {

struct TableCopyText {
    Q_DECLARE_TR_FUNCTIONS(TableCopy)
};

/// A row that only waits to be filled in is no data.
bool isData(const QAbstractItemModel& model, int row)
{
    const QModelIndex first = model.index(row, 0);
    return first.data(ExportRole).isValid() || first.data(ValueRole).isValid();
}

std::vector<int> dataRows(const QTableView& table, bool selectedOnly)
{
    std::vector<int> rows;
    const bool any = selectedOnly && table.selectionModel()->hasSelection();
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        const bool wanted = !any || table.selectionModel()->isRowSelected(row, {});
        if (wanted && isData(*table.model(), row)) rows.push_back(row);
    }
    return rows;
}

std::vector<int> columns(const QTableView& table, bool shownOnly)
{
    std::vector<int> all;
    for (int column = 0; column < table.model()->columnCount(); ++column)
        if (!shownOnly || !table.isColumnHidden(column)) all.push_back(column);
    return all;
}

void exportTable(QTableView& table, const QString& fileName)
{
    QFileDialog* dialog =
        exportDialog(&table, TableCopyText::tr("Export what is shown"), {TableCopyText::tr("CSV (*.csv)")}, fileName);
    QObject::connect(dialog, &QFileDialog::fileSelected, &table, [&table](const QString& file) {
        try {
            writeFileAtomically(std::filesystem::path(file.toStdU16String()), exportedText(table).toStdString());
        } catch (const Error& error) {
            auto* box = new QMessageBox(QMessageBox::Warning, TableCopyText::tr("Export what is shown"),
                                        errorSentence(error), QMessageBox::Ok, &table);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->setTextFormat(Qt::PlainText);
            box->open();
        }
    });
    dialog->open();
}

} // namespace

QString copiedText(const QTableView& table)
{
    return tableText(*table.model(), dataRows(table, true), columns(table, true), TableFormat::Tabs);
}

QString exportedText(const QTableView& table)
{
    return tableText(*table.model(), dataRows(table, false), columns(table, false), TableFormat::Csv);
}

void addTableCopy(QTableView& table, const QString& fileName)
{
    auto* copy = new QAction(TableCopyText::tr("Copy with headers"), &table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    QObject::connect(copy, &QAction::triggered, &table,
                     [&table] { QGuiApplication::clipboard()->setText(copiedText(table)); });
    auto* write = new QAction(TableCopyText::tr("Export…"), &table);
    QObject::connect(write, &QAction::triggered, &table, [&table, fileName] { exportTable(table, fileName); });
    table.addActions({copy, write});
    table.setContextMenuPolicy(Qt::ActionsContextMenu);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/TableText.h"

#include "core/report/CsvWriter.h"
#include "widgets/models/TableRoles.h"

#include <QTextDocumentFragment>
#include <string>

namespace sparsight {
namespace {

void writeCell(CsvWriter& writer, const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::QVariantList:
        for (const QVariant& part : value.toList())
            writeCell(writer, part);
        break;
    case QMetaType::Double:
    case QMetaType::Float: writer.number(value.toDouble()); break;
    case QMetaType::Int: writer.integer(value.toInt()); break;
    default: writer.text(value.toString().toStdString());
    }
}

} // namespace

QString tableText(const QAbstractItemModel& model, const std::vector<int>& rows, const std::vector<int>& columns,
                  TableFormat format)
{
    std::string text;
    CsvWriter writer([&text](std::string_view row) { text += row; }, {format == TableFormat::Csv ? ',' : '\t', true});
    for (const int column : columns) {
        const QVariant exported = model.headerData(column, Qt::Horizontal, ExportRole);
        writeCell(writer, exported.isValid() ? exported : model.headerData(column, Qt::Horizontal));
    }
    writer.endRow();
    for (const int row : rows) {
        for (const int column : columns) {
            const QModelIndex index = model.index(row, column);
            const QVariant exported = index.data(ExportRole);
            writeCell(writer, exported.isValid() ? exported : index.data(ValueRole));
        }
        writer.endRow();
    }
    return QString::fromStdString(text);
}

std::vector<CsvMetadata::Column> describeColumns(const QAbstractItemModel& model, const std::vector<int>& columns)
{
    std::vector<CsvMetadata::Column> described;
    for (const int column : columns) {
        const QVariant exported = model.headerData(column, Qt::Horizontal, ExportRole);
        const QVariant title = exported.isValid() ? exported : model.headerData(column, Qt::Horizontal);
        const QString hint = model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString();
        const QString plain = QTextDocumentFragment::fromHtml(hint).toPlainText();
        const bool several = title.typeId() == QMetaType::QVariantList;
        for (const QVariant& part : several ? title.toList() : QVariantList{title})
            described.push_back({part.toString().toStdString(), plain.toStdString()});
    }
    return described;
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/TableText.h"

#include "widgets/models/TableRoles.h"

#include <QStringList>
#include <cmath>

namespace sparsight {
namespace {

QString quoted(QString text, TableFormat format)
{
    static const QString formulaStart = QStringLiteral("=+-@\t\r\n");
    if (!text.isEmpty() && formulaStart.contains(text.front())) text.prepend(QLatin1Char('\''));
    if (format == TableFormat::Tabs)
        return text.replace(QLatin1Char('\t'), QLatin1Char(' '))
            .replace(QLatin1Char('\r'), QLatin1Char(' '))
            .replace(QLatin1Char('\n'), QLatin1Char(' '));
    const auto needsQuotes = [](QChar c) {
        return c == QLatin1Char(',') || c == QLatin1Char('"') || c == QLatin1Char('\n') || c == QLatin1Char('\r');
    };
    if (std::none_of(text.cbegin(), text.cend(), needsQuotes)) return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QString cell(const QVariant& value, TableFormat format)
{
    if (!value.isValid()) return {};
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float:
        return std::isfinite(value.toDouble()) ? QString::number(value.toDouble(), 'g', 9) : QString();
    case QMetaType::QString: return quoted(value.toString(), format);
    default: return value.toString(); // whole numbers
    }
}

} // namespace

QString tableText(const QAbstractItemModel& model, const std::vector<int>& rows, const std::vector<int>& columns,
                  TableFormat format)
{
    const QString separator = format == TableFormat::Csv ? QStringLiteral(",") : QStringLiteral("\t");
    QStringList lines, fields;
    for (const int column : columns) {
        const QVariant exported = model.headerData(column, Qt::Horizontal, ExportRole);
        const QVariant title = exported.isValid() ? exported : model.headerData(column, Qt::Horizontal);
        fields << quoted(title.toString(), format);
    }
    lines << fields.join(separator);
    for (const int row : rows) {
        fields.clear();
        for (const int column : columns) {
            const QModelIndex index = model.index(row, column);
            const QVariant exported = index.data(ExportRole);
            fields << cell(exported.isValid() ? exported : index.data(ValueRole), format);
        }
        lines << fields.join(separator);
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/PreviewModel.h"

#include "widgets/pages/data/CellText.h"

#include <QLocale>

namespace sparsight {

PreviewModel::PreviewModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PreviewModel::setPreview(const Preview& preview)
{
    beginResetModel();
    m_rows = preview.rows;
    m_fields = {Field::Number, Field::Text};
    if (!preview.report.labelColumn.empty()) m_fields.push_back(Field::Label);
    if (!preview.report.groupColumn.empty()) m_fields.push_back(Field::Group);
    if (!preview.report.targetColumn.empty()) m_fields.push_back(Field::Target);
    endResetModel();
}

int PreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int PreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

QVariant PreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Field field = m_fields[std::size_t(index.column())];
    if (role == Qt::TextAlignmentRole && field == Field::Number) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    const Sentence& row = m_rows[std::size_t(index.row())];
    switch (field) {
    case Field::Number: return QLocale().toString(index.row() + 1);
    case Field::Text: return cellText(row.text);
    case Field::Label: return cellText(row.label);
    case Field::Group: return cellText(row.group);
    case Field::Target: return cellText(row.target);
    }
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= int(m_fields.size())) return {};
    const Field field = m_fields[std::size_t(section)];
    if (role == Qt::TextAlignmentRole)
        return QVariant((field == Field::Number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (field) {
    case Field::Number: return tr("No.");
    case Field::Text: return tr("Sentence");
    case Field::Label: return tr("Label");
    case Field::Group: return tr("Group");
    case Field::Target: return tr("Target");
    }
    return {};
}

} // namespace sparsight

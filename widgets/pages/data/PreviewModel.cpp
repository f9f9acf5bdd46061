// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/PreviewModel.h"

#include "widgets/pages/data/CellText.h"

namespace sparsight {

PreviewModel::PreviewModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PreviewModel::setPreview(const Preview& preview)
{
    beginResetModel();
    m_rows = preview.rows;
    m_fields = {Field::Text};
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
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Sentence& row = m_rows[std::size_t(index.row())];
    switch (m_fields[std::size_t(index.column())]) {
    case Field::Text: return cellText(row.text);
    case Field::Label: return cellText(row.label);
    case Field::Group: return cellText(row.group);
    case Field::Target: return cellText(row.target);
    }
    return {};
}

QVariant PreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole) return {};
    if (orientation == Qt::Vertical) return section + 1;
    switch (m_fields[std::size_t(section)]) {
    case Field::Text: return tr("Sentence");
    case Field::Label: return tr("Label");
    case Field::Group: return tr("Group");
    case Field::Target: return tr("Target");
    }
    return {};
}

} // namespace sparsight

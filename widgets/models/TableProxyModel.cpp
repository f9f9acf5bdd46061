// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/models/TableProxyModel.h"

#include "widgets/models/TableRoles.h"

namespace sparsight {
namespace {

int compare(const QVariant& left, const QVariant& right)
{
    if (left.typeId() == QMetaType::QString) return QString::localeAwareCompare(left.toString(), right.toString());
    const double a = left.toDouble(), b = right.toDouble();
    return a < b ? -1 : a > b ? 1 : 0;
}

} // namespace

TableProxyModel::TableProxyModel(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(ValueRole);
    setFilterRole(ValueRole);
    setDynamicSortFilter(true);
}

bool TableProxyModel::setColumnFilter(int column, const QString& text)
{
    const bool numeric = sourceModel() && sourceModel()->headerData(column, Qt::Horizontal, NumericRole).toBool();
    const auto condition = ColumnFilter::parse(text, numeric);
    if (!condition || condition->isEmpty()) {
        if (m_filters.erase(column) > 0) invalidateFilter();
        return condition.has_value();
    }
    m_filters[column] = {text, *condition};
    invalidateFilter();
    return true;
}

QString TableProxyModel::columnFilter(int column) const
{
    const auto found = m_filters.find(column);
    return found == m_filters.end() ? QString() : found->second.text;
}

void TableProxyModel::clearFilters()
{
    m_filters.clear();
    invalidateFilter();
}

void TableProxyModel::setRowFilter(std::function<bool(int)> accepts)
{
    m_rowFilter = std::move(accepts);
    invalidateFilter();
}

void TableProxyModel::setNeurons(std::optional<std::set<int>> neurons)
{
    if (neurons == m_neurons) return;
    m_neurons = std::move(neurons);
    invalidateFilter();
}

void TableProxyModel::setSortKeys(std::vector<SortKey> keys)
{
    m_keys = std::move(keys);
    if (m_keys.empty()) {
        sort(-1);
    } else {
        // sort() does nothing when neither column nor order changed, although a lesser key may have.
        sort(-1);
        sort(m_keys.front().column, m_keys.front().order);
    }
    Q_EMIT sortKeysChanged();
}

QVariant TableProxyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::TextAlignmentRole || !sourceModel())
        return QSortFilterProxyModel::headerData(section, orientation, role);
    const bool numeric = sourceModel()->headerData(section, orientation, NumericRole).toBool();
    return QVariant::fromValue(Qt::Alignment((numeric ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
}

bool TableProxyModel::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    if (m_rowFilter && !m_rowFilter(sourceRow)) return false;
    if (m_neurons && !m_neurons->contains(sourceModel()->index(sourceRow, 0).data(NeuronRole).toInt())) return false;
    for (const auto& [column, filter] : m_filters) {
        if (!filter.condition.accepts(sourceModel()->index(sourceRow, column, sourceParent).data(ValueRole)))
            return false;
    }
    return true;
}

bool TableProxyModel::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    // The base class swaps the two for a descending first key; every comparison below is turned to undo or follow it.
    const Qt::SortOrder outer = sortOrder();
    for (const SortKey& key : m_keys) {
        const QVariant a = left.siblingAtColumn(key.column).data(ValueRole);
        const QVariant b = right.siblingAtColumn(key.column).data(ValueRole);
        if (a.isValid() != b.isValid()) return a.isValid() == (outer == Qt::AscendingOrder);
        const int order = a.isValid() ? compare(a, b) : 0;
        if (order != 0) return (order < 0) == (key.order == outer);
    }
    return outer == Qt::AscendingOrder ? left.row() < right.row() : left.row() > right.row();
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/models/ColumnFilter.h"

#include <QSortFilterProxyModel>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace sparsight {

/// Filters by a condition a column and sorts by several columns, by the ValueRole. Undefined values come last.
class TableProxyModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    struct SortKey {
        int column = 0;
        Qt::SortOrder order = Qt::AscendingOrder;
        bool operator==(const SortKey&) const = default;
    };

    explicit TableProxyModel(QObject* parent = nullptr);

    /// False, and no filter on that column, when the text is not a condition.
    bool setColumnFilter(int column, const QString& text);
    QString columnFilter(int column) const;
    void clearFilters();
    /// A further condition on source rows, e.g. from a page's own control. Empty: none.
    void setRowFilter(std::function<bool(int sourceRow)> accepts);
    /// Only rows of these neurons, by the NeuronRole; none: all rows.
    void setNeurons(std::optional<std::set<int>> neurons);

    /// The first key decides, the others break its ties; no key: the model's own order.
    void setSortKeys(std::vector<SortKey> keys);
    const std::vector<SortKey>& sortKeys() const { return m_keys; }

    /// Titles stand over their column: right for numbers.
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void sortKeysChanged();

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    struct Filter {
        QString text;
        ColumnFilter condition;
    };
    std::map<int, Filter> m_filters;
    std::vector<SortKey> m_keys;
    std::function<bool(int)> m_rowFilter;
    std::optional<std::set<int>> m_neurons;
};

} // namespace sparsight

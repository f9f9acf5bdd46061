// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/ColumnsLayout.h"

#include <algorithm>

namespace sparsight {

ColumnsLayout::ColumnsLayout(int columnGap, int rowGap, QWidget* parent)
    : QLayout(parent)
    , m_columnGap(columnGap)
    , m_rowGap(rowGap)
{
    setContentsMargins(0, 0, 0, 0);
}

ColumnsLayout::~ColumnsLayout()
{
    while (QLayoutItem* item = takeAt(0))
        delete item;
}

void ColumnsLayout::addLayout(QLayout* layout)
{
    addChildLayout(layout);
    addItem(layout);
}

void ColumnsLayout::addItem(QLayoutItem* item)
{
    m_items.push_back(item);
}

int ColumnsLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem* ColumnsLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)] : nullptr;
}

QLayoutItem* ColumnsLayout::takeAt(int index)
{
    QLayoutItem* item = itemAt(index);
    if (item) m_items.erase(m_items.begin() + index);
    return item;
}

Qt::Orientations ColumnsLayout::expandingDirections() const
{
    Qt::Orientations directions = Qt::Horizontal;
    for (const QLayoutItem* item : m_items)
        directions |= item->expandingDirections();
    return directions;
}

int ColumnsLayout::columnsFor(int width) const
{
    const int least = minimumSize().width() + m_columnGap;
    return std::clamp((width + m_columnGap) / std::max(least, 1), 1, std::max(count(), 1));
}

int ColumnsLayout::widthOf(const Row& row, int width) const
{
    const int items = row.end - row.first;
    return (width - (items - 1) * m_columnGap) / items;
}

std::vector<ColumnsLayout::Row> ColumnsLayout::rowsFor(int width) const
{
    std::vector<Row> rows;
    const int columns = columnsFor(width);
    for (int first = 0; first < count(); first += columns) {
        Row row{first, std::min(first + columns, count()), 0};
        for (int i = row.first; i < row.end; ++i) {
            const QLayoutItem* item = itemAt(i);
            row.height = std::max(row.height, item->hasHeightForWidth() ? item->heightForWidth(widthOf(row, width))
                                                                        : item->sizeHint().height());
        }
        rows.push_back(row);
    }
    return rows;
}

int ColumnsLayout::heightForWidth(int width) const
{
    int height = -m_rowGap;
    for (const Row& row : rowsFor(width))
        height += row.height + m_rowGap;
    return std::max(height, 0);
}

QSize ColumnsLayout::sizeHint() const
{
    QSize size(-m_columnGap, 0);
    for (const QLayoutItem* item : m_items) {
        size.rwidth() += item->sizeHint().width() + m_columnGap;
        size.setHeight(std::max(size.height(), item->sizeHint().height()));
    }
    return size;
}

/// Of one column, the widest.
QSize ColumnsLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void ColumnsLayout::setGeometry(const QRect& area)
{
    QLayout::setGeometry(area);
    const std::vector<Row> rows = rowsFor(area.width());
    if (rows.empty()) return;
    const int spare = (area.height() - heightForWidth(area.width())) / int(rows.size());
    int y = area.y();
    for (const Row& row : rows) {
        const int width = widthOf(row, area.width()), height = std::max(row.height + spare, 0);
        for (int i = row.first; i < row.end; ++i)
            m_items[std::size_t(i)]->setGeometry(
                {area.x() + (i - row.first) * (width + m_columnGap), y, width, height});
        y += height + m_rowGap;
    }
}

} // namespace sparsight

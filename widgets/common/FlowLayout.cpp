// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/FlowLayout.h"

#include <QHBoxLayout>
#include <QWidget>
#include <algorithm>

namespace sparsight {

FlowLayout::FlowLayout(QWidget* parent, int gap)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    for (QLayoutItem* item : m_items)
        delete item;
}

void FlowLayout::addPair(QWidget* caption, QWidget* control)
{
    auto* pair = new QWidget;
    auto* row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(caption);
    row->addWidget(control);
    addWidget(pair);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.push_back(item);
}

int FlowLayout::count() const
{
    return int(m_items.size());
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[std::size_t(index)] : nullptr;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    QLayoutItem* item = itemAt(index);
    if (item) m_items.erase(m_items.begin() + index);
    return item;
}

void FlowLayout::addStretched(QWidget* widget)
{
    addWidget(widget);
    m_stretched = widget;
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), Pass::Measure);
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        size.rwidth() += item->sizeHint().width() + m_gap;
        size.setHeight(std::max(size.height(), item->sizeHint().height()));
    }
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items)
        if (!item->isEmpty()) size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect& area)
{
    QLayout::setGeometry(area);
    arrange(area, Pass::Place);
}

/// A row is placed once it is complete: its items are centred on the tallest.
void FlowLayout::placeRow(const std::vector<std::pair<QLayoutItem*, QRect>>& row, int height, int room) const
{
    int shift = 0;
    for (const auto& [item, place] : row) {
        QRect moved = place.translated(shift, (height - place.height()) / 2);
        if (m_stretched && item->widget() == m_stretched && room > 0) {
            moved.setWidth(place.width() + room);
            shift = room;
        }
        item->setGeometry(moved);
    }
}

int FlowLayout::arrange(const QRect& area, Pass pass) const
{
    int x = area.x(), y = area.y(), rowHeight = 0;
    std::vector<std::pair<QLayoutItem*, QRect>> row;
    const auto finishRow = [&] {
        if (pass == Pass::Place) placeRow(row, rowHeight, area.right() + 1 - (x - m_gap));
        row.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const QSize size = item->sizeHint().boundedTo(QSize(std::max(area.width(), 1), QLAYOUTSIZE_MAX));
        if (!row.empty() && x + size.width() > area.right() + 1) {
            finishRow();
            x = area.x();
            y += rowHeight + m_gap;
            rowHeight = 0;
        }
        row.emplace_back(item, QRect(QPoint(x, y), size));
        x += size.width() + m_gap;
        rowHeight = std::max(rowHeight, size.height());
    }
    finishRow();
    return y + rowHeight - area.y();
}

} // namespace sparsight

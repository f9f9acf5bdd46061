// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/ChangeDelegate.h"

#include "widgets/models/ChangeCell.h"
#include "widgets/models/TableRoles.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/ColourMap.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

constexpr int margin = 6, widestBar = 96;

void paintBar(QPainter& painter, const QRect& rect, const ChangeCell& cell, const QPalette& palette)
{
    const ThemeColors colors(palette);
    const double zero = rect.center().x() + 0.5, half = rect.width() / 2.0;
    const auto x = [&](double change) { return zero + std::clamp(change / cell.maximum, -1.0, 1.0) * half; };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(rect, blend(colors.surface, colors.text, 0.05));
    const double end = x(*cell.value);
    const ColourMap map(ColourMapKind::Cividis, colors.dark);
    const double share = std::clamp(*cell.value / cell.maximum, -1.0, 1.0);
    // From the middle of the map on, so that small changes can be told from the ground.
    const QColor bar = cell.isClear ? map.colour(std::copysign(0.4 + 0.6 * std::abs(share), share), true)
                                    : blend(colors.surface, colors.text, 0.2);
    painter.fillRect(
        QRectF(QPointF(std::min(zero, end), rect.top()), QSizeF(std::max(1.0, std::abs(end - zero)), rect.height())),
        bar);
    painter.setPen(QPen(colors.muted, 1));
    painter.drawLine(QPointF(zero, rect.top() - 1), QPointF(zero, rect.bottom() + 1));
    if (cell.low && cell.high) {
        painter.setPen(QPen(cell.isClear ? colors.text : colors.muted, 1));
        const double middle = rect.center().y() + 0.5;
        painter.drawLine(QPointF(x(*cell.low), middle), QPointF(x(*cell.high), middle));
        for (const double bound : {*cell.low, *cell.high})
            painter.drawLine(QPointF(x(bound), middle - 2), QPointF(x(bound), middle + 2));
    }
    painter.restore();
}

} // namespace

void ChangeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto cell = index.data(ChangeRole).value<ChangeCell>();
    if (!cell.value || cell.maximum <= 0) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = item.text;
    item.text.clear();
    QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QPalette palette = QApplication::palette(); // the style sheet gives item views another highlight
    const ThemeColors colors(palette);
    const QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    const int number = option.fontMetrics.horizontalAdvance(QStringLiteral("+88.88 pp")) + margin;
    const int bar = std::min(widestBar, room.width() - number);
    painter->setPen(cell.isClear ? colors.text : colors.muted);
    painter->setFont(option.font);
    painter->drawText(room.adjusted(0, 0, bar > 16 ? -bar - margin : 0, 0), Qt::AlignRight | Qt::AlignVCenter, text);
    if (bar <= 16) return;
    const int height = std::min(10, room.height() - 6);
    paintBar(*painter, QRect(room.right() - bar + 1, room.center().y() - height / 2 + 1, bar, height), cell, palette);
}

} // namespace sparsight

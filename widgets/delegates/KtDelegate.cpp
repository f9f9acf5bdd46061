// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/KtDelegate.h"

#include "widgets/models/KtCell.h"
#include "widgets/models/TableRoles.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>

namespace sparsight {
namespace {

constexpr int barWidth = 72, leastBar = 30, margin = 6;

} // namespace

void KtDelegate::paintBar(QPainter& painter, const QRect& rect, const KtCell& cell, const QPalette& palette)
{
    const ThemeColors colors(palette);
    const auto x = [&rect](double share) { return rect.left() + share * rect.width(); };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(rect, blend(colors.surface, colors.text, 0.07));
    if (cell.score.kt) {
        const int filled = std::max(1, int(x(*cell.score.kt) - rect.left() + 0.5));
        painter.fillRect(QRect(rect.left(), rect.top(), filled, rect.height()),
                         blend(colors.surface, colors.accent, 0.55));
        if (cell.score.low && cell.score.high) {
            const double middle = rect.center().y() + 0.5;
            painter.setPen(QPen(colors.text, 1));
            painter.drawLine(QPointF(x(*cell.score.low), middle), QPointF(x(*cell.score.high), middle));
            for (const double end : {*cell.score.low, *cell.score.high})
                painter.drawLine(QPointF(x(end), middle - 2), QPointF(x(end), middle + 2));
        }
    }
    if (cell.sentences > 0) {
        QPen tick(colors.muted, 1, Qt::DotLine);
        painter.setPen(tick);
        painter.drawLine(QPointF(x(cell.baseRate()), rect.top() - 1), QPointF(x(cell.baseRate()), rect.bottom() + 1));
    }
    painter.restore();
}

void KtDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant data = index.data(KtRole);
    if (!data.canConvert<KtCell>()) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = item.text;
    item.text.clear();
    QStyle* style = item.widget ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const QRect room = option.rect.adjusted(margin, 0, -margin, 0);
    // The bar takes what the widest fraction leaves, so that all bars of a column run from one line.
    const int fraction = option.fontMetrics.horizontalAdvance(QStringLiteral("88888/88888")) + margin;
    const int bar = std::max(leastBar, room.width() - fraction);
    const int height = std::min(10, room.height() - 6);
    const QRect barRect(room.right() - bar + 1, room.center().y() - height / 2 + 1, bar, height);
    // The style sheet gives item views another highlight; the accent is the application's.
    const QPalette palette = QApplication::palette();
    painter->setPen(data.value<KtCell>().score.kt ? ThemeColors(palette).text : ThemeColors(palette).muted);
    painter->setFont(option.font);
    painter->drawText(QRect(room.left(), room.top(), room.width() - bar - margin, room.height()),
                      Qt::AlignRight | Qt::AlignVCenter, text);
    paintBar(*painter, barRect, data.value<KtCell>(), palette);
}

QSize KtDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize hint = QStyledItemDelegate::sizeHint(option, index);
    if (index.data(KtRole).canConvert<KtCell>())
        hint.setWidth(barWidth + 3 * margin + option.fontMetrics.horizontalAdvance(QStringLiteral("8888/8888")));
    return hint;
}

} // namespace sparsight

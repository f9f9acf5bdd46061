// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/MatchDelegate.h"

#include "widgets/pages/data/MatchListModel.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>
#include <QPoint>
#include <QTextLayout>

namespace sparsight {

void MatchDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const ThemeColors colors(option.palette);
    QTextCharFormat mark;
    mark.setBackground(colors.accentSoft);
    mark.setFontWeight(QFont::DemiBold);
    mark.setFontUnderline(true);
    mark.setUnderlineColor(colors.accent);
    QList<QTextLayout::FormatRange> formats;
    for (const QVariant& range : index.data(MatchListModel::RangesRole).toList())
        formats.append({range.toPoint().x(), range.toPoint().y(), mark});

    const QRect area = option.rect.adjusted(8, 0, -8, 0);
    QTextLayout layout(index.data(Qt::DisplayRole).toString(), option.font);
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(100'000); // one line; what does not fit is cut at the edge
    layout.endLayout();
    painter->save();
    painter->setClipRect(area);
    painter->setPen(colors.text);
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
    painter->restore();
}

} // namespace sparsight

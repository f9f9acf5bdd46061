// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/data/MatchDelegate.h"

#include "widgets/pages/data/MatchListModel.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>
#include <QPoint>
#include <QTextLayout>
#include <algorithm>

namespace sparsight {

namespace {

constexpr int longestLine = 2000; // characters: what no window shows takes long to lay out

void layOut(QTextLayout& layout)
{
    layout.beginLayout();
    layout.createLine().setLineWidth(1e6); // one line
    layout.endLayout();
}

/// The text as one line, with an ellipsis where it does not fit.
void layOutElided(QTextLayout& layout, QString text, int width)
{
    static const QString ellipsis = QStringLiteral("…");
    const bool cut = text.size() > longestLine;
    text.truncate(longestLine);
    layout.setText(text);
    layOut(layout);
    if (!cut && layout.lineAt(0).naturalTextWidth() <= width) return;
    const int room = width - QFontMetrics(layout.font()).horizontalAdvance(ellipsis);
    text.truncate(layout.lineAt(0).xToCursor(std::max(0, room), QTextLine::CursorOnCharacter));
    layout.setText(text + ellipsis);
    layOut(layout);
}

} // namespace

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
    QTextLayout layout({}, option.font);
    layout.setFormats(formats);
    layOutElided(layout, index.data(Qt::DisplayRole).toString(), area.width());
    const QTextLine line = layout.lineAt(0);
    painter->save();
    painter->setClipRect(area);
    painter->setPen(colors.text);
    layout.draw(painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
    painter->restore();
}

} // namespace sparsight

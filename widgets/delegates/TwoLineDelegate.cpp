// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/TwoLineDelegate.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

namespace sparsight {

namespace {
constexpr int padding = 8, sidePadding = 12;
constexpr int widest = 160; // longer text is cut
} // namespace

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics first(option.font), second(smallFont(option.font));
    const int width = std::max(first.horizontalAdvance(index.data(Qt::DisplayRole).toString()),
                               second.horizontalAdvance(index.data(SecondLineRole).toString()));
    return {std::min(width + 2 * sidePadding, widest), first.height() + second.height() + 2 * padding};
}

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const ThemeColors colors(option.palette);
    const bool problem = index.data(ProblemRole).toBool();
    const QRect text = option.rect.adjusted(sidePadding, padding, -sidePadding, -padding);
    const QVariant aligned = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment side =
        aligned.isValid() ? aligned.value<Qt::Alignment>() & Qt::AlignHorizontal_Mask : Qt::Alignment(Qt::AlignLeft);
    const auto draw = [&](const QFont& font, const QColor& colour, Qt::Alignment alignment, const QString& line) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(
            text, side | alignment,
            QFontMetrics(font).elidedText(line, problem ? Qt::ElideRight : Qt::ElideMiddle, text.width()));
    };
    painter->save();
    draw(option.font, problem ? colors.muted : colors.text, Qt::AlignTop, index.data(Qt::DisplayRole).toString());
    draw(smallFont(option.font), problem ? colors.error : colors.muted, Qt::AlignBottom,
         index.data(SecondLineRole).toString());
    painter->restore();
}

} // namespace sparsight

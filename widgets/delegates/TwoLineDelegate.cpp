// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/TwoLineDelegate.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>

namespace sparsight {

namespace {
constexpr int padding = 8;
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int lines = QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height();
    return {160, lines + 2 * padding};
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
    const QRect text = option.rect.adjusted(padding + 4, padding, -padding - 4, -padding);
    const auto draw = [&](const QFont& font, const QColor& colour, Qt::Alignment alignment, const QString& line) {
        painter->setFont(font);
        painter->setPen(colour);
        painter->drawText(
            text, Qt::AlignLeft | alignment,
            QFontMetrics(font).elidedText(line, problem ? Qt::ElideRight : Qt::ElideMiddle, text.width()));
    };
    painter->save();
    draw(option.font, problem ? colors.muted : colors.text, Qt::AlignTop, index.data(Qt::DisplayRole).toString());
    draw(smallFont(option.font), problem ? colors.error : colors.muted, Qt::AlignBottom,
         index.data(SecondLineRole).toString());
    painter->restore();
}

} // namespace sparsight

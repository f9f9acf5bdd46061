// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/welcome/RecentProjectDelegate.h"

#include "widgets/pages/welcome/RecentProjectsModel.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>

namespace sparsight {

namespace {
constexpr int padding = 8;
}

QSize RecentProjectDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    const int lines = QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height();
    return {200, lines + 2 * padding};
}

void RecentProjectDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &background, painter, option.widget);

    const ThemeColors colors(option.palette);
    const bool missing = index.data(RecentProjectsModel::MissingRole).toBool();
    const QRect text = option.rect.adjusted(padding + 4, padding, -padding - 4, -padding);
    painter->save();
    painter->setFont(option.font);
    painter->setPen(missing ? colors.muted : colors.text);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop, index.data(Qt::DisplayRole).toString());
    const QFont small = smallFont(option.font);
    painter->setFont(small);
    painter->setPen(colors.muted);
    QString folder = index.data(RecentProjectsModel::FolderRole).toString();
    if (missing) folder += QStringLiteral(" · ") + tr("not found");
    painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom,
                      QFontMetrics(small).elidedText(folder, Qt::ElideMiddle, text.width()));
    painter->restore();
}

} // namespace sparsight

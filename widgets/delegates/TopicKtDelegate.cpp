// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/delegates/TopicKtDelegate.h"

#include "widgets/delegates/KtDelegate.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/TableRoles.h"
#include "widgets/models/TopicKtModel.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QGuiApplication>
#include <QPainter>

namespace sparsight {
namespace {

constexpr int margin = 8, gap = 8, widestBar = 120;

} // namespace

void TopicKtDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto text = [&index](int column) { return index.siblingAtColumn(column).data().toString(); };
    const auto cell = index.siblingAtColumn(TopicKtModel::Kt).data(KtRole).value<KtCell>();
    const ThemeColors colors(QGuiApplication::palette());
    const QFontMetrics metrics(option.font), smallMetrics(smallFont(option.font));
    const QRect room = option.rect.adjusted(margin, 3, -margin, -3);
    const int bar = std::min(widestBar, room.width() * 2 / 5);
    const QRect first(room.left(), room.top(), room.width(), metrics.height());
    const QRect second(room.left(), first.bottom() + 1, room.width(), smallMetrics.height());
    const QRect barRect(first.right() - bar + 1, first.center().y() - 4, bar, 10);

    painter->save();
    painter->setFont(option.font);
    painter->setPen(cell.score.kt ? colors.text : colors.muted);
    const QString fraction = text(TopicKtModel::Kt);
    const int wide = metrics.horizontalAdvance(fraction);
    const QRect fractionRect(barRect.left() - gap - wide, first.top(), wide, first.height());
    painter->drawText(fractionRect, Qt::AlignRight | Qt::AlignVCenter, fraction);
    painter->setPen(colors.text);
    painter->drawText(
        QRect(first.left(), first.top(), fractionRect.left() - gap - first.left(), first.height()),
        Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(text(TopicKtModel::Topic), Qt::ElideRight, fractionRect.left() - gap - first.left()));
    KtDelegate::paintBar(*painter, barRect, cell, QGuiApplication::palette());
    painter->setFont(smallFont(option.font));
    painter->setPen(colors.muted);
    const QString company =
        tr("[%1]   lift %2   q %3").arg(text(TopicKtModel::Interval), text(TopicKtModel::Lift), text(TopicKtModel::Q));
    painter->drawText(second, Qt::AlignRight | Qt::AlignVCenter, cell.score.kt ? company : tr("captures no sentence"));
    painter->restore();
}

QSize TopicKtDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {200, QFontMetrics(option.font).height() + QFontMetrics(smallFont(option.font)).height() + 8};
}

} // namespace sparsight

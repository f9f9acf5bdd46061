// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/census/CensusBarDelegate.h"

#include "widgets/pages/census/CensusTableModel.h"
#include "widgets/theme/ThemeColors.h"

#include <QApplication>
#include <QPainter>

namespace sparsight {

QColor classColor(NeuronClass kind, const QPalette& palette)
{
    const ThemeColors colors(palette);
    switch (kind) {
    case NeuronClass::Never: return blend(colors.surface, colors.text, 0.75);
    case NeuronClass::Always: return colors.series[1];
    case NeuronClass::Topic: return colors.series[0];
    case NeuronClass::General: return colors.series[2];
    case NeuronClass::Rest: return blend(colors.surface, colors.text, 0.34);
    }
    return {};
}

void paintShares(QPainter& painter, const QRect& bar, const QVariantList& shares, const QPalette& palette)
{
    double before = 0;
    for (std::size_t i = 0; i < shownClasses.size() && int(i) < shares.size(); ++i) {
        if (!shares[int(i)].isValid()) continue;
        const double after = before + shares[int(i)].toDouble();
        const int left = bar.left() + qRound(before * bar.width()), right = bar.left() + qRound(after * bar.width());
        painter.fillRect(QRect(left, bar.top(), right - left, bar.height()), classColor(shownClasses[i], palette));
        before = after;
    }
}

void CensusBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index); // the background, and what is said where there is no bar
    const QVariantList shares = index.data(CensusTableModel::SharesRole).toList();
    const QRect room = option.rect.adjusted(6, 0, -6, 0);
    const int height = std::min(12, room.height() - 6);
    paintShares(*painter, QRect(room.left(), room.center().y() - height / 2, room.width(), height), shares,
                QApplication::palette());
}

} // namespace sparsight

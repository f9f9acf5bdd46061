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
    case NeuronClass::Never: return blend(colors.surface, colors.text, 0.55);
    case NeuronClass::Always: return colors.series[1];
    case NeuronClass::Topic: return colors.series[0];
    case NeuronClass::General: return colors.series[2];
    case NeuronClass::Rest: return blend(colors.surface, colors.text, 0.14);
    }
    return {};
}

void CensusBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index); // the background, and what is said where there is no bar
    const QVariantList shares = index.data(CensusTableModel::SharesRole).toList();
    const QPalette palette = QApplication::palette();
    const QRect room = option.rect.adjusted(6, 0, -6, 0);
    const int height = std::min(12, room.height() - 6);
    double before = 0;
    for (std::size_t i = 0; i < shownClasses.size() && int(i) < shares.size(); ++i) {
        if (!shares[int(i)].isValid()) continue;
        const double after = before + shares[int(i)].toDouble();
        const int left = room.left() + qRound(before * room.width()),
                  right = room.left() + qRound(after * room.width());
        painter->fillRect(QRect(left, room.center().y() - height / 2, right - left, height),
                          classColor(shownClasses[i], palette));
        before = after;
    }
}

} // namespace sparsight

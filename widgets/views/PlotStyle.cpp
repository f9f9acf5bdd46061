// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/PlotStyle.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/QCustomPlot.h"

namespace sparsight {

constexpr int ticks = 40; ///< that the other axis takes of the plot's height or width, at most

void stylePlot(QCustomPlot& plot, int labelPadding)
{
    const ThemeColors colors(plot.palette());
    plot.setBackground(colors.surface);
    const QFont small = smallFont(plot.font());
    for (QCPAxis* axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(colors.border);
        axis->setTickPen(colors.border);
        axis->setTickLabelColor(colors.muted);
        axis->setTickLabelFont(small);
        axis->setLabelColor(colors.muted);
        axis->setLabelFont(small);
        axis->setLabelPadding(labelPadding);
    }
}

void setAxisTitle(QCPAxis& axis, const QString& title)
{
    const QCustomPlot& plot = *axis.parentPlot();
    const bool upright = axis.orientation() == Qt::Vertical;
    const int room = (upright ? plot.height() : plot.width()) - ticks;
    QString text = title;
    if (QFontMetrics(axis.labelFont()).horizontalAdvance(title) > room) {
        const qsizetype middle = title.size() / 2;
        const qsizetype before = title.lastIndexOf(QLatin1Char(' '), middle),
                        after = title.indexOf(QLatin1Char(' '), middle);
        const qsizetype at = before < 0 || (after >= 0 && after - middle < middle - before) ? after : before;
        if (at >= 0) text[at] = QLatin1Char('\n');
    }
    if (axis.label() != text) axis.setLabel(text);
}

} // namespace sparsight

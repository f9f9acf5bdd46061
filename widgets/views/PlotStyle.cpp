// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/PlotStyle.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/QCustomPlot.h"

namespace sparsight {

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

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/census/CensusChart.h"

#include "widgets/common/Format.h"
#include "widgets/pages/census/CensusBarDelegate.h"
#include "widgets/pages/census/CensusTableModel.h"
#include "widgets/theme/ThemeColors.h"

#include <QPainter>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int chartWidth = 760, gap = 8, swatchSize = 10;

} // namespace

CensusChart::CensusChart(QWidget* parent)
    : QWidget(parent)
{
}

void CensusChart::setBars(std::vector<Bar> bars)
{
    m_bars = std::move(bars);
    resize(sizeHint());
    update();
}

int CensusChart::lineHeight() const
{
    return fontMetrics().height() + 6;
}

/// A line for the legend, one for each bar, and one for the axis.
QSize CensusChart::sizeHint() const
{
    return {chartWidth, (int(m_bars.size()) + 2) * lineHeight() + gap};
}

void CensusChart::paintLegend(QPainter& painter) const
{
    int x = 0;
    for (const NeuronClass kind : shownClasses) {
        const QString title = classTitle(kind);
        painter.fillRect(QRect(x, (lineHeight() - swatchSize) / 2, swatchSize, swatchSize),
                         classColor(kind, palette()));
        x += swatchSize + gap / 2;
        painter.drawText(QRect(x, 0, width() - x, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter, title);
        x += fontMetrics().horizontalAdvance(title) + 2 * gap;
    }
}

void CensusChart::paintAxis(QPainter& painter, const QRect& plot) const
{
    const QColor line = ThemeColors(palette()).border;
    for (int percent = 0; percent <= 100; percent += 25) {
        const int x = plot.left() + plot.width() * percent / 100;
        painter.setPen(line);
        painter.drawLine(x, plot.top(), x, plot.bottom() + 2);
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QRect(x - 40, plot.bottom() + 2, 80, lineHeight()), Qt::AlignHCenter | Qt::AlignTop,
                         formatPercent(percent / 100.0));
    }
}

void CensusChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    paintLegend(painter);
    int titles = 0, sizes = 0;
    for (const Bar& bar : m_bars) {
        titles = std::max(titles, fontMetrics().horizontalAdvance(bar.title));
        sizes = std::max(sizes, fontMetrics().horizontalAdvance(bar.size));
    }
    titles = std::min(titles, width() / 3);
    const int top = lineHeight() + gap / 2;
    const QRect plot(titles + gap, top, std::max(1, width() - titles - sizes - 3 * gap),
                     int(m_bars.size()) * lineHeight());
    paintAxis(painter, plot);
    for (std::size_t row = 0; row < m_bars.size(); ++row) {
        const Bar& bar = m_bars[row];
        const QRect line(0, top + int(row) * lineHeight(), width(), lineHeight());
        painter.drawText(QRect(0, line.top(), titles, line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(bar.title, Qt::ElideMiddle, titles));
        paintShares(painter, QRect(plot.left(), line.top() + 3, plot.width(), line.height() - 6), bar.shares,
                    palette());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, bar.size);
    }
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/CurveLegend.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/CurveView.h"

#include <QPainter>
#include <numeric>

namespace sparsight {

namespace {

constexpr int sampleWidth = 22, gap = 4, between = 12;

} // namespace

CurveLegend::CurveLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setFont(smallFont(font()));
}

void CurveLegend::setEntries(std::vector<Entry> entries)
{
    if (entries == m_entries) return;
    m_entries = std::move(entries);
    QStringList names;
    for (const Entry& entry : m_entries)
        names << entry.name;
    setAccessibleName(names.join(QStringLiteral(", ")));
    setToolTip(names.join(QLatin1Char('\n')));
    updateGeometry();
    update();
}

int CurveLegend::widthOf(const Entry& entry) const
{
    return sampleWidth + gap + fontMetrics().horizontalAdvance(entry.name) + between;
}

QSize CurveLegend::sizeHint() const
{
    const int width = std::accumulate(m_entries.begin(), m_entries.end(), 0,
                                      [this](int sum, const Entry& entry) { return sum + widthOf(entry); });
    return {width, fontMetrics().height() + 2};
}

QSize CurveLegend::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

void CurveLegend::paintEvent(QPaintEvent*)
{
    QCPPainter painter;
    painter.begin(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ThemeColors colors(palette());
    const double middle = height() / 2.0;
    int x = 0;
    for (const Entry& entry : m_entries) {
        const int place = widthOf(entry);
        if (x > 0 && x + place - between > width()) {
            painter.setPen(colors.muted);
            painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter, QStringLiteral("…"));
            break;
        }
        const QColor colour = curveColour(colors, entry.series);
        painter.setPen(curvePen(colour, 1.6, entry.isDashed));
        painter.drawLine(QPointF(x, middle), QPointF(x + sampleWidth, middle));
        const QCPScatterStyle mark = curveMark(entry.series, colour);
        mark.applyTo(&painter, QPen(colour));
        mark.drawShape(&painter, x + sampleWidth / 2.0, middle);
        painter.setPen(colors.text);
        painter.drawText(QRect(x + sampleWidth + gap, 0, place, height()), Qt::AlignVCenter, entry.name);
        x += place;
    }
}

} // namespace sparsight

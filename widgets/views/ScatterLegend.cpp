// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/ScatterLegend.h"

#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"

#include <QPainter>

namespace sparsight {
namespace {

constexpr int markWidth = 12, gap = 4, between = 14;

} // namespace

ScatterLegend::ScatterLegend(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Legend"));
}

void ScatterLegend::setEntries(std::vector<Entry> entries)
{
    m_entries = std::move(entries);
    QStringList names;
    for (const Entry& entry : m_entries)
        names << entry.second;
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize ScatterLegend::sizeHint() const
{
    const QFontMetrics metrics(smallFont(font()));
    int width = 0;
    for (const Entry& entry : m_entries)
        width += markWidth + gap + metrics.horizontalAdvance(entry.second) + between;
    return {width, metrics.height() + 2};
}

void ScatterLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(font()));
    int x = 0;
    for (const Entry& entry : m_entries) {
        paintScatterMark(painter, QPointF(x + markWidth / 2.0, height() / 2.0), entry.first, palette());
        painter.setPen(ThemeColors(palette()).muted);
        painter.drawText(QRect(x + markWidth + gap, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter,
                         entry.second);
        x += markWidth + gap + painter.fontMetrics().horizontalAdvance(entry.second) + between;
    }
}

} // namespace sparsight

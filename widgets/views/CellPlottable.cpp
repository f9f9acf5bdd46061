// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/CellPlottable.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace sparsight {
namespace {

constexpr double steep = 60; // degrees of a label that does not fit
constexpr int longestLabel = 96, labelGap = 6;

double widestLabel(const QFontMetricsF& metrics, const QStringList& labels)
{
    double widest = 0;
    for (const QString& label : labels)
        widest = std::max(widest, metrics.horizontalAdvance(label));
    return std::min<double>(widest, longestLabel);
}

} // namespace

CellPlottable::CellPlottable(QCPAxis* columns, QCPAxis* rows)
    : QCPAbstractPlottable(columns, rows)
{
    setAntialiased(false);
}

QRect CellPlottable::clipRect() const
{
    return parentPlot()->rect();
}

double CellPlottable::snapped(double logical) const
{
    const double ratio = parentPlot()->bufferDevicePixelRatio();
    return std::round(logical * ratio) / ratio;
}

double CellPlottable::edge(QCPAxis* axis, int index) const
{
    return snapped(axis->coordToPixel(index));
}

QRectF CellPlottable::rectOf(const QRect& range) const
{
    const QPointF from(edge(keyAxis(), range.left()), edge(valueAxis(), range.top()));
    const QPointF to(edge(keyAxis(), range.right() + 1), edge(valueAxis(), range.bottom() + 1));
    return {from, to};
}

double CellPlottable::columnAngle(double columnWidth) const
{
    return widestLabel(QFontMetricsF(labelFont), columnLabels) + labelGap <= columnWidth ? 0 : steep;
}

QMargins CellPlottable::labelMargins(const QSize& available) const
{
    const QFontMetricsF metrics(labelFont);
    QMargins margins(2, 2, 2, 2);
    if (!rowLabels.isEmpty()) margins.setLeft(static_cast<int>(std::ceil(widestLabel(metrics, rowLabels))) + labelGap);
    if (columnLabels.isEmpty() || cells.columns == 0) return margins;
    const double columnWidth = double(available.width() - margins.left()) / cells.columns;
    const double widest = widestLabel(metrics, columnLabels);
    if (columnAngle(columnWidth) == 0) {
        margins.setTop(static_cast<int>(std::ceil(metrics.height())) + labelGap / 2);
        return margins;
    }
    // Rotated labels rise to the right of their column: the last one needs room beside the cells.
    const double radians = steep * M_PI / 180;
    margins.setTop(static_cast<int>(std::ceil(widest * std::sin(radians) + metrics.height() * std::cos(radians))) + 2);
    margins.setRight(static_cast<int>(std::ceil(widest * std::cos(radians))) + 1);
    return margins;
}

double CellPlottable::selectTest(const QPointF&, bool, QVariant*) const
{
    return -1;
}

QCPRange CellPlottable::getKeyRange(bool& found, QCP::SignDomain) const
{
    found = cells.columns > 0;
    return {0, double(cells.columns)};
}

QCPRange CellPlottable::getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const
{
    found = cells.rows > 0;
    return {0, double(cells.rows)};
}

void CellPlottable::drawLegendIcon(QCPPainter*, const QRectF&) const
{
}

void CellPlottable::draw(QCPPainter* painter)
{
    if (cells.columns == 0 || cells.rows == 0) return;
    const auto first = [](const QCPRange& range) { return std::max(0, int(std::floor(range.lower))); };
    const auto last = [](const QCPRange& range, int count) {
        return std::min(count - 1, int(std::ceil(range.upper)) - 1);
    };
    const QCPRange x = keyAxis()->range(), y = valueAxis()->range();
    const QRect visible(QPoint(first(x), first(y)), QPoint(last(x, cells.columns), last(y, cells.rows)));
    if (!visible.isValid()) return;

    painter->setAntialiasing(false);
    painter->save();
    painter->setClipRect(keyAxis()->axisRect()->rect().adjusted(-1, -1, 2, 2));
    if (dimmed) painter->setOpacity(0.6);
    drawCells(*painter, visible);
    painter->setOpacity(1);
    if (markedColumn >= 0 && markedColumn < cells.columns)
        drawOutline(*painter, QRect(markedColumn, 0, 1, cells.rows), outlineColour, 2);
    if (hovered.isValid()) drawOutline(*painter, hovered, hoverColour, 1);
    if (selected.isValid()) drawOutline(*painter, selected, outlineColour, 2);
    if (cursor) drawOutline(*painter, QRect(*cursor, QSize(1, 1)), hoverColour, 2);
    painter->restore();

    drawColumnLabels(*painter, visible);
    drawRowLabels(*painter, visible);
}

void CellPlottable::drawCells(QCPPainter& painter, const QRect& visible) const
{
    const double pixel = 1 / parentPlot()->bufferDevicePixelRatio();
    std::vector<double> x, y;
    for (int column = visible.left(); column <= visible.right() + 1; ++column)
        x.push_back(edge(keyAxis(), column));
    for (int row = visible.top(); row <= visible.bottom() + 1; ++row)
        y.push_back(edge(valueAxis(), row));
    // A hair of background between the cells, once they are large enough to spare it.
    const auto gapOf = [pixel](const std::vector<double>& edges) {
        const double size = std::abs(edges.back() - edges.front()) / double(edges.size() - 1);
        return size >= 5 ? std::max(1.0, pixel) : 0; // those that differ by a pixel must not show it
    };
    const double gapX = gapOf(x), gapY = gapOf(y);
    for (int row = visible.top(); row <= visible.bottom(); ++row) {
        const double top = y[std::size_t(row - visible.top())], bottom = y[std::size_t(row - visible.top()) + 1];
        for (int column = visible.left(); column <= visible.right(); ++column) {
            const float value = cells.at({column, row});
            if (std::isnan(value)) continue;
            const double left = x[std::size_t(column - visible.left())];
            const double right = x[std::size_t(column - visible.left()) + 1];
            const QColor colour = scale.colour(value);
            painter.fillRect(QRectF(left, top, right - left - gapX, bottom - top - gapY),
                             colour.isValid() ? colour : tileColour);
        }
    }
}

void CellPlottable::drawColumnLabels(QCPPainter& painter, const QRect& visible) const
{
    if (columnLabels.isEmpty()) return;
    const QFontMetricsF metrics(labelFont);
    const double width = std::abs(keyAxis()->coordToPixel(1) - keyAxis()->coordToPixel(0));
    const double angle = columnAngle(width);
    const double bottom = keyAxis()->axisRect()->top() - 3;
    const double leftmost = keyAxis()->axisRect()->left() - 1, rightmost = keyAxis()->axisRect()->right() + 1;
    // Steep labels are one line of text apart, at right angles to it.
    const double apart = angle == 0 ? width : metrics.height() / std::sin(angle * M_PI / 180);
    const int step = std::max(1, int(std::ceil(apart / width)));
    QFont markedFont = labelFont;
    markedFont.setBold(true);
    for (int column = visible.left(); column <= visible.right() && column < columnLabels.size(); column += step) {
        const QRectF cell = rectOf(QRect(column, visible.top(), 1, 1));
        if (cell.center().x() < leftmost || cell.center().x() > rightmost) continue;
        painter.setFont(column == markedColumn ? markedFont : labelFont);
        painter.setPen(column == markedColumn ? outlineColour : labelColour);
        const QString text = metrics.elidedText(columnLabels[column], Qt::ElideRight, longestLabel);
        if (angle == 0) {
            painter.drawText(QRectF(cell.left() - width, bottom - metrics.height(), 3 * width, metrics.height()),
                             Qt::AlignHCenter | Qt::AlignBottom, text);
            continue;
        }
        painter.save();
        painter.translate(cell.center().x() + metrics.ascent() / 3, bottom);
        painter.rotate(-angle);
        painter.drawText(QPointF(0, 0), text);
        painter.restore();
    }
}

void CellPlottable::drawRowLabels(QCPPainter& painter, const QRect& visible) const
{
    if (rowLabels.isEmpty()) return;
    const QFontMetricsF metrics(labelFont);
    const double height = std::abs(valueAxis()->coordToPixel(1) - valueAxis()->coordToPixel(0));
    const int step = std::max(1, int(std::ceil(metrics.height() * 0.86 / height)));
    const double right = keyAxis()->axisRect()->left() - labelGap / 2.0;
    painter.setFont(labelFont);
    painter.setPen(labelColour);
    for (int row = visible.top(); row <= visible.bottom() && row < rowLabels.size(); ++row) {
        if (row % step != 0) continue;
        const QRectF cell = rectOf(QRect(visible.left(), row, 1, 1));
        painter.drawText(QRectF(0, cell.center().y() - metrics.height() / 2, right, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(rowLabels[row], Qt::ElideRight, longestLabel));
    }
}

void CellPlottable::drawOutline(QCPPainter& painter, const QRect& range, const QColor& colour, double width) const
{
    // Outside the cells, so that their colour stays to be seen; with a dark or light line of contrast around it.
    const QRectF inner = rectOf(range).adjusted(-1, -1, 0, 0);
    painter.setBrush(Qt::NoBrush);
    QPen pen(colour, width);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.drawRect(inner.adjusted(-width / 2 + 0.5, -width / 2 + 0.5, width / 2 - 0.5, width / 2 - 0.5));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/HeatmapView.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/CellPlottable.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

namespace sparsight {
namespace {

constexpr QPoint nowhere{-1, -1};
constexpr double smallestView = 4; // cells, when zoomed in as far as it goes

} // namespace

HeatmapView::HeatmapView(QWidget* parent)
    : QCustomPlot(parent)
{
    xAxis->setVisible(false);
    yAxis->setVisible(false);
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setVisible(false);
    yAxis->setRangeReversed(true); // row 0 is on top
    axisRect()->setAutoMargins(QCP::msNone);
    axisRect()->setBackground(Qt::NoBrush);
    m_plottable = new CellPlottable(xAxis, yAxis);
    setInteractions(QCP::iRangeDrag);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(120, 80);
    const auto userMoved = [this] {
        if (m_fitting) return;
        m_zoomed = true;
        clampRange(xAxis, m_fullX);
        clampRange(yAxis, m_fullY);
        Q_EMIT partChanged();
    };
    connect(xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, userMoved);
    connect(yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, userMoved);
    applyPalette();
}

HeatmapView::~HeatmapView() = default;

const HeatmapCells& HeatmapView::cells() const
{
    return m_plottable->cells;
}

void HeatmapView::setCells(HeatmapCells cells)
{
    const bool sameShape = cells.columns == m_plottable->cells.columns && cells.rows == m_plottable->cells.rows;
    m_plottable->cells = std::move(cells);
    if (!sameShape) {
        m_zoomed = false;
        m_cursor = {std::clamp(m_cursor.x(), 0, std::max(0, m_plottable->cells.columns - 1)),
                    std::clamp(m_cursor.y(), 0, std::max(0, m_plottable->cells.rows - 1))};
        if (m_plottable->cursor) m_plottable->cursor = m_cursor;
        layOut();
    }
    scheduleReplot();
}

const ColourScale& HeatmapView::scale() const
{
    return m_plottable->scale;
}

void HeatmapView::setScale(const ColourScale& scale)
{
    if (m_plottable->scale == scale) return;
    m_plottable->scale = scale;
    scheduleReplot();
}

void HeatmapView::setLabels(const QStringList& columns, const QStringList& rows)
{
    if (m_plottable->columnLabels == columns && m_plottable->rowLabels == rows) return;
    m_plottable->columnLabels = columns;
    m_plottable->rowLabels = rows;
    layOut();
    scheduleReplot();
}

void HeatmapView::setDescription(std::function<QString(QPoint)> describe)
{
    m_describe = std::move(describe);
}

void HeatmapView::setSelectedCells(const QRect& cells)
{
    if (m_plottable->selected == cells) return;
    m_plottable->selected = cells;
    scheduleReplot();
}

void HeatmapView::setHoveredCells(const QRect& cells)
{
    if (m_plottable->hovered == cells) return;
    m_plottable->hovered = cells;
    scheduleReplot();
}

void HeatmapView::setMarkedColumn(int column)
{
    if (m_plottable->markedColumn == column) return;
    m_plottable->markedColumn = column;
    scheduleReplot();
}

int HeatmapView::markedColumn() const
{
    return m_plottable->markedColumn;
}

void HeatmapView::setDimmed(bool dimmed)
{
    if (m_plottable->dimmed == dimmed) return;
    m_plottable->dimmed = dimmed;
    scheduleReplot();
}

void HeatmapView::setCursorCell(QPoint cell)
{
    if (!cells().contains(cell)) return;
    m_cursor = cell;
    if (m_plottable->cursor) m_plottable->cursor = cell;
    scheduleReplot();
}

void HeatmapView::resetZoom()
{
    m_zoomed = false;
    layOut();
    hover(std::nullopt, {}); // another cell is under the pointer now
    scheduleReplot();
    Q_EMIT partChanged();
}

void HeatmapView::showSamePart(const HeatmapView& other)
{
    if (cells().columns != other.cells().columns || cells().rows != other.cells().rows) return;
    m_zoomed = other.m_zoomed;
    m_fitting = true;
    xAxis->setRange(other.xAxis->range());
    yAxis->setRange(other.yAxis->range());
    m_fitting = false;
    scheduleReplot();
}

std::optional<QPoint> HeatmapView::cellAt(const QPoint& position) const
{
    if (!axisRect()->rect().contains(position)) return std::nullopt;
    const QPoint cell(int(std::floor(xAxis->pixelToCoord(position.x()))),
                      int(std::floor(yAxis->pixelToCoord(position.y()))));
    if (!cells().contains(cell) || std::isnan(cells().at(cell))) return std::nullopt;
    return cell;
}

QRectF HeatmapView::cellRect(QPoint cell) const
{
    return m_plottable->rectOf(QRect(cell, QSize(1, 1)));
}

void HeatmapView::scheduleReplot()
{
    replot(rpQueuedReplot);
}

void HeatmapView::applyPalette()
{
    setBackground(palette().color(QPalette::Base));
    m_plottable->tileColour = blend(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.045);
    m_plottable->labelColour = ThemeColors(palette()).muted;
    m_plottable->outlineColour = ThemeColors(palette()).accent;
    m_plottable->hoverColour = palette().color(QPalette::Text);
    m_plottable->labelFont = smallFont(font());
}

void HeatmapView::layOut()
{
    if (cells().columns == 0 || width() <= 0) return;
    axisRect()->setMargins(m_plottable->labelMargins(size()));
    // The layout system learns of new margins with the next replot only; the ranges need the rectangle now.
    plotLayout()->update(QCPLayoutElement::upPreparation);
    plotLayout()->update(QCPLayoutElement::upMargins);
    plotLayout()->update(QCPLayoutElement::upLayout);
    fitRanges();
}

void HeatmapView::fitRanges()
{
    m_fullX = {0, double(std::max(1, cells().columns))};
    m_fullY = {0, double(std::max(1, cells().rows))};
    if (m_zoomed) return;
    m_fitting = true;
    xAxis->setRange(m_fullX);
    yAxis->setRange(m_fullY);
    m_fitting = false;
}

void HeatmapView::clampRange(QCPAxis* axis, const QCPRange& full)
{
    QCPRange range = axis->range();
    const double size = std::clamp(range.size(), std::min(smallestView, full.size()), full.size());
    range.lower = std::clamp(range.lower, full.lower, full.upper - size);
    range.upper = range.lower + size;
    m_fitting = true;
    axis->setRange(range);
    m_fitting = false;
}

void HeatmapView::zoom(double factor, const QPointF& around)
{
    if (cells().columns == 0) return;
    if (factor > 1 && xAxis->range().size() * factor >= m_fullX.size() &&
        yAxis->range().size() * factor >= m_fullY.size()) {
        resetZoom();
        return;
    }
    if (factor < 1 && std::min(xAxis->range().size(), yAxis->range().size()) * factor < smallestView) return;
    xAxis->scaleRange(factor, xAxis->pixelToCoord(around.x()));
    yAxis->scaleRange(factor, yAxis->pixelToCoord(around.y()));
    scheduleReplot();
}

void HeatmapView::paintEvent(QPaintEvent* event)
{
    if (bufferDevicePixelRatio() != devicePixelRatioF()) { // moved to another screen
        setBufferDevicePixelRatio(devicePixelRatioF());
        layOut();
        replot(rpImmediateRefresh);
    }
    QCustomPlot::paintEvent(event);
    const ThemeColors colors(palette());
    QPainter painter(this);
    painter.setPen(hasFocus() ? colors.accent : colors.border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    Q_EMIT painted();
}

void HeatmapView::resizeEvent(QResizeEvent* event)
{
    QCustomPlot::resizeEvent(event);
    layOut();
    scheduleReplot();
}

void HeatmapView::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    applyPalette();
    layOut();
    scheduleReplot();
}

void HeatmapView::keyPressEvent(QKeyEvent* event)
{
    QPoint next = m_cursor;
    const int page = std::max(1, cells().rows / 8);
    switch (event->key()) {
    case Qt::Key_Left: next.rx() -= 1; break;
    case Qt::Key_Right: next.rx() += 1; break;
    case Qt::Key_Up: next.ry() -= 1; break;
    case Qt::Key_Down: next.ry() += 1; break;
    case Qt::Key_Home: next.setX(0); break;
    case Qt::Key_End: next.setX(cells().columns - 1); break;
    case Qt::Key_PageUp: next.setY(std::max(0, next.y() - page)); break;
    case Qt::Key_PageDown: next.setY(std::min(cells().rows - 1, next.y() + page)); break;
    case Qt::Key_Plus: zoom(1 / 1.4, cellRect(m_cursor).center()); return;
    case Qt::Key_Minus: zoom(1.4, cellRect(m_cursor).center()); return;
    case Qt::Key_0: resetZoom(); return;
    case Qt::Key_Space:
        if (cells().contains(m_cursor)) Q_EMIT cellClicked(m_cursor);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (cells().contains(m_cursor)) Q_EMIT cellActivated(m_cursor);
        return;
    default: QCustomPlot::keyPressEvent(event); return;
    }
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) { // not ours, e.g. Alt+← goes back
        QCustomPlot::keyPressEvent(event);
        return;
    }
    if (!cells().contains(next) || std::isnan(cells().at(next)) || next == m_cursor) return;
    m_plottable->cursor = next;
    setCursorCell(next);
    announceCursor();
    Q_EMIT cursorMoved(next);
}

void HeatmapView::announceCursor()
{
    const QString text = m_describe ? m_describe(m_cursor) : formatNumber(cells().at(m_cursor));
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    QToolTip::showText(mapToGlobal(cellRect(m_cursor).bottomRight().toPoint() + QPoint(4, 4)), plainToolTip(text),
                       this);
}

void HeatmapView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = event->pos();
    m_doubleClicked = false;
    QCustomPlot::mousePressEvent(event);
}

void HeatmapView::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton) hover(cellAt(event->pos()), event->globalPosition().toPoint());
}

void HeatmapView::hover(std::optional<QPoint> cell, const QPoint& globalPosition)
{
    const QPoint now = cell.value_or(nowhere);
    if (now == m_hovered) return;
    m_hovered = now;
    if (cell && m_describe) {
        QToolTip::showText(globalPosition + QPoint(12, 12), plainToolTip(m_describe(*cell)), this);
    } else {
        QToolTip::hideText();
    }
    Q_EMIT cellHovered(now);
}

void HeatmapView::mouseReleaseEvent(QMouseEvent* event)
{
    QCustomPlot::mouseReleaseEvent(event);
    const bool secondOfTwo = std::exchange(m_doubleClicked, false);
    const bool dragged = (event->pos() - m_pressed).manhattanLength() >= QApplication::startDragDistance();
    if (event->button() != Qt::LeftButton || dragged || secondOfTwo) return;
    if (const auto cell = cellAt(event->pos())) {
        setCursorCell(*cell);
        Q_EMIT cellClicked(*cell);
    }
}

void HeatmapView::mouseDoubleClickEvent(QMouseEvent* event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    if (event->button() != Qt::LeftButton) return;
    m_doubleClicked = true; // by now another cell may lie under the pointer
    if (m_zoomed) {
        resetZoom();
    } else if (const auto cell = cellAt(event->pos())) {
        Q_EMIT cellActivated(*cell);
    }
}

void HeatmapView::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps != 0) zoom(std::pow(0.8, steps), event->position());
    event->accept();
}

void HeatmapView::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    hover(std::nullopt, {});
}

void HeatmapView::focusInEvent(QFocusEvent* event)
{
    QCustomPlot::focusInEvent(event);
    // A click puts the focus here too, and already says where it is.
    if (event->reason() != Qt::MouseFocusReason) m_plottable->cursor = m_cursor;
    scheduleReplot();
}

void HeatmapView::focusOutEvent(QFocusEvent* event)
{
    QCustomPlot::focusOutEvent(event);
    m_plottable->cursor.reset();
    scheduleReplot();
}

} // namespace sparsight

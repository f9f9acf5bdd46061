// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/ScatterView.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/ColourMap.h"
#include "widgets/views/PlotStyle.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>
#include <utility>

namespace sparsight {
namespace {

constexpr double reach = 12; // pixels from the pointer to a point
constexpr int shortestLasso = 3;

/// With the minus sign of typography, as everywhere.
class SignedTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override
    {
        return QCPAxisTicker::getTickLabel(tick, locale, format, precision).replace(QLatin1Char('-'), QChar(0x2212));
    }
};

QColor markColour(ScatterMark mark, const ThemeColors& colors)
{
    const ColourMap map(ColourMapKind::Cividis, colors.dark);
    switch (mark) {
    case ScatterMark::Faint: return blend(colors.surface, colors.text, 0.2);
    case ScatterMark::Plain: return blend(colors.surface, colors.text, 0.45);
    case ScatterMark::Higher: return map.colour(0.75, true);
    case ScatterMark::Lower: return map.colour(-0.75, true);
    case ScatterMark::Born: return colors.series[2];
    case ScatterMark::Died: return colors.series[3];
    }
    return {};
}

void drawMark(QPainter& painter, const QPointF& at, ScatterMark mark, const QColor& colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const double size = mark == ScatterMark::Faint ? 1.6 : mark == ScatterMark::Plain ? 2 : 2.6;
    if (mark != ScatterMark::Born && mark != ScatterMark::Died) {
        painter.drawEllipse(at, size, size);
        return;
    }
    const double up = mark == ScatterMark::Born ? -1 : 1; // a triangle that points where it goes
    const QPointF corners[]{at + QPointF(0, 4 * up), at + QPointF(-3.6, -2.6 * up), at + QPointF(3.6, -2.6 * up)};
    painter.drawPolygon(corners, 3);
}

} // namespace

void paintScatterMark(QPainter& painter, const QPointF& at, ScatterMark mark, const QPalette& palette)
{
    drawMark(painter, at, mark, markColour(mark, ThemeColors(palette)));
}

QPixmap scatterMarkPicture(ScatterMark mark, const QPalette& palette, double pixelRatio)
{
    QPixmap picture(QSize(12, 12) * pixelRatio);
    picture.setDevicePixelRatio(pixelRatio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(6, 6);
    painter.scale(1.3, 1.3);
    drawMark(painter, {0, 0}, mark, markColour(mark, ThemeColors(palette)));
    return picture;
}

/// QCPGraph draws one style a graph and its points in the order of their keys; here a point's meaning decides both.
class ScatterPlottable : public QCPAbstractPlottable {
public:
    ScatterPlottable(QCPAxis* x, QCPAxis* y)
        : QCPAbstractPlottable(x, y)
    {
    }

    std::vector<ScatterPoint> points;
    std::set<int> lassoed;
    QPolygonF lasso; ///< in units of the axes
    std::optional<int> selected, hovered, cursor;
    bool sameMeasure = true;

    QPointF pixels(const ScatterPoint& point) const
    {
        return {keyAxis()->coordToPixel(point.x), valueAxis()->coordToPixel(point.y)};
    }
    QPolygonF lassoPixels() const
    {
        QPolygonF line;
        for (const QPointF& corner : lasso)
            line << QPointF(keyAxis()->coordToPixel(corner.x()), valueAxis()->coordToPixel(corner.y()));
        return line;
    }
    QCPRange rangeOf(double ScatterPoint::*coordinate) const
    {
        if (points.empty()) return {0, 1};
        QCPRange all(points.front().*coordinate, points.front().*coordinate);
        for (const ScatterPoint& point : points) {
            all.expand(point.*coordinate);
            if (!sameMeasure) continue;
            all.expand(point.x);
            all.expand(point.y);
        }
        return all;
    }

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override
    {
        found = !points.empty();
        return rangeOf(&ScatterPoint::x);
    }
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override
    {
        found = !points.empty();
        return rangeOf(&ScatterPoint::y);
    }

protected:
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}
    void draw(QCPPainter* painter) override
    {
        const ThemeColors colors(parentPlot()->palette());
        painter->setAntialiasing(true);
        painter->setPen(QPen(colors.muted, 1, Qt::DashLine));
        const QCPRange shown = keyAxis()->range();
        if (sameMeasure)
            painter->drawLine(QPointF(keyAxis()->coordToPixel(shown.lower), valueAxis()->coordToPixel(shown.lower)),
                              QPointF(keyAxis()->coordToPixel(shown.upper), valueAxis()->coordToPixel(shown.upper)));
        // What says more is drawn over what says less.
        for (const ScatterMark mark : {ScatterMark::Faint, ScatterMark::Plain, ScatterMark::Lower, ScatterMark::Higher,
                                       ScatterMark::Died, ScatterMark::Born}) {
            const QColor colour = markColour(mark, colors), outside = blend(colors.surface, colour, 0.3);
            for (const ScatterPoint& point : points) {
                if (point.mark != mark) continue;
                const bool isOut = !lassoed.empty() && !lassoed.contains(point.id);
                drawMark(*painter, pixels(point), mark, isOut ? outside : colour);
            }
        }
        painter->setBrush(Qt::NoBrush);
        ring(*painter, cursor, QPen(colors.text, 1, Qt::DotLine), 7);
        ring(*painter, hovered, QPen(colors.text, 1.2), 5);
        ring(*painter, selected, QPen(colors.accent, 2), 6);
        if (lasso.isEmpty()) return;
        painter->setPen(QPen(colors.accent, 1.2));
        QColor fill = colors.accent;
        fill.setAlphaF(0.08F);
        painter->setBrush(fill);
        painter->drawPolygon(lassoPixels());
    }

private:
    void ring(QCPPainter& painter, std::optional<int> id, const QPen& pen, double radius) const
    {
        const auto found = std::ranges::find(points, id.value_or(-1), &ScatterPoint::id);
        if (!id || found == points.end()) return;
        painter.setPen(pen);
        painter.drawEllipse(pixels(*found), radius, radius);
    }
};

ScatterView::ScatterView(QWidget* parent)
    : QCustomPlot(parent)
    , m_plottable(new ScatterPlottable(xAxis, yAxis))
    , m_empty(new QCPItemText(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTicker(QSharedPointer<SignedTicker>::create());
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(4);
        axis->setTickLength(0, 3);
        axis->setSubTicks(false);
        axis->ticker()->setTickCount(4);
    }
    axisRect()->setMinimumMargins({8, 8, 10, 2});
    m_empty->setPositionAlignment(Qt::AlignCenter);
    m_empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_empty->position->setCoords(0.5, 0.5);
    applyPalette();
    setPoints({});
}

const std::vector<ScatterPoint>& ScatterView::points() const
{
    return m_plottable->points;
}

const std::set<int>& ScatterView::lassoed() const
{
    return m_plottable->lassoed;
}

void ScatterView::setPoints(std::vector<ScatterPoint> points)
{
    m_plottable->points = std::move(points);
    const bool empty = m_plottable->points.empty();
    m_empty->setVisible(empty);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTicks(!empty);
        axis->setTickLabels(!empty);
        axis->grid()->setVisible(!empty);
    }
    m_plottable->setVisible(!empty);
    m_cursor.reset();
    m_plottable->cursor.reset();
    m_plottable->lasso.clear(); // it was drawn in other units
    resetZoom();
}

void ScatterView::setSameMeasure(bool same)
{
    m_plottable->sameMeasure = same;
    resetZoom();
}

void ScatterView::setTitles(const QString& x, const QString& y)
{
    m_xTitle = x;
    m_yTitle = y;
    setAxisTitle(*xAxis, x);
    setAxisTitle(*yAxis, y);
}

void ScatterView::resizeEvent(QResizeEvent* event)
{
    setTitles(m_xTitle, m_yTitle);
    QCustomPlot::resizeEvent(event);
}

void ScatterView::setDescription(std::function<QString(int)> describe)
{
    m_describe = std::move(describe);
}

void ScatterView::setEmptyText(const QString& text)
{
    m_empty->setText(text);
    replot(rpQueuedReplot);
}

void ScatterView::setSelected(std::optional<int> id)
{
    if (m_plottable->selected == id) return;
    m_plottable->selected = id;
    replot(rpQueuedReplot);
}

void ScatterView::setHovered(std::optional<int> id)
{
    if (m_plottable->hovered == id) return;
    m_plottable->hovered = id;
    replot(rpQueuedReplot);
}

void ScatterView::dropLasso()
{
    m_plottable->lasso.clear();
    replot(rpQueuedReplot);
    if (m_plottable->lassoed.empty()) return;
    m_plottable->lassoed.clear();
    Q_EMIT lassoChanged();
}

void ScatterView::fitAxes()
{
    const auto fit = [](QCPAxis& axis, const QCPRange& all) {
        const double room = all.size() > 0 ? 0.04 * all.size() : 0.5;
        axis.setRange(all.lower - room, all.upper + room);
    };
    fit(*xAxis, m_plottable->rangeOf(&ScatterPoint::x));
    fit(*yAxis, m_plottable->rangeOf(&ScatterPoint::y));
}

void ScatterView::resetZoom()
{
    m_zoomed = false;
    fitAxes();
    replot(rpQueuedReplot);
}

const ScatterPoint* ScatterView::point(int id) const
{
    const auto found = std::ranges::find(points(), id, &ScatterPoint::id);
    return found == points().end() ? nullptr : &*found;
}

QPoint ScatterView::positionOf(int id) const
{
    const ScatterPoint* known = point(id);
    return known ? m_plottable->pixels(*known).toPoint() : QPoint(-1, -1);
}

std::optional<int> ScatterView::pointAt(const QPoint& position) const
{
    if (!axisRect()->rect().contains(position)) return std::nullopt;
    std::optional<int> best;
    double distance = reach;
    for (const ScatterPoint& point : points()) {
        const QPointF away = m_plottable->pixels(point) - position;
        const double length = std::hypot(away.x(), away.y());
        if (length < distance) best = point.id, distance = length;
    }
    return best;
}

void ScatterView::applyPalette()
{
    const ThemeColors colors(palette());
    stylePlot(*this, 2);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->grid()->setPen(QPen(blend(colors.surface, colors.border, 0.6), 1));
        axis->grid()->setZeroLinePen(QPen(colors.border, 1));
    }
    m_empty->setColor(colors.muted);
    m_empty->setFont(smallFont(font()));
}

void ScatterView::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    applyPalette();
    replot(rpQueuedReplot);
}

void ScatterView::paintEvent(QPaintEvent* event)
{
    if (bufferDevicePixelRatio() != devicePixelRatioF()) { // moved to another screen
        setBufferDevicePixelRatio(devicePixelRatioF());
        replot(rpImmediateRefresh);
    }
    QCustomPlot::paintEvent(event);
    const ThemeColors colors(palette());
    QPainter painter(this);
    painter.setPen(hasFocus() ? colors.accent : colors.border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void ScatterView::zoom(double factor, const QPointF& around)
{
    if (points().empty()) return;
    if (factor > 1 && xAxis->range().size() * factor >= 1.08 * m_plottable->rangeOf(&ScatterPoint::x).size()) {
        resetZoom();
        return;
    }
    m_zoomed = true;
    xAxis->scaleRange(factor, xAxis->pixelToCoord(around.x()));
    yAxis->scaleRange(factor, yAxis->pixelToCoord(around.y()));
    replot(rpQueuedReplot);
}

void ScatterView::move(const QPoint& from, const QPoint& to)
{
    m_zoomed = true;
    xAxis->moveRange(xAxis->pixelToCoord(from.x()) - xAxis->pixelToCoord(to.x()));
    yAxis->moveRange(yAxis->pixelToCoord(from.y()) - yAxis->pixelToCoord(to.y()));
    replot(rpQueuedReplot);
}

void ScatterView::mousePressEvent(QMouseEvent* event)
{
    m_pressed = m_last = event->pos();
    m_doubleClicked = m_dragged = false;
    const bool moves = event->button() == Qt::MiddleButton ||
                       (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ControlModifier));
    m_drag = moves ? Drag::Move : event->button() == Qt::LeftButton ? Drag::Lasso : Drag::None;
    if (m_drag == Drag::Move) setCursor(Qt::ClosedHandCursor);
    event->accept();
}

void ScatterView::mouseMoveEvent(QMouseEvent* event)
{
    const QPoint position = event->pos();
    if (m_drag == Drag::None || event->buttons() == Qt::NoButton) {
        hover(pointAt(position), event->globalPosition().toPoint());
        return;
    }
    if (!m_dragged && (position - m_pressed).manhattanLength() < QApplication::startDragDistance()) return;
    const bool begins = !std::exchange(m_dragged, true);
    QToolTip::hideText();
    if (m_drag == Drag::Move) {
        move(m_last, position);
    } else {
        const auto corner = [this](const QPoint& pixel) {
            return QPointF(xAxis->pixelToCoord(pixel.x()), yAxis->pixelToCoord(pixel.y()));
        };
        if (begins) m_plottable->lasso = QPolygonF() << corner(m_pressed);
        m_plottable->lasso << corner(position);
        replot(rpQueuedReplot);
    }
    m_last = position;
}

void ScatterView::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    if (drag == Drag::Move) unsetCursor();
    if (std::exchange(m_doubleClicked, false) || drag != Drag::Lasso) return;
    if (m_dragged) {
        closeLasso();
    } else if (const auto id = pointAt(event->pos())) {
        Q_EMIT pointClicked(*id);
    } else {
        dropLasso(); // a click on nothing
    }
}

void ScatterView::closeLasso()
{
    const QPolygonF line = m_plottable->lassoPixels();
    std::set<int> inside;
    if (line.size() >= shortestLasso) {
        for (const ScatterPoint& point : points()) {
            if (line.containsPoint(m_plottable->pixels(point), Qt::OddEvenFill)) inside.insert(point.id);
        }
    }
    if (inside.empty()) {
        dropLasso();
        return;
    }
    m_plottable->lassoed = std::move(inside);
    replot(rpQueuedReplot);
    Q_EMIT lassoChanged();
}

void ScatterView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton) return;
    m_doubleClicked = true;
    resetZoom();
}

void ScatterView::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (steps != 0) zoom(std::pow(0.8, steps), event->position());
    event->accept();
}

void ScatterView::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    hover(std::nullopt, {});
}

void ScatterView::hover(std::optional<int> id, const QPoint& globalPosition)
{
    if (id == m_pointed) return;
    m_pointed = id;
    if (id && m_describe)
        QToolTip::showText(globalPosition + QPoint(12, 12), plainToolTip(m_describe(*id)), this);
    else
        QToolTip::hideText();
    Q_EMIT pointHovered(id.value_or(-1));
}

void ScatterView::keyPressEvent(QKeyEvent* event)
{
    const QPointF middle = m_cursor ? QPointF(positionOf(*m_cursor)) : QPointF(axisRect()->rect().center());
    if (event->modifiers() & (Qt::AltModifier | Qt::ControlModifier)) { // not ours, e.g. Alt+← goes back
        QCustomPlot::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left: stepCursor({-1, 0}); break;
    case Qt::Key_Right: stepCursor({1, 0}); break;
    case Qt::Key_Up: stepCursor({0, -1}); break;
    case Qt::Key_Down: stepCursor({0, 1}); break;
    case Qt::Key_Plus: zoom(1 / 1.4, middle); break;
    case Qt::Key_Minus: zoom(1.4, middle); break;
    case Qt::Key_0: resetZoom(); break;
    case Qt::Key_Space:
        if (m_cursor) Q_EMIT pointClicked(*m_cursor);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor) Q_EMIT pointActivated(*m_cursor);
        break;
    case Qt::Key_Escape:
        if (lassoed().empty()) {
            QCustomPlot::keyPressEvent(event);
            return;
        }
        dropLasso();
        break;
    default: QCustomPlot::keyPressEvent(event); return;
    }
    event->accept();
}

/// To the nearest point that lies more in that direction than beside it; at first to the one that is selected.
void ScatterView::stepCursor(const QPointF& direction)
{
    const auto start = m_cursor ? m_cursor : m_plottable->selected;
    const ScatterPoint* from = start ? point(*start) : nullptr;
    const QPointF origin = from ? m_plottable->pixels(*from) : QPointF(axisRect()->rect().center());
    if (!m_cursor && from) {
        m_cursor = from->id;
        announceCursor();
        return;
    }
    std::optional<int> best;
    double distance = 0;
    for (const ScatterPoint& point : points()) {
        const QPointF way = m_plottable->pixels(point) - origin;
        const double along = QPointF::dotProduct(way, direction);
        const double beside = std::abs(way.x() * direction.y()) + std::abs(way.y() * direction.x());
        if (along <= 0.5 || beside > along) continue;
        if (!best || along + beside < distance) best = point.id, distance = along + beside;
    }
    if (!best) return;
    m_cursor = best;
    announceCursor();
}

void ScatterView::announceCursor()
{
    m_plottable->cursor = m_cursor;
    replot(rpQueuedReplot);
    Q_EMIT pointHovered(*m_cursor);
    if (!m_describe) return;
    const QString text = m_describe(*m_cursor);
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    QToolTip::showText(mapToGlobal(positionOf(*m_cursor) + QPoint(8, 8)), plainToolTip(text), this);
}

} // namespace sparsight

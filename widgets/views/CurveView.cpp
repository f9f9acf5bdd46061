// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/views/CurveView.h"

#include "widgets/common/Format.h"
#include "widgets/theme/Theme.h"
#include "widgets/theme/ThemeColors.h"
#include "widgets/views/PlotStyle.h"

#include <QKeyEvent>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>

namespace sparsight {

namespace {

constexpr double reach = 28; // pixels from the pointer to a point that is read out

constexpr std::array marks{QCPScatterStyle::ssDisc,    QCPScatterStyle::ssSquare,           QCPScatterStyle::ssTriangle,
                           QCPScatterStyle::ssDiamond, QCPScatterStyle::ssTriangleInverted, QCPScatterStyle::ssCross};

} // namespace

QColor curveColour(const ThemeColors& colors, int series)
{
    return colors.series[std::size_t(series) % colors.series.size()];
}

QCPScatterStyle curveMark(int series, const QColor& colour)
{
    const auto shape = marks[std::size_t(series) % marks.size()];
    return {shape, QPen(colour, 1.2), QBrush(colour), shape == QCPScatterStyle::ssDisc ? 6.0 : 7.0};
}

QPen curvePen(const QColor& colour, double width, bool isDashed)
{
    QPen pen(colour, width);
    if (isDashed) pen.setDashPattern({4, 3});
    return pen;
}

CurveView::CurveView(QWidget* parent)
    : QCustomPlot(parent)
    , m_cursor(addGraph())
    , m_empty(new QCPItemText(this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setNumberFormat(QStringLiteral("g"));
        axis->setNumberPrecision(4);
        axis->setTickLength(0, 3);
        axis->setSubTicks(false);
        axis->ticker()->setTickCount(4);
    }
    xAxis->grid()->setVisible(false);
    axisRect()->setMinimumMargins({8, 6, 8, 2});
    m_empty->setPositionAlignment(Qt::AlignCenter);
    m_empty->position->setType(QCPItemPosition::ptAxisRectRatio);
    m_empty->position->setCoords(0.5, 0.5);
    applyPalette();
    rebuild();
}

void CurveView::setTitles(const QString& x, const QString& y)
{
    m_xTitle = x;
    m_yTitle = y;
}

void CurveView::setYLabel(const QString& label)
{
    m_yLabel = label;
    rebuild();
}

void CurveView::setWholeSteps(bool whole)
{
    auto ticker = QSharedPointer<QCPAxisTickerFixed>::create();
    ticker->setTickStep(1);
    ticker->setScaleStrategy(QCPAxisTickerFixed::ssMultiples);
    ticker->setTickCount(4);
    auto free = QSharedPointer<QCPAxisTicker>::create();
    free->setTickCount(3);
    xAxis->setTicker(whole ? QSharedPointer<QCPAxisTicker>(ticker) : free);
}

void CurveView::setNames(const QStringList& names)
{
    m_names = names;
    showNames();
}

/// As many as there is room for.
void CurveView::showNames()
{
    if (m_names.isEmpty()) return;
    const QFontMetrics metrics(xAxis->tickLabelFont());
    int widest = 1;
    for (const QString& name : m_names)
        widest = std::max(widest, metrics.horizontalAdvance(name) + metrics.averageCharWidth());
    const int room = std::max<int>(1, std::max(1, width() - 60) / widest);
    const int step = int((m_names.size() + room - 1) / room);
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (int i = 0; i < m_names.size(); i += step)
        ticker->addTick(i, m_names[i]);
    xAxis->setTicker(ticker);
    replot(rpQueuedReplot);
}

void CurveView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    rebuild();
}

bool CurveView::isEmpty() const
{
    return std::all_of(m_curves.begin(), m_curves.end(), [](const Curve& curve) { return curve.points.empty(); });
}

void CurveView::setFromZero(bool fromZero)
{
    m_fromZero = fromZero;
    rebuild();
}

void CurveView::setCurves(std::vector<Curve> curves)
{
    m_curves = std::move(curves);
    rebuild();
}

/// Graph 0 is the cursor; the curves follow in their order.
void CurveView::rebuild()
{
    const ThemeColors colors(palette());
    while (graphCount() - 1 > int(m_curves.size()))
        removeGraph(graphCount() - 1);
    while (graphCount() - 1 < int(m_curves.size()))
        addGraph();
    QStringList last;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const Curve& curve = m_curves[i];
        const QColor colour = curveColour(colors, curve.series);
        QVector<double> x, y;
        for (const CurvePoint& point : curve.points) {
            x << point.x;
            y << point.y;
        }
        QCPGraph* drawn = graph(int(i) + 1);
        drawn->setPen(curvePen(colour, curve.isMarked ? 1.6 : 1.2, curve.isDashed));
        drawn->setLineStyle(curve.isJoined ? QCPGraph::lsLine : QCPGraph::lsNone);
        drawn->setScatterStyle(curve.isMarked ? curveMark(curve.series, colour) : QCPScatterStyle());
        drawn->setData(x, y, true);
        if (!curve.points.empty()) last << describe({i, curve.points.size() - 1});
    }
    const bool empty = isEmpty();
    m_empty->setVisible(empty);
    m_empty->setText(m_emptyText);
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setTicks(!empty);
        axis->setTickLabels(!empty);
    }
    showTitles();
    yAxis->grid()->setVisible(!empty);
    setAccessibleDescription(empty ? m_emptyText : last.join(QLatin1Char('\n')));
    fitAxes();
    if (m_place && (m_place->curve >= m_curves.size() || m_place->point >= m_curves[m_place->curve].points.size()))
        m_place.reset();
    pointAt(m_place);
}

void CurveView::showTitles()
{
    setAxisTitle(*xAxis, isEmpty() ? QString() : m_xTitle);
    setAxisTitle(*yAxis, isEmpty() ? QString() : m_yLabel);
}

void CurveView::fitAxes()
{
    if (isEmpty()) return;
    QCPRange x, y;
    bool first = true;
    for (const Curve& curve : m_curves) {
        for (const CurvePoint& point : curve.points) {
            if (first) x = QCPRange(point.x, point.x), y = QCPRange(point.y, point.y);
            first = false;
            x.expand(point.x);
            y.expand(point.y);
        }
    }
    if (m_fromZero) y.expand(0);
    const double xRoom = x.size() > 0 && m_names.isEmpty() ? 0.04 * x.size() : 0.5; // half a name at each end
    const double yRoom = y.size() > 0 ? 0.08 * y.size() : std::max(0.05 * std::abs(y.lower), 0.01);
    xAxis->setRange(x.lower - xRoom, x.upper + xRoom);
    yAxis->setRange(m_fromZero && y.lower == 0 ? 0 : y.lower - yRoom, y.upper + yRoom);
}

void CurveView::applyPalette()
{
    const ThemeColors colors(palette());
    stylePlot(*this, 1);
    yAxis->grid()->setPen(QPen(colors.border, 1));
    yAxis->grid()->setZeroLinePen(QPen(colors.border, 1));
    m_cursor->setLineStyle(QCPGraph::lsNone);
    m_cursor->setScatterStyle({QCPScatterStyle::ssCircle, QPen(colors.text, 1.6), Qt::NoBrush, 11});
    m_empty->setColor(colors.muted);
    m_empty->setFont(smallFont(font()));
}

std::optional<CurveView::Place> CurveView::nearest(const QPoint& position) const
{
    std::optional<Place> best;
    double distance = reach;
    for (std::size_t i = 0; i < m_curves.size(); ++i) {
        const auto& points = m_curves[i].points;
        for (std::size_t p = 0; p < points.size(); ++p) {
            const double dx = xAxis->coordToPixel(points[p].x) - position.x();
            if (std::abs(dx) > distance) continue;
            const double away = std::hypot(dx, yAxis->coordToPixel(points[p].y) - position.y());
            if (away < distance) best = Place{i, p}, distance = away;
        }
    }
    return best;
}

QString CurveView::describe(const Place& place) const
{
    const Curve& curve = m_curves[place.curve];
    const CurvePoint& point = curve.points[place.point];
    const qint64 x = std::llround(point.x);
    const QString at = x >= 0 && x < m_names.size() ? m_names[x] : QLocale().toString(x);
    QString text =
        tr("%1: %2 %3, %4 %5")
            .arg(curve.name, m_xTitle, at, m_yTitle, point.text.isEmpty() ? formatNumber(point.y) : point.text);
    if (!point.note.isEmpty()) text += QStringLiteral(" ") + point.note;
    return text;
}

QString CurveView::textAt(const QPoint& position) const
{
    const auto place = nearest(position);
    return place ? describe(*place) : QString();
}

void CurveView::pointAt(std::optional<Place> place)
{
    const bool changes = place != m_place;
    m_place = place;
    QVector<double> x, y;
    if (place) {
        const CurvePoint& point = m_curves[place->curve].points[place->point];
        x << point.x;
        y << point.y;
    }
    m_cursor->setData(x, y);
    replot(rpQueuedReplot);
    if (changes) Q_EMIT pointed(place ? describe(*place) : QString());
}

void CurveView::changeEvent(QEvent* event)
{
    QCustomPlot::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    applyPalette();
    rebuild();
}

void CurveView::resizeEvent(QResizeEvent* event)
{
    showTitles();
    QCustomPlot::resizeEvent(event);
    showNames(); // others have room
}

void CurveView::mouseMoveEvent(QMouseEvent* event)
{
    QCustomPlot::mouseMoveEvent(event);
    pointAt(nearest(event->pos()));
    if (m_place) {
        QToolTip::showText(event->globalPosition().toPoint(), plainToolTip(describe(*m_place)), this);
    } else {
        QToolTip::hideText();
    }
}

void CurveView::leaveEvent(QEvent* event)
{
    QCustomPlot::leaveEvent(event);
    pointAt(std::nullopt);
}

void CurveView::focusOutEvent(QFocusEvent* event)
{
    QCustomPlot::focusOutEvent(event);
    pointAt(std::nullopt);
}

void CurveView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: stepPoint(-1); break;
    case Qt::Key_Right: stepPoint(1); break;
    case Qt::Key_Up: stepCurve(-1); break;
    case Qt::Key_Down: stepCurve(1); break;
    default: QCustomPlot::keyPressEvent(event); return;
    }
    event->accept();
}

void CurveView::stepPoint(int by)
{
    if (!m_place) {
        stepCurve(1);
        return;
    }
    const int last = int(m_curves[m_place->curve].points.size()) - 1;
    pointAt(Place{m_place->curve, std::size_t(std::clamp(int(m_place->point) + by, 0, last))});
}

/// To the next curve with points, at the same place of it where there is one.
void CurveView::stepCurve(int by)
{
    const int count = int(m_curves.size());
    const int from = m_place ? int(m_place->curve) : by > 0 ? -1 : count;
    for (int curve = from + by; curve >= 0 && curve < count; curve += by) {
        const auto& points = m_curves[std::size_t(curve)].points;
        if (points.empty()) continue;
        pointAt(Place{std::size_t(curve), std::min(m_place ? m_place->point : 0, points.size() - 1)});
        return;
    }
}

} // namespace sparsight

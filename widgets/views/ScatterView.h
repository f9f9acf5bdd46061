// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/QCustomPlot.h"

#include <QPolygonF>
#include <QString>
#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace sparsight {

struct ThemeColors;

/// What a point's colour and shape say.
enum class ScatterMark { Faint, Plain, Higher, Lower, Born, Died };
void paintScatterMark(QPainter& painter, const QPointF& at, ScatterMark mark, const QPalette& palette);
QPixmap scatterMarkPicture(ScatterMark mark, const QPalette& palette, double pixelRatio);

struct ScatterPoint {
    int id = 0;
    double x = 0, y = 0;
    ScatterMark mark = ScatterMark::Plain;
};

class ScatterPlottable;

/// Points over two axes; of one measure on both, with the line where both are equal. The left button draws a lasso or,
/// without moving, chooses a point; the middle button, or Ctrl with the left one, moves; the wheel zooms and a double
/// click shows all again. Arrow keys go from point to point, Space chooses, Enter opens, Escape drops the lasso.
class ScatterView : public QCustomPlot {
    Q_OBJECT
public:
    explicit ScatterView(QWidget* parent = nullptr);

    void setPoints(std::vector<ScatterPoint> points); ///< the lasso keeps what it holds, and loses its line
    /// Whether both axes have one range and the line where both are equal is drawn; at first they do.
    void setSameMeasure(bool same);
    const std::vector<ScatterPoint>& points() const;
    void setTitles(const QString& x, const QString& y);
    void setDescription(std::function<QString(int id)> describe); ///< for tool tips, and to be spoken
    void setEmptyText(const QString& text);
    void setSelected(std::optional<int> id);
    void setHovered(std::optional<int> id);
    void dropLasso();
    const std::set<int>& lassoed() const; ///< empty: no lasso
    void resetZoom();
    bool isZoomed() const { return m_zoomed; }

    std::optional<int> pointAt(const QPoint& position) const; ///< the nearest within reach
    QPoint positionOf(int id) const;                          ///< in pixels

    QSize sizeHint() const override { return {320, 200}; }
    QSize minimumSizeHint() const override { return {160, 110}; }

Q_SIGNALS:
    void pointClicked(int id);
    void pointActivated(int id); ///< Enter
    void pointHovered(int id);   ///< −1: none
    void lassoChanged();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Drag { None, Lasso, Move };
    void applyPalette();
    void fitAxes();
    void zoom(double factor, const QPointF& around);
    void move(const QPoint& from, const QPoint& to);
    void closeLasso();
    void hover(std::optional<int> id, const QPoint& globalPosition);
    void stepCursor(const QPointF& direction);
    void announceCursor();
    const ScatterPoint* point(int id) const;

    ScatterPlottable* m_plottable;
    QCPItemText* m_empty;
    QString m_xTitle, m_yTitle;
    std::function<QString(int)> m_describe;
    Drag m_drag = Drag::None;
    QPoint m_pressed, m_last;
    bool m_dragged = false, m_doubleClicked = false, m_zoomed = false;
    std::optional<int> m_pointed; ///< under the pointer
    std::optional<int> m_cursor;  ///< of the keyboard
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ColourMap.h"
#include "widgets/views/QCustomPlot.h"

#include <QPoint>
#include <QRect>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace sparsight {

class CellPlottable;

/// The values of a heatmap, row by row from the top. NaN: there is no cell here.
struct HeatmapCells {
    int columns = 0, rows = 0;
    std::vector<float> values; ///< [rows, columns]

    bool contains(QPoint cell) const { return cell.x() >= 0 && cell.y() >= 0 && cell.x() < columns && cell.y() < rows; }
    float at(QPoint cell) const { return values[std::size_t(cell.y()) * std::size_t(columns) + std::size_t(cell.x())]; }
};

/// A heatmap to look into: the wheel zooms, dragging pans, a double click resets (or, with nothing to reset, activates
/// the cell), the arrow keys move a cursor whose value is shown and spoken. Zero is the background.
///
/// The view holds no truth: cells, labels and marks are set from outside, and clicks are only reported. The cells fill
/// the view; each begins on a whole device pixel, so they stay crisp at any scale factor and differ by one at most.
class HeatmapView : public QCustomPlot {
    Q_OBJECT
public:
    explicit HeatmapView(QWidget* parent = nullptr);
    ~HeatmapView() override;

    void setCells(HeatmapCells cells); ///< keeps the zoom when the shape stays the same
    const HeatmapCells& cells() const;
    void setScale(const ColourScale& scale);
    const ColourScale& scale() const;
    void setLabels(const QStringList& columns, const QStringList& rows); ///< empty lists: no labels on that side
    /// Plain text of a cell for the tool tip, the read-out and the screen reader.
    void setDescription(std::function<QString(QPoint)> describe);

    void setSelectedCells(const QRect& cells); ///< outlined; empty: none
    void setHoveredCells(const QRect& cells);
    void setMarkedColumn(int column); ///< outlined, its label in bold; -1: none
    int markedColumn() const;
    void setDimmed(bool dimmed); ///< what is shown is being computed anew
    QPoint cursor() const { return m_cursor; }
    void setCursorCell(QPoint cell);
    bool isZoomed() const { return m_zoomed; }
    void resetZoom();
    void showSamePart(const HeatmapView& other);                ///< of cells of the same shape
    std::optional<QPoint> cellAt(const QPoint& position) const; ///< in widget coordinates
    QRectF cellRect(QPoint cell) const;                         ///< in widget coordinates

Q_SIGNALS:
    void cellHovered(QPoint cell); ///< (-1, -1) when the pointer left
    void cellClicked(QPoint cell);
    void cellActivated(QPoint cell); ///< double click or Enter
    void cursorMoved(QPoint cell);
    void partChanged(); ///< zoomed, dragged or reset by a person
    void painted();     ///< what was set is on the screen

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void applyPalette();
    void layOut(); ///< margins for the labels, then the ranges when nothing is zoomed
    void fitRanges();
    void clampRange(QCPAxis* axis, const QCPRange& full);
    void zoom(double factor, const QPointF& around);
    void hover(std::optional<QPoint> cell, const QPoint& globalPosition);
    void announceCursor();
    void scheduleReplot();

    CellPlottable* m_plottable; // owned by QCustomPlot
    std::function<QString(QPoint)> m_describe;
    QCPRange m_fullX, m_fullY;
    QPoint m_cursor{0, 0};
    QPoint m_hovered{-1, -1};
    QPoint m_pressed;
    bool m_doubleClicked = false; ///< its release is no click
    bool m_zoomed = false;
    bool m_fitting = false;
};

} // namespace sparsight

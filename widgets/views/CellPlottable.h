// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/HeatmapView.h"

namespace sparsight {

/// Draws the cells of a HeatmapView with their labels and outlines. QCPColorMap would smear cells over fractions of a
/// pixel and knows no gaps between them. One unit of either axis is one cell; rows count downwards.
class CellPlottable : public QCPAbstractPlottable {
public:
    CellPlottable(QCPAxis* columns, QCPAxis* rows);

    HeatmapCells cells;
    ColourScale scale;
    QStringList columnLabels, rowLabels;
    QRect selected, hovered;
    int markedColumn = -1;        ///< -1: none
    std::optional<QPoint> cursor; ///< drawn while the view has the focus
    QColor tileColour, labelColour, outlineColour, hoverColour;
    QFont labelFont;
    bool dimmed = false;

    QMargins labelMargins(const QSize& available) const; ///< room that the labels need
    QRectF rectOf(const QRect& cellRange) const;         ///< on whole device pixels

    double selectTest(const QPointF& position, bool onlySelectable, QVariant* details) const override;
    QCPRange getKeyRange(bool& found, QCP::SignDomain domain) const override;
    QCPRange getValueRange(bool& found, QCP::SignDomain domain, const QCPRange& keys) const override;

protected:
    void draw(QCPPainter* painter) override;
    void drawLegendIcon(QCPPainter* painter, const QRectF& rect) const override;
    QRect clipRect() const override; ///< the labels lie outside the axis rectangle

private:
    double snapped(double logical) const;
    double edge(QCPAxis* axis, int index) const;
    void drawCells(QCPPainter& painter, const QRect& visible) const;
    void drawColumnLabels(QCPPainter& painter, const QRect& visible) const;
    void drawRowLabels(QCPPainter& painter, const QRect& visible) const;
    void drawOutline(QCPPainter& painter, const QRect& cellRange, const QColor& colour, double width) const;
    double columnAngle(double columnWidth) const;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/QCustomPlot.h"

#include <QStringList>
#include <optional>
#include <vector>

namespace sparsight {

struct ThemeColors;

struct CurvePoint {
    double x = 0, y = 0;
    QString note;      ///< added to what is read out, may be empty
    QString text = {}; ///< y as it is read out; empty: as a number
};

/// One line of a CurveView.
struct Curve {
    QString name;
    int series = 0;       ///< which of the theme's colours, and which mark; the same curve keeps it in every view
    bool isMarked = true; ///< a mark at each point; a line alone where there are many
    std::vector<CurvePoint> points; ///< by x
    bool isDashed = false;          ///< a reference, which the others are held against
    bool isJoined = true;           ///< by a line; false where what lies side by side is not in an order
};

/// What tells the curves of a series apart from others: a colour, and a mark for those who do not see it.
QColor curveColour(const ThemeColors& colors, int series);
QCPScatterStyle curveMark(int series, const QColor& colour);
QPen curvePen(const QColor& colour, double width, bool isDashed);

/// Several curves over one axis. The point next to the pointer, or the one that the arrow keys went to, is read out.
class CurveView : public QCustomPlot {
    Q_OBJECT
public:
    explicit CurveView(QWidget* parent = nullptr);

    void setTitles(const QString& x, const QString& y); ///< in what is read out; x stands below the axis too
    void setYLabel(const QString& label);               ///< stands beside the y axis
    /// Axis labels at whole numbers only, e.g. for epochs.
    void setWholeSteps(bool whole);
    /// The places 0, 1 … of the x axis have names instead of numbers, e.g. layers.
    void setNames(const QStringList& names);
    /// The y axis begins at 0, so that heights compare as the numbers do.
    void setFromZero(bool fromZero);
    void setCurves(std::vector<Curve> curves);
    void setEmptyText(const QString& text); ///< said where there is no point at all
    bool isEmpty() const;
    const std::vector<Curve>& curves() const { return m_curves; }

    /// "lr 0.001: epoch 3, 2.31"; empty when no point is near.
    QString textAt(const QPoint& position) const;

    QSize sizeHint() const override { return {260, 180}; }
    QSize minimumSizeHint() const override { return {130, 110}; }

Q_SIGNALS:
    void pointed(const QString& text); ///< what is read out; empty when nothing is

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Place {
        std::size_t curve = 0, point = 0;
        bool operator==(const Place&) const = default;
    };
    std::optional<Place> nearest(const QPoint& position) const;
    QString describe(const Place& place) const;
    void pointAt(std::optional<Place> place);
    void rebuild();
    void showTitles();
    void fitAxes();
    void showNames();
    void applyPalette();
    void stepPoint(int by);
    void stepCurve(int by);

    std::vector<Curve> m_curves;
    QString m_xTitle, m_yTitle, m_yLabel, m_emptyText;
    QStringList m_names;          ///< of places on the x axis, empty where it has numbers
    std::optional<Place> m_place; ///< read out now
    QCPGraph* m_cursor;           ///< a ring around that point
    QCPItemText* m_empty;
    bool m_fromZero = false;
};

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/InferenceEngine.h"

#include <QWidget>
#include <optional>
#include <vector>

namespace sparsight {

/// A small bar for every layer, encoder then decoder: the share of its entries that fire. A click, or ← →, selects.
class LayerStrip : public QWidget {
    Q_OBJECT
public:
    explicit LayerStrip(QWidget* parent = nullptr);

    /// `layers` in the order shown; one without a density (not computed) is drawn as a dash.
    void setLayers(const std::vector<LayerId>& layers);
    void setDensities(const std::vector<LayerDensity>& densities);
    /// What a bar of full height is, for several strips side by side, or to leave out one that is far higher: it is
    /// drawn broken. 0: the largest of its own bars.
    void setFull(double density);
    double full() const; ///< what a bar of full height is now
    void setSelected(std::optional<LayerId> layer);
    /// Where the bars are another share than that which fires. described: %1 layer, %2 share, %3 module; missing, where
    /// there is none: %1 layer, %2 module.
    void setTexts(const QString& name, const QString& described, const QString& missing);
    /// Beside the bars: what the longest stands for, and 0.
    void setScaleVisible(bool visible);
    void setDimmed(bool dimmed);
    std::optional<LayerId> layerAt(const QPoint& position) const;
    QRect layerRect(LayerId layer) const;

    QSize sizeHint() const override { return {320, 56}; }
    QSize minimumSizeHint() const override { return {160, 56}; }

Q_SIGNALS:
    void layerClicked(sparsight::LayerId layer);
    void painted();

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString describe(std::size_t index) const;
    QRect slot(std::size_t index) const; ///< the layer's whole column
    int gutter() const;                  ///< left of the bars, for the scale
    void paintScale(QPainter& painter) const;
    void paintBar(QPainter& painter, std::size_t index, double full) const;

    std::vector<LayerId> m_layers;
    std::vector<std::optional<double>> m_densities; // [layers]
    std::optional<LayerId> m_selected;
    double m_full = 0;
    bool m_dimmed = false;
    bool m_scaleVisible = false;
    QString m_described, m_missing;
};

} // namespace sparsight

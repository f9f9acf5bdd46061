// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/RunReader.h"
#include "widgets/views/QCustomPlot.h"

namespace sparsight {

/// The distribution of a neuron's non-zero sentence values, over the logarithmic bins of NeuronStatistics.
class HistogramView : public QCustomPlot {
    Q_OBJECT
public:
    explicit HistogramView(QWidget* parent = nullptr);

    void setStatistics(const NeuronStatistics& statistics);
    void clear();

    QSize sizeHint() const override { return {240, 110}; }
    QSize minimumSizeHint() const override { return {140, 80}; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void applyPalette();
    void showValues(int from, int to);

    QCPBars* m_bars;
    NeuronStatistics m_statistics;
};

} // namespace sparsight

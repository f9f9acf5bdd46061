// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ColourMap.h"

#include <QWidget>

namespace sparsight {

/// The printed scale of a heatmap: a strip of the map between its two ends, and what zero looks like.
class ColourScaleBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourScaleBar(QWidget* parent = nullptr);

    void setScale(const ColourScale& scale);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString lowText() const;
    QString highText() const;

    ColourScale m_scale;
};

} // namespace sparsight

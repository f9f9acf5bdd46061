// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/ColourMap.h"

#include <QWidget>

class QToolButton;

namespace sparsight {

class ViewOptions;

/// The printed scale of a heatmap: a strip of the map between its two ends, and what zero looks like.
class ColourScaleBar : public QWidget {
    Q_OBJECT
public:
    explicit ColourScaleBar(ViewOptions& options, QWidget* parent = nullptr);

    void setScale(const ColourScale& scale);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showLock();
    bool hasRange() const; ///< false where nothing is shown that is not zero
    QString lowText() const;
    QString highText() const;

    ViewOptions& m_options;
    ColourScale m_scale;
    QToolButton* m_lock;
};

} // namespace sparsight

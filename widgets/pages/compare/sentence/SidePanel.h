// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/views/Panel.h"

class QLabel;
class QStackedWidget;

namespace sparsight {

class HeatmapView;

/// A heatmap of a layer's neurons over a foot that belongs to it, or a sentence that says why there is none.
class SidePanel : public Panel {
    Q_OBJECT
public:
    explicit SidePanel(QWidget* foot, QWidget* parent = nullptr);

    HeatmapView& grid() const { return *m_grid; }
    void setValues(const std::vector<float>& values);       ///< [neurons]
    void setMessage(const QString& sentence, bool isError); ///< over the heatmap; empty: none

private:
    HeatmapView* m_grid;
    QLabel* m_message;
    QStackedWidget* m_stack;
};

} // namespace sparsight

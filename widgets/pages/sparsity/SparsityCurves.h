// SPDX-License-Identifier: GPL-3.0-or-later
// What is drawn of profiles: plain values for a CurveView, made of them alone.
#pragma once

#include "core/probe/SparsityMetrics.h"
#include "widgets/views/CurveLegend.h"
#include "widgets/views/CurveView.h"

#include <QString>
#include <QStringList>
#include <vector>

namespace sparsight {

enum class SparsityFigure { Layers, Neurons, Positions, Kinds };
inline constexpr int sparsityFigures = 4;

struct SparsityDrawing {
    QString title, xTitle, yTitle;
    QStringList names; ///< of the places on the x axis
    std::vector<Curve> curves;
};

/// "base", or with several data sets "base · demo"; "random twin".
QString seriesName(const std::vector<SparsityProfile>& profiles, const SparsityProfile& profile);
std::vector<CurveLegend::Entry> legendOf(const std::vector<SparsityProfile>& profiles);

/// metric: of Layers. layer: of the others.
SparsityDrawing drawingOf(SparsityFigure figure, const std::vector<SparsityProfile>& profiles,
                          const SparsityMetric& metric, LayerId layer);

} // namespace sparsight

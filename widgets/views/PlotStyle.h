// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCPAxis;
class QCustomPlot;
class QString;

namespace sparsight {

/// The plot's ground and its two axes in the colours of its palette, lettered small.
void stylePlot(QCustomPlot& plot, int labelPadding);
/// The title of one of its axes, in two lines where the plot is too small for one. Once more when the size changes.
void setAxisTitle(QCPAxis& axis, const QString& title);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCustomPlot;

namespace sparsight {

/// The plot's ground and its two axes in the colours of its palette, lettered small.
void stylePlot(QCustomPlot& plot, int labelPadding);

} // namespace sparsight

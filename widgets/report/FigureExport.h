// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/report/ExportSource.h"

#include <QByteArray>
#include <functional>

class QToolButton;
class QWidget;

namespace sparsight {

class JobRunner;
struct PageContext;

/// A view as it stands in the window, with its printed scale and its legend where it has them.
struct FigureView {
    QWidget* view = nullptr;
    QWidget* scale = nullptr;
    QWidget* legend = nullptr; ///< below it
};

enum class FigureFormat { Svg, Pdf, Png };

/// The values of the neuron in focus, as its histogram shows them.
ExportSource valuesFigure(const PageContext& context);

/// The figure with its title and provenance. SVG and PDF keep lines and text as such; PNG has three pixels for each on
/// the screen.
QByteArray renderFigure(const FigureView& figure, const ExportSource& source, FigureFormat format);

/// A small button whose menu copies the figure or writes it to a file that is asked for; the view gets the same menu on a
/// right click. `describe` is called then.
QToolButton* figureButton(const FigureView& figure, JobRunner& jobs, std::function<ExportSource()> describe);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/Records.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <functional>

class QToolButton;
class QWidget;

namespace sparsight {

class JobRunner;
class ProjectSession;
struct ModelInfo;
struct PageContext;

/// What a figure shows, and what it was made from.
struct FigureSource {
    QString title;          ///< stands over it
    QString fileName;       ///< as suggested, without an ending
    QStringList provenance; ///< stands below it, and in the file's own description
};

/// A view as it stands in the window, with its printed scale where it has one.
struct FigureView {
    QWidget* view = nullptr;
    QWidget* scale = nullptr;
};

enum class FigureFormat { Svg, Pdf, Png };

/// A run's names, hashes, choices and versions; and which program drew the figure when.
QStringList figureProvenance(const ProjectSession& session, const RunInfo& run);
/// The same of a checkpoint that computes live, with the hash of its weights where the project knows it.
QStringList figureProvenance(const ProjectSession& session, const ModelInfo& model);
QString drawnBy();
/// The values of the neuron in focus, as its histogram shows them.
FigureSource valuesFigure(const PageContext& context);

/// The figure with its title and provenance. SVG and PDF keep lines and text as such; PNG has three pixels for each on
/// the screen.
QByteArray renderFigure(const FigureView& figure, const FigureSource& source, FigureFormat format);

/// A small button whose menu copies the figure or writes it to a file that is asked for. `describe` is called then.
QToolButton* figureButton(const FigureView& figure, JobRunner& jobs, std::function<FigureSource()> describe);

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/PosterExperiment.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace sparsight {

class JobRunner;

/// How far the experiment has come, in the language of the window.
QString posterProgressText(const PosterProgress& progress);

/// Runs the experiment as one job on the engine thread. `done` gets the report on the GUI thread unless `context` has
/// died; `failed` the error's sentence. Returns the job.
quint64 runPoster(JobRunner& jobs, const QString& project, const PosterChoices& choices, QObject* context,
                  const std::function<void(std::shared_ptr<const PosterReport>)>& done,
                  const std::function<void(const QString&)>& failed);

} // namespace sparsight

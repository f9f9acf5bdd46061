// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingService.h"

#include <QString>
#include <optional>
#include <string_view>
#include <vector>

namespace sparsight {

/// How the training of one checkpoint went, as its curves show it.
struct TrainingTrace {
    struct StepLoss {
        std::uint64_t step = 0;
        double loss = 0;
    };
    QString name; ///< of the checkpoint
    double learningRate = 0;
    std::vector<StepLoss> losses;      ///< only of what was trained while the window was open
    std::optional<EpochRecord> before; ///< the parent, where it was judged
    std::vector<EpochRecord> history;
};

/// Adds what a training told to the traces of its learning rates. A step that is told again replaces what was known.
void follow(std::vector<TrainingTrace>& traces, const TrainingProgress& told);

/// The trace of a training that the project remembers. Without history where that cannot be read.
TrainingTrace traceOf(const TrainingInfo& training, const QString& name);

/// The epoch whose weights the checkpoint has; null when none was kept.
const EpochRecord* keptEpoch(const std::vector<EpochRecord>& history);
std::optional<double> measureOf(const EpochRecord& record, std::string_view name); ///< the mean

QString measureTitle(const QString& name); ///< "ROUGE-1" for rouge1

} // namespace sparsight

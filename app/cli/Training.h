// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that train share: their options, progress and summary.
#pragma once

#include "app/cli/Options.h"
#include "app/cli/commands/Commands.h"

#include <optional>
#include <string>

namespace sparsight::cli {

/// Options of training as they are given; settings has those that need no reading.
struct TrainingOptions {
    TrainingSettings settings;
    std::string optimizer = "adam", schedule = "constant", precision = "fp32", weights = "fp32";
    std::optional<double> clip;
    double saveSeconds = 600;
    LoadOptions load; // device and threads

    TrainingSettings chosen() const;
};

/// --batch, --seed, --optimizer, --schedule and the like.
void addStepOptions(CLI::App& app, TrainingOptions& options);
/// What only training on pairs has: --epochs, --validation-share, --freeze, --prefix and the like.
void addPairOptions(CLI::App& app, TrainingOptions& options);
/// --accumulate, --precision, --weights, --save-every, --device and the like.
void addMemoryOptions(CLI::App& app, TrainingOptions& options);

/// Progress on stderr: a line that is refreshed for steps, lines that stay for epochs and notes.
class TrainingProgressText {
public:
    TrainingProgressText(Context& context, bool quiet);

    void show(const TrainingProgress& progress);
    void tell(const TrainingProgress& progress); ///< without the line that is refreshed

private:
    Context& m_context;
    bool m_quiet;
};

void printSummary(const TrainingSummary& summary, bool json);
/// Throws Error when a training left nothing, so that scripts stop.
void requireCheckpoint(const TrainingSummary& summary);

} // namespace sparsight::cli

// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that train share: their options, progress and summary.
#pragma once

#include "app/cli/Options.h"
#include "app/cli/commands/Commands.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace sparsight::cli {

/// Options of training as they are given; settings has those that need no reading.
struct TrainingOptions {
    TrainingSettings settings;
    std::string optimizer = "adam", schedule = "constant", precision = "fp32", weights = "fp32";
    std::optional<double> clip;
    double saveSeconds = 600;
    LoadOptions load; // device and threads

    /// Throws CLI::ValidationError for a value that is never allowed.
    TrainingSettings chosen() const;
    /// The same for each learning rate of a sweep.
    TrainingSettings chosen(const std::vector<double>& learningRates) const;
};

/// --lr of a sweep. `byDefault` is what is shown; the rates themselves are the caller's.
void addRatesOption(CLI::App& app, std::vector<double>& rates, const std::string& byDefault);

/// --batch, --seed, --optimizer, --schedule and the like.
void addStepOptions(CLI::App& app, TrainingOptions& options);
/// What only training on pairs has: --epochs, --validation-share, --freeze, --prefix and the like.
void addPairOptions(CLI::App& app, TrainingOptions& options);
/// --accumulate, --precision, --weights, --save-every, --device and the like.
void addMemoryOptions(CLI::App& app, TrainingOptions& options);

/// Progress on stderr: a line that is refreshed for steps, lines that stay for epochs and notes; and the summary.
class TrainingProgressText {
public:
    explicit TrainingProgressText(Context& context);

    void show(const TrainingProgress& progress);
    void tell(const TrainingProgress& progress); ///< without the line that is refreshed
    void print(const TrainingSummary& summary);

private:
    void note(const std::string& checkpoint, const std::string& text);

    Context& m_context;
    std::set<std::string> m_noted; // the same is said once, though it holds for each checkpoint of a sweep
};

/// Throws Error when a training left nothing, so that scripts stop.
void requireCheckpoint(const TrainingSummary& summary);

} // namespace sparsight::cli

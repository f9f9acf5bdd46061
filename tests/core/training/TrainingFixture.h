// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of training share with the process that they kill.
#pragma once

#include "core/training/FineTuner.h"

#include <cstdint>
#include <filesystem>
#include <random>
#include <stop_token>
#include <string>
#include <vector>

namespace sparsight::testing {

/// Texts whose summary is their first word, so that there is something to learn.
inline std::vector<TextPair> somePairs(std::size_t count)
{
    static const std::vector<std::string> words{"red",  "apple",  "copper",  "kite",
                                                "milk", "magnet", "lantern", "shines"};
    std::mt19937 random(5);
    std::vector<TextPair> pairs;
    for (std::size_t i = 0; i < count; ++i) {
        std::string text = words[random() % words.size()];
        const std::string target = text;
        for (unsigned more = random() % 9; more > 0; --more)
            text += " " + words[random() % words.size()];
        pairs.push_back({std::to_string(i), text, target});
    }
    return pairs;
}

/// A training of seconds with everything that has a state: Adam, dropout, a schedule, accumulation, validation.
inline TrainingRequest requestFor(const std::filesystem::path& output)
{
    TrainingRequest request{.parent = std::filesystem::path(SPARSIGHT_TEST_DATA) / "golden" / "t5-relu",
                            .pairs = somePairs(50),
                            .dataName = "words",
                            .output = output};
    request.settings.learningRate = 0.01;
    request.settings.epochs = 3;
    request.settings.batchSize = 8;
    request.settings.accumulation = 2;
    request.settings.schedule = ScheduleKind::Linear;
    request.settings.warmUpSteps = 4;
    request.settings.device = "cpu";
    request.settings.threads = 1;
    request.settings.evaluationPairs = 2;
    request.settings.maximumTargetTokens = 6;
    return request;
}

/// Stops a training in this stage, once it has come to this step.
inline TrainingCallback stopAt(const std::string& stage, int step, std::stop_source& stop)
{
    return [stage, step, &stop](const TrainingProgress& progress) {
        if (progress.stage == stage && progress.step >= static_cast<std::uint64_t>(step)) stop.request_stop();
    };
}

inline const char* checkpointName = "t5-relu-lr0.01";

} // namespace sparsight::testing

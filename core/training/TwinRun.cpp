// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TwinRun.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sparsight {

namespace fs = std::filesystem;

namespace {

/// The choices that a twin can share: where it is computed is no choice of the run's.
bool sameChoices(const RunSettings& run, RunSettings twin)
{
    twin.device = run.device;
    return differences(run, twin).empty();
}

bool sameShape(const CheckpointInfo& first, const CheckpointInfo& second)
{
    const auto shape = [](const CheckpointInfo& checkpoint) {
        nlohmann::json config = nlohmann::json::parse(checkpoint.config, nullptr, false);
        if (!config.is_object()) return nlohmann::json();
        for (const char* other : {"dtype", "torch_dtype", "transformers_version", "_name_or_path"})
            config.erase(other); // how it was written
        return config;
    };
    return first.parameters == second.parameters && shape(first) == shape(second);
}

constexpr std::string_view twinEnding = " random twin";

} // namespace

std::string twinRunName(const RunInfo& run)
{
    return run.name + std::string(twinEnding);
}

bool isTwinRun(const RunInfo& run)
{
    return std::string_view(run.name).ends_with(twinEnding);
}

std::optional<RunInfo> findTwinRun(const Project& project, const RunInfo& run)
{
    const CheckpointInfo checkpoint = project.checkpoint(run.checkpoint);
    const std::vector<RunInfo> runs = project.runs();
    const auto twin = std::ranges::find_if(runs, [&](const RunInfo& other) {
        return isTwinRun(other) && other.complete && other.dataset == run.dataset && other.neurons == run.neurons &&
               sameChoices(run.settings, other.settings) && sameShape(checkpoint, project.checkpoint(other.checkpoint));
    });
    return twin == runs.end() ? std::nullopt : std::optional(*twin);
}

fs::path twinFolder(const Project& project, const RunInfo& run)
{
    fs::path folder = project.file();
    folder.replace_extension(".checkpoints");
    return folder / (project.checkpoint(run.checkpoint).name + "-random-twin");
}

RunInfo captureTwinRun(Project& project, const RunInfo& run, const Services& services, const LoadOptions& load,
                       const std::stop_token& stop, const ProgressCallback& progress)
{
    if (const auto known = findTwinRun(project, run)) return *known;
    const fs::path folder = twinFolder(project, run);
    if (!fs::exists(folder)) {
        report(progress, {"drawing random weights", 0, 0});
        services.training.twin({.checkpoint = project.checkpoint(run.checkpoint).path, .output = folder}, stop,
                               progress);
    }
    LoadOptions options = load;
    options.precision = run.settings.precision;
    const auto engine = services.engine.load(folder, options, stop, progress);
    const CaptureRequest request{.runName = twinRunName(run), .dataset = run.dataset, .settings = run.settings};
    return project.run(engine->capture(project, request, stop, progress).run);
}

} // namespace sparsight

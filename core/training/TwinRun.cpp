// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TwinRun.h"

#include <algorithm>

namespace sparsight {

namespace fs = std::filesystem;

namespace {

/// The choices that a twin can share: where it is computed is no choice of the run's.
bool sameChoices(const RunSettings& run, RunSettings twin)
{
    twin.device = run.device;
    return differences(run, twin).empty();
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
    const std::vector<RunInfo> runs = project.runs();
    const auto twin = std::ranges::find(runs, twinRunName(run), &RunInfo::name);
    if (twin == runs.end() || !twin->complete || twin->dataset != run.dataset || twin->neurons != run.neurons ||
        !sameChoices(run.settings, twin->settings))
        return std::nullopt;
    return *twin;
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/DemoProject.h"

#include "core/base/Resources.h"
#include "core/dataset/SentenceReader.h"

#include <algorithm>
#include <string>

namespace sparsight {

namespace {

namespace fs = std::filesystem;

template <class Records>
bool hasName(const Records& records, std::string_view name)
{
    return std::any_of(records.begin(), records.end(), [&](const auto& record) { return record.name == name; });
}

void addSentences(Project& project)
{
    if (hasName(project.datasets(), demoDatasetName)) return;
    const fs::path file = resourceDirectory() / "demo" / "sentences.tsv";
    project.importDataset(std::string(demoDatasetName), file.filename().string(), [&](const auto& sink) {
        return static_cast<std::uint32_t>(readSentences(file, {}, sink).blankLines);
    });
}

void addTopics(Project& project)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(resourceDirectory() / "topics"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const Topic topic = readTopicFile(file);
        if (!hasName(project.topics(), topic.name)) project.putTopic(topic);
    }
}

} // namespace

fs::path demoCheckpoint()
{
    return resourceDirectory() / "demo" / "base";
}

Project openDemoProject(const fs::path& file)
{
    Project project = fs::exists(file) ? Project::open(file, Project::Mode::ReadWrite) : Project::create(file);
    addSentences(project);
    addTopics(project);
    return project;
}

CaptureRequest demoCapture(const Project& project)
{
    CaptureRequest request{.runName = std::string(demoRunName), .dataset = project.dataset(demoDatasetName).id};
    request.settings.layers = {{Stack::Encoder, 6}};
    return request;
}

CaptureSummary captureDemo(Project& project, const EngineServices& engine, const std::stop_token& stop,
                           const ProgressCallback& progress)
{
    const std::vector<RunInfo> runs = project.runs();
    const auto run = std::find_if(runs.begin(), runs.end(), [](const RunInfo& r) { return r.name == demoRunName; });
    if (run != runs.end() && run->complete) return {.run = run->id};

    const auto model = engine.load(demoCheckpoint(), {}, stop, progress);
    return model->capture(project, demoCapture(project), stop, progress);
}

} // namespace sparsight

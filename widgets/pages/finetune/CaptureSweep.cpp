// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/CaptureSweep.h"

#include "core/store/Project.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/session/ProjectSession.h"

#include <QCoreApplication>
#include <algorithm>

namespace sparsight {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("CaptureSweep", source);
}

/// The complete run of this checkpoint that has the sweep's values, if there is one.
std::optional<RunId> capturedBefore(const Project& project, const CaptureSweep& sweep, CheckpointId checkpoint)
{
    if (sweep.settings.layers.empty()) return std::nullopt;
    for (const RunInfo& run : project.runs()) {
        if (run.checkpoint == checkpoint && run.dataset == sweep.dataset && run.complete &&
            differences(run.settings, sweep.settings).empty())
            return run.id;
    }
    return std::nullopt;
}

/// Captures with one checkpoint, in an engine of its own.
class SweepStep {
public:
    SweepStep(const EngineServices& services, Project& project, CaptureSweep& sweep)
        : m_services(services)
        , m_project(project)
        , m_sweep(sweep)
    {
    }

    RunId run(std::size_t number, const std::stop_token& stop, const ProgressCallback& progress)
    {
        const CheckpointInfo& checkpoint = m_sweep.checkpoints[number];
        if (const auto before = capturedBefore(m_project, m_sweep, checkpoint.id)) return *before;
        RunSettings& settings = m_sweep.settings;
        const LoadOptions options{.device = settings.device.empty() ? "auto" : settings.device,
                                  .threads = settings.threads,
                                  .precision = settings.precision};
        const auto engine = m_services.load(checkpoint.path, options, stop, progress);
        if (settings.layers.empty()) settings.layers = {{Stack::Encoder, std::min(6, engine->info().encoderLayers)}};
        const std::uint64_t all = m_project.dataset(m_sweep.dataset).sentences;
        const CaptureRequest request{.dataset = m_sweep.dataset, .settings = settings};
        return engine
            ->capture(m_project, request, stop,
                      [&](const Progress& now) {
                          report(progress, {now.stage, number * all + now.done, m_sweep.checkpoints.size() * all});
                      })
            .run;
    }

private:
    const EngineServices& m_services;
    Project& m_project;
    CaptureSweep& m_sweep;
};

} // namespace

std::vector<SweepChoice> sweepChoices(const ProjectSession& session, CheckpointId parent)
{
    std::vector<SweepChoice> choices;
    for (const RunInfo& run : session.runs()) {
        const DatasetInfo* dataset = session.dataset(run.dataset);
        if (run.checkpoint != parent || !dataset) continue;
        choices.push_back({text(QT_TRANSLATE_NOOP("CaptureSweep", "as “%1”: %2, %3"))
                               .arg(QString::fromStdString(run.name), QString::fromStdString(dataset->name),
                                    QString::fromStdString(layerNames(run.settings.layers))),
                           run.dataset, run.settings});
    }
    if (!choices.empty()) return choices;
    for (const DatasetInfo& dataset : session.datasets()) {
        choices.push_back({text(QT_TRANSLATE_NOOP("CaptureSweep", "“%1”, the sixth encoder layer"))
                               .arg(QString::fromStdString(dataset.name)),
                           dataset.id,
                           {}});
    }
    return choices;
}

quint64 captureSweep(JobRunner& jobs, const QString& project, const CaptureSweep& sweep, QObject* context,
                     const std::function<void(const std::vector<RunId>&)>& done)
{
    const auto work = [services = jobs.services().engine, path = std::filesystem::path(project.toStdU16String()),
                       sweep](const std::stop_token& stop, const ProgressCallback& progress) {
        if (!services.load)
            throw Error(ErrorCode::Unsupported, "This build cannot run checkpoints; build it with LibTorch.");
        Project connection = Project::open(path, Project::Mode::ReadWrite);
        CaptureSweep all = sweep;
        SweepStep step(services, connection, all);
        std::vector<RunId> runs;
        for (std::size_t i = 0; i < all.checkpoints.size(); ++i)
            runs.push_back(step.run(i, stop, progress));
        return runs;
    };
    const QString title = QCoreApplication::translate("CaptureSweep", "Capture with %n checkpoint(s)", nullptr,
                                                      int(sweep.checkpoints.size()));
    return jobs.engineJob<std::vector<RunId>>(title, context, work, done);
}

} // namespace sparsight

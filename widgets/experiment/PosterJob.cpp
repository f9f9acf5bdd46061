// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/experiment/PosterJob.h"

#include "widgets/jobs/JobRunner.h"

#include <QCoreApplication>

namespace sparsight {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Poster", source);
}

} // namespace

QString posterProgressText(const PosterProgress& progress)
{
    QString what;
    if (progress.training) {
        what = text(QT_TRANSLATE_NOOP("Poster", "training %1, epoch %2 of %3"))
                   .arg(QString::fromStdString(progress.checkpoint))
                   .arg(progress.training->epoch)
                   .arg(progress.training->epochs);
    } else if (progress.step == PosterProgress::Step::Capture) {
        what = text(QT_TRANSLATE_NOOP("Poster", "capturing with %1")).arg(QString::fromStdString(progress.checkpoint));
    } else {
        what = text(QT_TRANSLATE_NOOP("Poster", "scoring neurons"));
    }
    return text(QT_TRANSLATE_NOOP("Poster", "step %1 of %2, %3")).arg(progress.number).arg(progress.steps).arg(what);
}

quint64 runPoster(JobRunner& jobs, const QString& project, const PosterChoices& choices, QObject* context,
                  const std::function<void(std::shared_ptr<const PosterReport>)>& done,
                  const std::function<void(const QString&)>& failed)
{
    using Report = std::shared_ptr<const PosterReport>;
    const std::filesystem::path file = project.toStdU16String();
    return jobs.engineJob<Report>(
        text(QT_TRANSLATE_NOOP("Poster", "The publication's experiment")), context,
        [file, choices, services = jobs.services()](const std::stop_token& stop, const ProgressCallback& progress) {
            Project connection = Project::open(file, Project::Mode::ReadWrite);
            PosterExperiment experiment(connection, choices, services.engine.load, services.training.finetune);
            return std::make_shared<const PosterReport>(experiment.run(stop, [&](const PosterProgress& now) {
                report(progress, {posterProgressText(now).toStdString(), now.progress.done, now.progress.total});
            }));
        },
        done, failed);
}

} // namespace sparsight

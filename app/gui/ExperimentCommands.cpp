// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/ExperimentCommands.h"

#include "app/gui/NoticeBar.h"
#include "widgets/experiment/PosterDialog.h"
#include "widgets/experiment/PosterJob.h"
#include "widgets/experiment/ReportWindow.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QFileInfo>

namespace sparsight {

ExperimentCommands::ExperimentCommands(PageContext& context, NoticeBar& notice, QWidget& window)
    : m_context(context)
    , m_notice(notice)
    , m_window(window)
{
    connect(&context.jobs, &JobRunner::jobFinished, this, [this](const JobState& job) {
        if (job.id != m_job) return;
        m_job = 0;
        m_context.session.refresh(); // what was trained and captured before it was cancelled is there
    });
}

void ExperimentCommands::askForPoster()
{
    if (!m_context.session.isOpen()) {
        m_notice.showError(tr("Experiments are run in a project; open or make one first."));
        return;
    }
    if (m_context.session.isReadOnly()) {
        m_notice.showError(tr("%1 is open read-only; experiments can be run where it is open for writing.")
                               .arg(QFileInfo(m_context.session.file()).fileName()));
        return;
    }
    if (m_job != 0) {
        m_notice.showError(tr("The experiment is running already; its progress is in the status bar."));
        return;
    }
    auto* dialog = new PosterDialog(m_context, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PosterDialog::wanted, this, &ExperimentCommands::run);
    dialog->show();
}

void ExperimentCommands::run(const PosterChoices& choices)
{
    const QString project = m_context.session.file();
    m_job = runPoster(
        m_context.jobs, project, choices, this, [this, project](const auto& report) { finish(project, report); },
        [this](const QString& error) { m_notice.showError(error); });
}

void ExperimentCommands::finish(const QString& project, const std::shared_ptr<const PosterReport>& report)
{
    m_report = report;
    Q_EMIT reportChanged();
    if (m_context.session.file() == project) {
        m_context.session.refresh();
        std::vector<RunId> runs;
        for (const PosterColumn& column : report->columns)
            if (column.run) runs.push_back(column.run->id);
        m_context.compared.showOnly(runs);
        m_context.selection.setRun(runs.front());
        m_context.selection.setLayer(report->layer);
        m_context.selection.setTopic(QString::fromStdString(report->topic));
        m_context.compared.compareBy({CaptureRule::parse(report->rule), report->keywordIn == "generated"});
        m_context.showPage("kt");
    }
    showReport();
}

void ExperimentCommands::showReport()
{
    if (!m_report) return;
    auto* window = new ReportWindow(m_report, &m_window);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
}

} // namespace sparsight

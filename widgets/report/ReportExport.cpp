// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/ReportExport.h"

#include "core/base/File.h"
#include "core/probe/CheckpointShader.h"
#include "core/report/ReportWriters.h"
#include "widgets/common/ExportDialog.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/WindowCommands.h"
#include "widgets/report/PdfReport.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QCoreApplication>
#include <QDate>
#include <QFileDialog>
#include <algorithm>

namespace sparsight {
namespace {

struct ReportExportText {
    Q_DECLARE_TR_FUNCTIONS(ReportExport)
};

QStringList nameFilters()
{
    return {ReportExportText::tr("Web page (*.html)"), ReportExportText::tr("PDF (*.pdf)"),
            ReportExportText::tr("JSON (*.json)"), ReportExportText::tr("CSV table (*.csv)")};
}

/// What was said while the report was made, for the list of jobs.
QString written(const QString& file, const QStringList& notes)
{
    return (QStringList{ReportExportText::tr("Written to %1.").arg(file)} + notes).join(QLatin1Char(' '));
}

} // namespace

ReportRecipe newRecipe(LayerId layer, const std::vector<NeuronId>& neurons)
{
    ReportRecipe recipe;
    recipe.layer = layer;
    recipe.neurons = neurons;
    recipe.version = QCoreApplication::applicationVersion().toStdString();
    recipe.created = QDate::currentDate().toString(Qt::ISODate).toStdString();
    return recipe;
}

std::optional<ReportRecipe> recipeForFocus(const PageContext& context, const std::vector<NeuronId>& neurons)
{
    const Focus& focus = context.selection.focus();
    const RunInfo* first = focus.run ? context.session.run(*focus.run) : nullptr;
    if (!first || !first->complete || !hasLayer(*first, focus.layer)) return std::nullopt;
    ReportRecipe recipe = newRecipe(focus.layer, neurons);
    const Project& project = context.session.project();
    recipe.runs.push_back(describeRun(project, *first));
    for (const RunInfo& run : context.session.runs()) {
        const bool alike = run.complete && run.dataset == first->dataset && hasLayer(run, focus.layer);
        const bool hasNeurons =
            std::all_of(neurons.begin(), neurons.end(), [&run](NeuronId neuron) { return neuron.value < run.neurons; });
        if (alike && hasNeurons && run.id != first->id) recipe.runs.push_back(describeRun(project, run));
    }
    recipe.topics = context.session.topics();
    return recipe;
}

void writeReport(const Report& report, const QString& file, const std::stop_token& stop)
{
    const std::filesystem::path path = file.toStdString();
    if (file.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        writeFileAtomically(path, reportPdf(report, stop).toStdString());
    else
        sparsight::writeReport(report, path);
}

void exportReport(PageContext& context, const ReportRecipe& recipe, const QString& suggestedName, QWidget* parent)
{
    QFileDialog* dialog = exportDialog(parent, ReportExportText::tr("Write a report"), nameFilters(), suggestedName);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, [&context, recipe, parent](const QString& file) {
        auto connection = std::make_shared<Project>(context.session.project().reopen());
        context.jobs.query<QStringList>(
            ReportExportText::tr("Report"), parent,
            [connection, recipe, file, load = context.jobs.services().engine.load](const std::stop_token& stop,
                                                                                   const ProgressCallback& progress) {
                QStringList notes;
                const ReportProbe probe = checkpointProbe(
                    *connection, load, {}, [&notes](const std::string& note) { notes << QString::fromStdString(note); },
                    progress);
                const Report report = buildReport(*connection, recipe, probe, stop, progress);
                writeReport(report, file, stop);
                for (const RunDamage& damage : report.damage)
                    notes << QString::fromStdString(damageText(*connection, damage)) + QLatin1Char('.');
                return notes;
            },
            [&context, file](const QStringList& notes) {
                context.jobs.setOutcome(written(file, notes));
                if (context.commands) context.commands->tellWritten(written(file, notes), file);
            });
    });
    dialog->open();
}

} // namespace sparsight

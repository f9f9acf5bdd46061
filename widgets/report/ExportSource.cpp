// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/report/ExportSource.h"

#include "core/capture/InferenceEngine.h"
#include "core/report/ReportRecipe.h"
#include "widgets/session/ProjectSession.h"

#include <QCoreApplication>
#include <QDate>

namespace sparsight {
namespace {

struct ExportText {
    Q_DECLARE_TR_FUNCTIONS(Export)
};

} // namespace

QStringList provenanceOf(const ProjectSession& session, const RunInfo& run)
{
    return {QString::fromStdString(describeRun(session.project(), run).provenance())};
}

QStringList provenanceOf(const ProjectSession& session, const std::vector<RunInfo>& runs)
{
    QStringList lines;
    for (const RunInfo& run : runs)
        lines << provenanceOf(session, run);
    return lines;
}

QStringList provenanceOf(const std::vector<CheckpointInfo>& checkpoints)
{
    QStringList lines;
    for (const CheckpointInfo& checkpoint : checkpoints) {
        lines << ExportText::tr("Checkpoint %1 (%2), SHA-256 %3.")
                     .arg(QString::fromStdString(checkpoint.name), QString::fromStdString(checkpoint.path),
                          QString::fromStdString(checkpoint.weightsSha256));
    }
    return lines;
}

QStringList provenanceOf(const ProjectSession& session, const ModelInfo& model)
{
    const std::string directory = model.directory.string();
    QString text =
        ExportText::tr("Checkpoint %1 (%2), computed live on %3 in %4.")
            .arg(QString::fromStdString(model.name), QString::fromStdString(directory),
                 QString::fromStdString(model.device), QString::fromStdString(std::string(toString(model.precision))));
    for (const CheckpointInfo& known : session.checkpoints()) {
        if (known.path == directory)
            text += QStringLiteral(" SHA-256 %1.").arg(QString::fromStdString(known.weightsSha256));
    }
    return {text};
}

QString madeBy()
{
    return ExportText::tr("Made by Sparsight %1 on %2.")
        .arg(QCoreApplication::applicationVersion(), QDate::currentDate().toString(Qt::ISODate));
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/ablation/AblationChoice.h"

#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace sparsight {

QString namesText(const std::vector<NeuronName>& neurons)
{
    QStringList names;
    for (const NeuronName& name : neurons)
        names << QString::fromStdString(name.toString());
    return names.join(QStringLiteral(", "));
}

QString AblationChoice::text() const
{
    const auto translated = [](const char* text) { return QCoreApplication::translate("AblationChoice", text); };
    const QString names = namesText(neurons);
    switch (level.kind) {
    case InterventionLevel::Kind::Off:
        return translated(QT_TRANSLATE_NOOP("AblationChoice", "%1 switched off")).arg(names);
    case InterventionLevel::Kind::Mean:
        return translated(QT_TRANSLATE_NOOP("AblationChoice", "%1 set to the mean")).arg(names);
    case InterventionLevel::Kind::Value: break;
    }
    return translated(QT_TRANSLATE_NOOP("AblationChoice", "%1 set to %2")).arg(names, QLocale().toString(level.value));
}

const RunInfo* runOfLoadedCheckpoint(const PageContext& context)
{
    const auto& model = context.jobs.model();
    if (!model || !context.session.isOpen()) return nullptr;
    const RunInfo* found = nullptr;
    for (const RunInfo& run : context.session.runs()) {
        const CheckpointInfo* checkpoint = context.session.checkpoint(run.checkpoint);
        if (!run.complete || !checkpoint || checkpoint->path != model->directory.string()) continue;
        if (context.selection.focus().run == run.id) return &run;
        if (!found) found = &run;
    }
    return found;
}

StoredNeurons::StoredNeurons(const PageContext& context)
{
    const RunInfo* run = runOfLoadedCheckpoint(context);
    if (!run) return;
    m_run = *run;
    m_sha256 = context.session.checkpoint(run->checkpoint)->weightsSha256;
    m_project = std::make_shared<Project>(context.session.project().reopen());
}

void StoredNeurons::checkWeights(InferenceEngine& engine, const std::stop_token& stop) const
{
    if (!isThere() || engine.weightsSha256(stop, {}) == m_sha256) return;
    throw Error(ErrorCode::BadInput, "The weights of " + engine.info().name + " are no longer those of run \"" +
                                         m_run->name + "\"; capture the checkpoint anew.");
}

std::string StoredNeurons::strongestSentence(const NeuronName& name) const
{
    if (!isThere() || std::ranges::find(m_run->settings.layers, name.layer) == m_run->settings.layers.end()) return {};
    const auto top = RunReader(*m_project, m_run->id, name.layer).top(name.neuron, 1);
    return top.empty() ? std::string() : m_project->sentence(m_run->dataset, top.front().sentence).text;
}

std::vector<Intervention> StoredNeurons::interventions(const AblationChoice& choice) const
{
    if (!isThere()) return interventionsOf(choice.neurons, choice.level, nullptr);
    const RunNeurons neurons(*m_project, *m_run);
    return interventionsOf(choice.neurons, choice.level, &neurons);
}

std::vector<Intervention> StoredNeurons::control(const AblationChoice& choice, std::uint64_t seed) const
{
    const RunNeurons neurons(*m_project, *m_run);
    return interventionsOf(neurons.controls(choice.neurons, seed), choice.level, &neurons);
}

} // namespace sparsight

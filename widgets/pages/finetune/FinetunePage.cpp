// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/finetune/FinetunePage.h"

#include "core/base/Resources.h"
#include "core/experiment/PosterChoices.h"
#include "core/store/Project.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/WindowCommands.h"
#include "widgets/pages/finetune/TrainedCard.h"
#include "widgets/pages/finetune/TrainingCurves.h"
#include "widgets/pages/finetune/TrainingForm.h"
#include "widgets/pages/finetune/TrainingRunner.h"
#include "widgets/pages/finetune/TrainingStrip.h"
#include "widgets/pages/finetune/UnfinishedTraining.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/EmptyState.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>

namespace sparsight {

FinetunePage::FinetunePage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_runner(new TrainingRunner(context.jobs, this))
    , m_stack(new QStackedWidget(this))
{
    m_stack->addWidget(createContent());
    createEmpty();
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connectAll();
    followProject();
    showCurves();
}

void FinetunePage::createEmpty()
{
    m_empty = new EmptyState(tr("Train a checkpoint further"));
    connect(m_empty, &EmptyState::remedyWanted, this, [this] {
        if (!m_context.session.isOpen()) {
            m_context.showPage("welcome");
        } else if (m_context.commands) {
            m_context.commands->importData({});
        }
    });
    auto* demo = new QPushButton(tr("Import the demo's papers"));
    demo->setObjectName(QStringLiteral("importDemoPapers"));
    demo->setToolTip(plainToolTip(tr("240 short articles with their summaries that come with the program: pairs to "
                                     "train on, and their sentences to capture.")));
    connect(demo, &QPushButton::clicked, this, &FinetunePage::importDemoPapers);
    m_empty->addExtra(demo);
    auto* papers = new QPushButton(tr("Import a folder of papers…"));
    papers->setObjectName(QStringLiteral("importPapers"));
    connect(papers, &QPushButton::clicked, this, [this] {
        if (m_context.commands) m_context.commands->importPapers();
    });
    m_empty->addExtra(papers);
}

void FinetunePage::importDemoPapers()
{
    auto* button = m_empty->findChild<QPushButton*>(QStringLiteral("importDemoPapers"));
    button->setEnabled(false); // once is enough
    m_context.jobs.query<bool>(
        tr("Import the demo's papers"), this,
        [file = m_context.session.project().file()](const std::stop_token& stop, const ProgressCallback& progress) {
            Project connection = Project::open(file, Project::Mode::ReadWrite);
            importPapers(
                connection, resourceDirectory() / "demo" / "papers", {}, [](const std::string&) {}, stop, progress);
            return true;
        },
        [this](bool) { m_context.session.refresh(); },
        [this](const QString& error) {
            m_empty->setText(error);
            followButtons();
        });
}

QWidget* FinetunePage::createContent()
{
    m_form = new TrainingForm(m_context, this);
    m_form->setMinimumWidth(260);
    m_strip = new TrainingStrip(*m_runner, this);
    m_curves = new TrainingCurves;
    m_curves->addFigureButtons(m_context.jobs, m_context.session);
    auto* curves = new QFrame(this);
    setRole(curves, "card");
    auto* inside = new QVBoxLayout(curves);
    inside->setContentsMargins(12, 8, 12, 8);
    inside->addWidget(m_curves);
    m_trained = new TrainedCard(m_context, this);
    auto* results = new QSplitter(Qt::Vertical, this);
    results->setChildrenCollapsible(false);
    results->addWidget(curves);
    results->addWidget(m_trained);
    results->setStretchFactor(0, 3);
    results->setStretchFactor(1, 2);
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_strip);
    column->addWidget(results, 1);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_form);
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({270, 720});
    auto* content = new QWidget(this);
    auto* row = new QHBoxLayout(content);
    row->setContentsMargins(12, 12, 12, 12);
    row->addWidget(splitter);
    return content;
}

void FinetunePage::connectAll()
{
    ProjectSession& session = m_context.session;
    connect(&session, &ProjectSession::changed, this, &FinetunePage::followProject);
    connect(&session, &ProjectSession::opened, this, [this] {
        m_runner->clear(); // it was another project's
        showCurves();
    });
    connect(m_form, &TrainingForm::wanted, this, &FinetunePage::start);
    connect(m_strip, &TrainingStrip::goOnWanted, this, &FinetunePage::start);
    connect(m_strip, &TrainingStrip::forgetWanted, this, [this] {
        forgetTraining(m_context.session.file());
        showUnfinished();
    });
    connect(m_trained, &TrainedCard::selectionChanged, this, &FinetunePage::showCurves);
    connect(m_trained, &TrainedCard::settingsWanted, m_form,
            [this](const TrainingRequest& request) { m_form->show(request); });
    connect(m_runner, &TrainingRunner::progressed, this, &FinetunePage::showCurves);
    connect(m_runner, &TrainingRunner::recorded, &session, &ProjectSession::refresh);
    connect(m_runner, &TrainingRunner::ended, this, [this] {
        m_form->setBusy(false);
        showUnfinished();
        showCurves();
    });
}

void FinetunePage::start(const TrainingRequest& request)
{
    if (m_runner->isRunning() || m_context.session.isReadOnly()) return;
    m_trained->clearSelection();
    m_form->setBusy(true);
    m_runner->start(m_context.session.file(), request);
    if (m_context.commands) m_context.commands->trainingBegun();
    showUnfinished();
    showCurves();
}

void FinetunePage::followProject()
{
    const ProjectSession& session = m_context.session;
    const auto& datasets = session.datasets();
    const bool hasPairs =
        std::any_of(datasets.begin(), datasets.end(), [](const DatasetInfo& d) { return d.hasTargets; });
    const bool isEmpty = !hasPairs && session.trainings().empty();
    m_stack->setCurrentIndex(isEmpty ? 1 : 0);
    followButtons();
    if (!session.isOpen()) {
        m_empty->setText(tr("Fine-tuning teaches a checkpoint to write a target text when it reads a source text, with "
                            "several learning rates at once. Open a project first."));
        m_empty->setRemedy(tr("Open a project"));
    } else {
        m_empty->setText(tr("This project has no pairs to learn from yet. Import a table with a source and a target "
                            "column (CSV, TSV or JSONL), or a folder of papers with their summaries (ScisummNet)."));
        m_empty->setRemedy(session.isReadOnly() ? QString() : tr("Import pairs…"));
    }
    showUnfinished();
}

void FinetunePage::followButtons()
{
    const ProjectSession& session = m_context.session;
    for (const char* name : {"importPapers", "importDemoPapers"}) {
        auto* button = m_empty->findChild<QPushButton*>(QLatin1String(name));
        button->setVisible(session.isOpen());
        button->setEnabled(!session.isReadOnly());
    }
}

void FinetunePage::showUnfinished()
{
    const bool offered = m_context.session.isOpen() && !m_context.session.isReadOnly() && !m_runner->isRunning();
    m_strip->setUnfinished(offered ? unfinishedTraining(m_context.session.file()) : std::nullopt);
}

/// What is selected in the table, what is being trained or was trained last, or all that were trained from the parent
/// of the newest on the same data.
void FinetunePage::showCurves()
{
    const bool isLive =
        !m_trained->hasSelection() && m_runner->project() == m_context.session.file() && !m_runner->traces().empty();
    const std::vector<TrainingTrace> traces = isLive ? m_runner->traces() : m_trained->traces();
    m_curves->setTraces(traces);
    m_curves->setCaption(traces.empty() ? tr("Loss and ROUGE of each learning rate appear here while training runs.")
                         : m_trained->hasSelection() ? tr("The selected checkpoints, by learning rate")
                         : isLive                    ? tr("This training, by learning rate")
                                                     : tr("All that were trained from one parent on the same data"));
}

} // namespace sparsight

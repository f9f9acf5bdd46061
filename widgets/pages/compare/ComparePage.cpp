// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/ComparePage.h"

#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/ComparisonBar.h"
#include "widgets/pages/compare/LayersTab.h"
#include "widgets/pages/compare/MovedTab.h"
#include "widgets/pages/compare/NeuronsTab.h"
#include "widgets/pages/compare/sentence/SentenceTab.h"
#include "widgets/pages/finetune/CaptureSweep.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/views/EmptyState.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace sparsight {

ComparePage::ComparePage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_tabs(new QTabBar)
    , m_bar(new ComparisonBar(context))
    , m_stack(new QStackedWidget)
{
    m_tabs->setObjectName(QStringLiteral("compare.tabs"));
    m_tabs->setExpanding(false);
    buildTabs();
    m_stack->addWidget(buildEmpty());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_tabs);
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_tabs);

    connect(m_tabs, &QTabBar::currentChanged, this, &ComparePage::showTab);
    connect(m_bar, &ComparisonBar::changed, this, &ComparePage::showTab);
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus& before) {
        if (now.layer != before.layer) showTab();
    });
    showTab();
}

/// One line a tab, in their order.
void ComparePage::buildTabs()
{
    addTab(tr("Sentence"), new SentenceTab(m_context));
    addTab(tr("Neurons"), new NeuronsTab(m_context));
    addTab(tr("Layers"), new LayersTab(m_context));
    addTab(tr("Moved"), new MovedTab(m_context));
}

void ComparePage::addTab(const QString& title, QWidget* tab)
{
    m_tabs->addTab(title);
    m_stack->addWidget(tab);
    m_stored.push_back(nullptr);
}

void ComparePage::addTab(const QString& title, StoredTab* tab)
{
    addTab(title, static_cast<QWidget*>(tab));
    m_stored.back() = tab;
}

QWidget* ComparePage::buildEmpty()
{
    m_empty = new EmptyState(tr("What changed between two checkpoints?"));
    m_sweep = new QPushButton(tr("Capture with what was trained from it"));
    m_sweep->setObjectName(QStringLiteral("example"));
    m_empty->addExtra(m_sweep);
    connect(m_sweep, &QPushButton::clicked, this, &ComparePage::captureTrained);
    m_train = new QPushButton(tr("Fine-tune a checkpoint"));
    m_empty->addExtra(m_train);
    connect(m_empty, &EmptyState::remedyWanted, this, [this] { m_context.showPage(m_bar->absence().page); });
    connect(m_train, &QPushButton::clicked, this, [this] { m_context.showPage("finetune"); });
    return m_empty;
}

void ComparePage::showTab()
{
    const int current = m_tabs->currentIndex();
    StoredTab* stored = m_stored[std::size_t(current)];
    m_bar->setVisible(stored != nullptr);
    const ComparisonAbsence absence = stored ? m_bar->absence() : ComparisonAbsence();
    for (StoredTab* tab : m_stored) {
        if (tab && (tab != stored || !absence.isEmpty())) tab->stop();
    }
    m_stack->setCurrentIndex(absence.isEmpty() ? current : m_stack->count() - 1);
    m_empty->setText(absence.reason);
    m_empty->setRemedy(absence.remedy);
    const bool canCapture = absence.only && !m_context.session.isReadOnly();
    m_sweep->setVisible(canCapture && !trainedFrom(absence.only->checkpoint).empty());
    m_train->setVisible(absence.only.has_value() && m_sweep->isHidden());
    if (!stored || !absence.isEmpty()) return;
    m_bar->setPairVisible(stored->isPair());
    m_bar->setTopicVisible(stored->usesTopic());
    stored->setChoice(m_bar->choice());
}

std::vector<CheckpointInfo> ComparePage::trainedFrom(CheckpointId parent) const
{
    std::vector<CheckpointInfo> trained;
    for (const TrainingInfo& training : m_context.session.trainings()) {
        const CheckpointInfo* its = m_context.session.checkpoint(training.checkpoint);
        if (training.parent == parent && its && !its->path.empty()) trained.push_back(*its);
    }
    return trained;
}

void ComparePage::captureTrained()
{
    const auto only = m_bar->absence().only;
    if (!only) return;
    m_sweep->setEnabled(false); // until it is over, one way or the other
    const quint64 job = captureSweep(m_context.jobs, m_context.session.file(),
                                     {only->dataset, only->settings, trainedFrom(only->checkpoint)}, this,
                                     [this, file = m_context.session.file()](const std::vector<RunId>&) {
                                         if (m_context.session.file() == file) m_context.session.refresh();
                                     });
    auto* over = new QObject(this);
    connect(&m_context.jobs, &JobRunner::jobFinished, over, [this, over, job](const JobState& state) {
        if (state.id != job) return;
        m_sweep->setEnabled(true);
        over->deleteLater();
    });
}

} // namespace sparsight

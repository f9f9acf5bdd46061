// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/ComparePage.h"

#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/ComparisonBar.h"
#include "widgets/pages/compare/LayersTab.h"
#include "widgets/pages/compare/MovedTab.h"
#include "widgets/pages/compare/NeuronsTab.h"
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
    m_train->setVisible(absence.canTrain);
    if (!stored || !absence.isEmpty()) return;
    m_bar->setPairVisible(stored->isPair());
    m_bar->setTopicVisible(stored->usesTopic());
    stored->setChoice(m_bar->choice());
}

} // namespace sparsight

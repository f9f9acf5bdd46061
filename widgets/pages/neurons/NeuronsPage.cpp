// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/NeuronsPage.h"

#include "widgets/common/Format.h"
#include "widgets/delegates/KtDelegate.h"
#include "widgets/models/NeuronTableModel.h"
#include "widgets/models/TableRoles.h"
#include "widgets/models/TopicKtModel.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/neurons/NeuronView.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/LayerFacts.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/LayerPicker.h"
#include "widgets/views/NeuronListPicker.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/TableTools.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int numberWidth = 92, ktWidth = 156;

} // namespace

NeuronsPage::NeuronsPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new NeuronTableModel(this))
    , m_stack(new QStackedWidget)
{
    m_neuron = new NeuronView(context, nullptr);
    m_stack->addWidget(buildTablePage());
    m_stack->addWidget(m_neuron);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->addWidget(m_stack);
    setFocusProxy(m_table);

    connect(m_neuron, &NeuronView::closed, this, &NeuronsPage::showTable);
    connect(m_neuron, &NeuronView::stepped, this, &NeuronsPage::step);
    connect(&context.facts, &LayerFacts::changed, this, &NeuronsPage::showFacts);
    connect(&context.selection, &Selection::neuronOpened, this, &NeuronsPage::openNeuron);
    connect(&context.selection, &Selection::changed, this, [this](const Focus& now, const Focus&) {
        if (!now.neuron && showsNeuron()) showTable(); // back in the history to where none was selected
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &NeuronsPage::setInitialOrder);
    showFacts();
    if (context.selection.isNeuronOpen()) openNeuron(); // before there was this page
}

QWidget* NeuronsPage::buildTablePage()
{
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Neurons of the layer"));
    m_table->setObjectName(QStringLiteral("neurons.table"));
    new NeuronTableLink(*m_table, m_context.selection);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("neurons"), [this] {
        const auto& facts = m_context.facts.data();
        return facts ? provenanceOf(m_context.session, facts->run) : QStringList();
    });
    auto* bar = new QHBoxLayout;
    bar->setSpacing(16);
    bar->addWidget(new LayerPicker(m_context.session, m_context.selection));
    bar->addWidget(new NeuronListPicker(*m_table, m_context));
    bar->addWidget(tools, 1);

    m_source = captionLabel();
    m_source->setWordWrap(true);
    m_source->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_source->setObjectName(QStringLiteral("source"));
    m_tableStack = new QStackedWidget;
    m_tableStack->addWidget(m_table);
    m_empty = new EmptyState(tr("Every neuron of a layer, over a whole data set"));
    connect(m_empty, &EmptyState::remedyWanted, this,
            [this] { m_context.showPage(m_context.session.isOpen() ? "models" : "welcome"); });
    m_tableStack->addWidget(m_empty);
    m_damage = new DamageNotice(m_context.session, m_context.jobs);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(m_source);
    layout->addWidget(m_damage);
    layout->addWidget(m_tableStack, 1);
    return page;
}

void NeuronsPage::showFacts()
{
    const auto& facts = m_context.facts.data();
    const RunSource from = facts ? RunSource(m_context.session, facts->run) : RunSource();
    m_model->setFacts(facts, from);
    QStringList source;
    if (facts) source << from.text();
    if (facts && !facts->topics.empty()) source << tr("KT: %1").arg(TopicKtModel::ruleNote());
    m_source->setText(source.join(QStringLiteral(" · ")));
    m_source->setVisible(!source.empty());
    const QString absence = m_context.facts.absence();
    m_tableStack->setCurrentIndex(absence.isEmpty() ? 0 : 1);
    m_table->setEmptyText(m_context.facts.isLoading() ? tr("Reading…") : QString());
    m_empty->setText(absence);
    m_empty->setRemedy(m_context.session.isOpen() ? tr("Capture a data set") : tr("Open a project"));
    m_damage->setDamage(m_context.facts.data() ? m_context.facts.data()->damage : std::vector<RunDamage>{});
    if (!absence.isEmpty()) showTable();
}

/// The columns that a narrow window may do without, the dearest first.
std::vector<int> NeuronsPage::byImportance(const std::vector<int>& topics)
{
    std::vector<int> columns{NeuronTableModel::columnOf("density")};
    columns.insert(columns.end(), topics.begin(), topics.end());
    for (const char* metric : {"max", "mean", "sentence_density", "firings"})
        columns.push_back(NeuronTableModel::columnOf(metric));
    return columns;
}

void NeuronsPage::setInitialOrder()
{
    if (m_model->rowCount() == 0) return;
    const bool chosen = m_table->areColumnsChosen();
    m_table->showYieldedColumns();
    std::vector<int> bars;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const bool topic = column >= NeuronTableModel::firstTopicColumn();
        const int title = m_table->header().sectionSizeHint(column);
        m_table->setColumnWidth(column, std::max(title, topic ? ktWidth : numberWidth));
        if (topic) m_table->setItemDelegateForColumn(column, new KtDelegate(m_table));
        if (topic) bars.push_back(column);
    }
    m_table->setFillColumns(bars);
    if (!chosen) m_table->setYieldingColumns(byImportance(bars));
    const int count = m_table->proxy().columnCount();
    const auto& keys = m_table->proxy().sortKeys();
    if (keys.empty() || std::any_of(keys.begin(), keys.end(), [count](const auto& key) { return key.column >= count; }))
        m_table->proxy().setSortKeys({{NeuronTableModel::columnOf("sentences"), Qt::DescendingOrder}});
}

bool NeuronsPage::showsNeuron() const
{
    return m_stack->currentWidget() == m_neuron;
}

void NeuronsPage::openNeuron()
{
    if (!m_context.facts.data() && !m_context.facts.isLoading()) return; // the table's page says why
    m_stack->setCurrentWidget(m_neuron);
    m_neuron->setFocus();
}

void NeuronsPage::showTable()
{
    m_context.selection.closeNeuron();
    m_stack->setCurrentIndex(0);
    m_table->setFocus();
    m_table->scrollTo(m_table->currentIndex()); // another one may have been stepped to
}

/// To the next or previous neuron in the order that the table shows.
void NeuronsPage::step(int direction)
{
    const TableProxyModel& rows = m_table->proxy();
    if (rows.rowCount() == 0) return;
    const int current = m_table->currentIndex().row();
    const int next = current < 0 ? 0 : std::clamp(current + direction, 0, rows.rowCount() - 1);
    const NeuronId neuron(rows.index(next, 0).data(NeuronRole).toUInt());
    m_context.selection.selectNeuron(m_context.selection.focus().layer, neuron);
}

} // namespace sparsight

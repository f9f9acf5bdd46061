// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/EvidencePane.h"

#include "widgets/common/Format.h"
#include "widgets/delegates/KtDelegate.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/KtCell.h"
#include "widgets/pages/PageTable.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/session/Selection.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"
#include "widgets/views/TopicPicker.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int numberWidth = 84, ruleWidth = 150, ktWidth = 190;

void fitColumns(FilterTableView& table, int columns)
{
    for (int column = 0; column < columns; ++column)
        table.setColumnWidth(column, std::max(numberWidth, table.header().sectionSizeHint(column)));
}

} // namespace

EvidencePane::EvidencePane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_topic(new TopicPicker(context.session, context.selection))
    , m_keywords(new KeywordShareModel(this))
    , m_rules(new RuleScoreModel(this))
    , m_note(captionLabel())
{
    m_topic->setKeywordInVisible(false);
    m_note->setWordWrap(true);
    auto* bar = new QHBoxLayout;
    bar->setSpacing(12);
    bar->addWidget(m_topic);
    bar->addWidget(m_note, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setObjectName(QStringLiteral("evidence.split"));
    split->addWidget(buildKeywords());
    split->addWidget(buildRules());
    split->setStretchFactor(0, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(split, 1);

    connect(m_topic, &TopicPicker::changed, this, &EvidencePane::follow);
    connect(&context.selection, &Selection::changed, this, &EvidencePane::follow);
    connect(&context.facts, &LayerFacts::changed, this, &EvidencePane::follow);
}

QWidget* EvidencePane::buildKeywords()
{
    m_keywordTable = new FilterTableView;
    m_keywordTable->setSource(m_keywords);
    m_keywordTable->setAccessibleName(tr("The topic's keywords"));
    m_keywordTable->setObjectName(QStringLiteral("evidence.keywords"));
    fitColumns(*m_keywordTable, KeywordShareModel::ColumnCount);
    m_keywordTable->setFillColumns({KeywordShareModel::Keyword});
    m_keywordTable->proxy().setSortKeys({{KeywordShareModel::Captured, Qt::DescendingOrder}});
    auto* tools = new TableTools(*m_keywordTable);
    tools->setSource(QStringLiteral("keywords"), [this] {
        const auto& facts = m_context.facts.data();
        return facts ? provenanceOf(m_context.session, facts->run) : QStringList();
    });
    return tools->pageWith(captionLabel(tr("What each keyword contributes")));
}

QWidget* EvidencePane::buildRules()
{
    m_ruleTable = new FilterTableView;
    m_ruleTable->setSource(m_rules);
    m_ruleTable->setAccessibleName(tr("The score under other capture rules"));
    m_ruleTable->setObjectName(QStringLiteral("evidence.rules"));
    fitColumns(*m_ruleTable, RuleScoreModel::ColumnCount);
    m_ruleTable->setColumnWidth(RuleScoreModel::Rule, ruleWidth);
    m_ruleTable->setColumnWidth(RuleScoreModel::Kt, ktWidth);
    m_ruleTable->setItemDelegateForColumn(RuleScoreModel::Kt, new KtDelegate(m_ruleTable));
    m_ruleTable->setFillColumns({RuleScoreModel::Kt});
    auto* tools = new TableTools(*m_ruleTable);
    tools->setSource(QStringLiteral("rules"), [this] {
        const auto& facts = m_context.facts.data();
        return facts ? provenanceOf(m_context.session, facts->run) : QStringList();
    });
    return tools->pageWith(captionLabel(tr("How much the choice of a rule decides")));
}

void EvidencePane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void EvidencePane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    stop();
}

void EvidencePane::stop()
{
    if (!m_query) return;
    m_context.jobs.cancel(m_query);
    m_query = 0;
    m_asked = {};
}

void EvidencePane::clear(const QString& reason)
{
    stop();
    m_asked = {};
    m_keywords->setEvidence(nullptr);
    m_rules->setEvidence(nullptr);
    m_note->setText(reason);
}

void EvidencePane::follow()
{
    if (!isVisible()) return;
    const auto& facts = m_context.facts.data();
    const auto& neuron = m_context.selection.focus().neuron;
    const auto topic = m_topic->topic();
    if (!facts || !neuron || !facts->has(*neuron)) return clear(m_context.facts.absence());
    if (!topic) return clear(tr("The project has no topic; make one on the Data page."));
    if (!facts->run.complete) return clear(tr("The capture was cut off: go on with it first."));
    if (m_asked.facts == facts && m_asked.neuron == *neuron && m_asked.topic == *topic) return;
    clear(tr("Computing…"));
    m_asked = {facts, *neuron, *topic};
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    using Result = std::shared_ptr<const KtEvidence>;
    m_query = m_context.jobs.query<Result>(
        {}, this,
        [connection, asked = m_asked](const std::stop_token& stop, const ProgressCallback&) -> Result {
            const RunInfo& run = asked.facts->run;
            const LayerId layer = asked.facts->layer;
            auto evidence = std::make_shared<KtEvidence>();
            evidence->topic = asked.topic;
            evidence->shares =
                computeKeywordShares(*connection, run, layer, asked.neuron, asked.topic, {}, false, stop);
            const TopicLabels labels = labelSentences(*connection, run.dataset, asked.topic, stop);
            evidence->rules = scoresUnderRules(*connection, run, layer, asked.neuron, labels, stop);
            return evidence;
        },
        [this](const Result& evidence) {
            m_query = 0;
            adopt(evidence);
        },
        [this](const QString& error) {
            m_query = 0;
            m_note->setText(error);
        });
}

void EvidencePane::adopt(const std::shared_ptr<const KtEvidence>& evidence)
{
    m_keywords->setEvidence(evidence);
    m_rules->setEvidence(evidence);
    const KeywordShares& shares = evidence->shares;
    m_note->setText(tr("%L1 of the %L2 sentences in which it fires have a keyword. %3.")
                        .arg(shares.score.withKeyword)
                        .arg(shares.score.captured)
                        .arg(RunSource(m_context.session, shares.run).text()));
}

} // namespace sparsight

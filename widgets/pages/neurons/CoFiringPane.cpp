// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/CoFiringPane.h"

#include "core/base/NeuronName.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/neurons/CoFiringModel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/session/Selection.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"

#include <QLabel>
#include <QVBoxLayout>

namespace sparsight {

CoFiringPane::CoFiringPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new CoFiringModel(this))
    , m_table(new FilterTableView)
    , m_note(captionLabel())
{
    m_note->setWordWrap(true);
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Neurons that fire together with this one"));
    m_table->setObjectName(QStringLiteral("cofiring.table"));
    for (int column = 0; column < CoFiringModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, m_table->header().sectionSizeHint(column));
    m_table->setFillColumns({CoFiringModel::Neuron, CoFiringModel::Correlation, CoFiringModel::Jaccard,
                             CoFiringModel::Both, CoFiringModel::Fires});
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("cofiring"), [this] {
        QStringList lines{m_note->text()};
        if (const auto& facts = m_context.facts.data()) lines << provenanceOf(m_context.session, facts->run);
        return lines;
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->addWidget(tools->pageWith(m_note));

    // Going to a neuron fills the table anew, so that a click alone does not.
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        m_context.selection.selectNeuron(m_context.selection.focus().layer, NeuronId(index.data(NeuronRole).toUInt()));
    });
    connect(&context.selection, &Selection::changed, this, &CoFiringPane::follow);
    connect(&context.facts, &LayerFacts::changed, this, &CoFiringPane::follow);
}

void CoFiringPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void CoFiringPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    stop();
}

void CoFiringPane::stop()
{
    if (!m_query) return;
    m_context.jobs.cancel(m_query);
    m_query = 0;
    m_asked = {};
}

void CoFiringPane::follow()
{
    if (!isVisible()) return;
    const Focus& focus = m_context.selection.focus();
    const auto& facts = m_context.facts.data();
    if (!facts || !focus.neuron || !facts->has(*focus.neuron)) {
        stop();
        m_asked = {};
        m_model->setResult(nullptr);
        m_note->setText(m_context.facts.absence());
        return;
    }
    if (m_asked.facts == facts && m_asked.neuron == *focus.neuron) return; // shown, or being computed
    stop();
    m_asked = {facts, *focus.neuron};
    m_model->setResult(nullptr);
    m_note->setText({});
    m_table->setEmptyText(tr("Reading…"));
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    using Result = std::shared_ptr<const CoFiring>;
    m_query = m_context.jobs.query<Result>(
        {}, this,
        [connection, facts, neuron = *focus.neuron](const std::stop_token& stop, const ProgressCallback&) -> Result {
            return std::make_shared<CoFiring>(computeCoFiring(*connection, facts->run, facts->layer, neuron, stop));
        },
        [this](const Result& result) {
            m_query = 0;
            adopt(result);
        },
        [this](const QString& error) {
            m_query = 0;
            m_table->setEmptyText(error);
        });
}

void CoFiringPane::adopt(const std::shared_ptr<const CoFiring>& result)
{
    m_model->setResult(result);
    m_table->setEmptyText({});
    m_note->setText(tr("%1 fires on %L2 of %L3 sentences. %4. Double-click goes to the other neuron.")
                        .arg(QString::fromStdString(NeuronName{result->layer, result->neuron}.toString()))
                        .arg(result->neurons[result->neuron.value].sentences)
                        .arg(result->sentences)
                        .arg(RunSource(m_context.session, result->run).text()));
}

} // namespace sparsight

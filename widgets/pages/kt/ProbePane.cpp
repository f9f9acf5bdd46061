// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/kt/ProbePane.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/MetricText.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/kt/ProbeModel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/TableTools.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int numberWidth = 92, shownHeight = 220;

} // namespace

ProbePane::ProbePane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new ProbeModel(this))
    , m_table(new FilterTableView)
    , m_note(captionLabel())
{
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setObjectName(QStringLiteral("probe.note"));
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Neurons of the sparse probe"));
    m_table->setObjectName(QStringLiteral("probe.table"));
    for (int column = 0; column < ProbeModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, std::max(numberWidth, m_table->header().sectionSizeHint(column)));
    m_table->setFillColumns({ProbeModel::Precision, ProbeModel::Recall, ProbeModel::F1});
    m_table->proxy().setSortKeys({{ProbeModel::Place, Qt::AscendingOrder}});
    new NeuronTableLink(*m_table, context.selection);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("probe"), [this] {
        const RunInfo* run = m_question ? m_context.session.run(m_question->run) : nullptr;
        return run ? provenanceOf(m_context.session, *run) << m_note->text() : QStringList();
    });
    connect(tools->addTool(QStringLiteral("close"), tr("Close"), tr("Put the probe away")), &QToolButton::clicked, this,
            &ProbePane::dismiss);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(tools->pageWith(m_note));
    setMaximumHeight(shownHeight);
    connect(&context.jobs, &JobRunner::jobFinished, this,
            [this](const JobState& job) { // cancelled where jobs are listed
                if (job.id != m_query || job.phase != JobState::Phase::Cancelled) return;
                m_query = 0;
                m_note->setText(tr("Cancelled."));
            });
    setVisible(false);
}

void ProbePane::dismiss()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
    m_question.reset();
    m_model->setProbe(nullptr, {});
    setVisible(false);
}

void ProbePane::keepOnly(const std::optional<Question>& question)
{
    if (m_question && m_question != question) dismiss();
}

void ProbePane::compute(const Question& question)
{
    dismiss();
    m_question = question;
    setVisible(true);
    m_note->setText(tr("Computing…"));
    m_table->setEmptyText({});
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    using Result = std::shared_ptr<const SparseProbe>;
    m_query = m_context.jobs.query<Result>(
        tr("Probe of %1").arg(QString::fromStdString(question.topic.name)), this,
        [connection, question](const std::stop_token& stop, const ProgressCallback& progress) -> Result {
            const RunInfo run = connection->run(question.run);
            const TopicLabels labels = question.inGenerated
                                           ? labelGeneratedText(*connection, run.id, question.topic, stop)
                                           : labelSentences(*connection, run.dataset, question.topic, stop);
            return std::make_shared<SparseProbe>(
                computeSparseProbe(*connection, run, question.layer, labels, stop, progress));
        },
        [this](const Result& probe) {
            m_query = 0;
            adopt(probe);
        },
        [this](const QString& error) {
            m_query = 0;
            m_note->setText(error);
        });
}

void ProbePane::adopt(const std::shared_ptr<const SparseProbe>& probe)
{
    const QString topic = QString::fromStdString(m_question->topic.name);
    m_model->setProbe(probe, topic);
    m_note->setText(tr("Sparse probe of %1: how well the best few neurons together tell its sentences. Chosen on %L2 "
                       "sentences (%L3 with a keyword), judged on %L4 others (%L5); yes to all of them has F1 %6. %7.")
                        .arg(topic)
                        .arg(probe->sentences[0])
                        .arg(probe->withKeyword[0])
                        .arg(probe->sentences[1])
                        .arg(probe->withKeyword[1])
                        .arg(metricText(probe->allF1, MetricFormat::Score))
                        .arg(RunSource(m_context.session, probe->run).text()));
}

QString ProbePane::noteText() const
{
    return m_note->text();
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/WritesPanel.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/neurons/WritingModel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/Selection.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"

#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

namespace sparsight {
namespace {

constexpr int usualPieces = 20, mostPieces = 1000;
constexpr int scoreWidth = 84, pieceWidth = 140;

} // namespace

WritesPanel::WritesPanel(PageContext& context, QWidget* parent)
    : Panel(tr("Writes"), parent)
    , m_context(context)
    , m_model(new WritingModel(this))
    , m_table(new FilterTableView)
    , m_count(new QSpinBox)
    , m_note(captionLabel())
{
    m_count->setRange(1, mostPieces);
    m_count->setValue(usualPieces);
    m_count->setKeyboardTracking(false);
    m_count->setPrefix(tr("pieces: "));
    m_count->setAccessibleName(tr("Pieces of each end"));
    m_count->setToolTip(plainToolTip(tr("How many pieces are listed of each end")));
    addControl(m_count);
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Pieces that the neuron makes more and less likely"));
    m_table->setObjectName(QStringLiteral("neuron.writes"));
    m_table->setColumnWidth(WritingModel::Rank, scoreWidth);
    for (const int column : {WritingModel::Top, WritingModel::Bottom})
        m_table->setColumnWidth(column, pieceWidth);
    for (const int column : {WritingModel::TopScore, WritingModel::BottomScore})
        m_table->setColumnWidth(column, scoreWidth);
    m_table->setFillColumns({WritingModel::Top, WritingModel::Bottom});
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("writes"), [this] { return m_provenance; });
    m_page = tools->pageWith(captionLabel());
    m_note->setWordWrap(true);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_page, 1);
    layout->addWidget(m_note);
    layout->addStretch(0);
    setBody(body);
    connect(&context.selection, &Selection::changed, this, &WritesPanel::follow);
    connect(&context.jobs, &JobRunner::modelChanged, this, &WritesPanel::askAgain);
    connect(m_count, &QSpinBox::valueChanged, this, &WritesPanel::askAgain);
    say({});
}

void WritesPanel::askAgain()
{
    m_shown.reset();
    follow();
}

/// Only while it is seen: stepping through a table must not queue up work.
void WritesPanel::follow()
{
    const Focus& focus = m_context.selection.focus();
    if (!isVisible() || !focus.neuron) return;
    const NeuronName name{focus.layer, *focus.neuron};
    const auto& model = m_context.jobs.model();
    if (!model) {
        m_shown.reset();
        return say(
            tr("Load the checkpoint to see which pieces of the vocabulary the neuron makes more and less likely."));
    }
    if (m_shown == name) return;
    m_shown = name;
    m_context.jobs.cancel(m_query);
    m_query = m_context.jobs.engineQuery<NeuronWriting>(
        this,
        [name, count = std::size_t(m_count->value())](InferenceEngine& engine, const std::stop_token&) {
            return engine.writing(name.layer, name.neuron, count);
        },
        [this](const NeuronWriting& writing) { showWriting(writing); }, [this](const QString& error) { say(error); });
}

void WritesPanel::showWriting(const NeuronWriting& writing)
{
    const QString formula = formulaText(writing);
    const QString name = QString::fromStdString(NeuronName{writing.layer, writing.neuron}.toString());
    m_provenance = {tr("What %1 writes: %2").arg(name, QString(formula).replace(QLatin1Char('\n'), QLatin1Char(' ')))};
    m_provenance << provenanceOf(m_context.session, *m_context.jobs.model());
    m_model->setFormula(formula + QLatin1Char('\n') + m_provenance.last());
    m_model->setWriting(writing);
    m_page->show();
    const bool encoder = writing.layer.stack == Stack::Encoder;
    m_note->setText(encoder ? tr("In terms of the embedding: the encoder has no head.") : QString());
    m_note->setVisible(encoder);
    setReadout(QString::fromStdString(m_context.jobs.model()->name));
}

void WritesPanel::say(const QString& note)
{
    m_model->setWriting(std::nullopt);
    m_page->hide();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    setReadout({});
}

QString WritesPanel::formulaText(const NeuronWriting& writing) const
{
    const bool encoder = writing.layer.stack == Stack::Encoder;
    QString formula = tr("score = (g ⊙ w) · e: w is the neuron's column of wo, g the weight of the final norm, e the "
                         "piece's row of the %1")
                          .arg(writing.ownHead ? tr("head") : tr("embedding"));
    if (writing.scale != 1) formula += tr(", times %1").arg(formatNumber(writing.scale));
    formula += QLatin1Char('\n') + tr("The norm's factor 1 / RMS is positive, the same for all pieces, and left out.");
    formula += QLatin1Char('\n') + tr("%L1 pieces, mean %2, standard deviation %3")
                                       .arg(writing.pieces)
                                       .arg(formatNumber(writing.mean), formatNumber(writing.deviation));
    if (!encoder)
        formula += QLatin1Char('\n') + tr("Later layers come between, so that it tells most in the last ones.");
    return formula;
}

void WritesPanel::showEvent(QShowEvent* event)
{
    Panel::showEvent(event);
    follow();
}

QString WritesPanel::pieceAt(int row, bool top) const
{
    return m_model->index(row, top ? WritingModel::Top : WritingModel::Bottom).data().toString();
}

QString WritesPanel::noteText() const
{
    return m_note->text();
}

} // namespace sparsight

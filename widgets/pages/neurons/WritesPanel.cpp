// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/WritesPanel.h"

#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/pages/PageTable.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace sparsight {

WritesPanel::WritesPanel(PageContext& context, QWidget* parent)
    : Panel(tr("Writes"), parent)
    , m_context(context)
    , m_grid(new QWidget)
    , m_note(captionLabel())
{
    auto* grid = new QGridLayout(m_grid);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(2, 1);
    grid->addWidget(captionLabel(tr("more likely")), 0, 0, 1, 2);
    grid->addWidget(captionLabel(tr("less likely")), 0, 2, 1, 2);
    for (int row = 0; row < rows; ++row) {
        Line& line = m_lines[std::size_t(row)];
        line = {plainLabel(), captionLabel(), plainLabel(), captionLabel()};
        int column = 0;
        for (QLabel* label : {line.top, line.topScore, line.bottom, line.bottomScore}) {
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid->addWidget(label, row + 1, column, column % 2 == 0 ? Qt::AlignLeft : Qt::AlignRight);
            ++column;
        }
    }
    m_note->setWordWrap(true);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_grid);
    layout->addWidget(m_note);
    setBody(body);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&context.selection, &Selection::changed, this, &WritesPanel::follow);
    connect(&context.jobs, &JobRunner::modelChanged, this, [this] {
        m_shown.reset();
        follow();
    });
    say({});
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
        [name](InferenceEngine& engine, const std::stop_token&) {
            return engine.writing(name.layer, name.neuron, rows);
        },
        [this](const NeuronWriting& writing) { showWriting(writing); }, [this](const QString& error) { say(error); });
}

void WritesPanel::showWriting(const NeuronWriting& writing)
{
    const auto fill = [](const std::vector<NeuronWriting::Piece>& pieces, std::size_t row, QLabel* piece,
                         QLabel* score) {
        const bool there = row < pieces.size();
        piece->setText(there ? QString::fromStdString(pieces[row].piece) : QString());
        score->setText(there ? QLocale().toString(pieces[row].score, 'f', 3) : QString());
    };
    for (std::size_t row = 0; row < m_lines.size(); ++row) {
        const Line& line = m_lines[row];
        fill(writing.top, row, line.top, line.topScore);
        fill(writing.bottom, row, line.bottom, line.bottomScore);
    }
    m_grid->show();
    m_grid->setToolTip(plainToolTip(formulaText(writing)));
    const bool encoder = writing.layer.stack == Stack::Encoder;
    m_note->setText(encoder ? tr("In terms of the embedding: the encoder has no head.") : QString());
    m_note->setVisible(encoder);
    setReadout(QString::fromStdString(m_context.jobs.model()->name));
}

void WritesPanel::say(const QString& note)
{
    m_grid->hide();
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
    const Line& line = m_lines[std::size_t(row)];
    return (top ? line.top : line.bottom)->text();
}

QString WritesPanel::noteText() const
{
    return m_note->text();
}

} // namespace sparsight

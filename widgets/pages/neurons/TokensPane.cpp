// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/neurons/TokensPane.h"

#include "core/base/Error.h"
#include "core/probe/RunCheckpoint.h"
#include "widgets/common/Format.h"
#include "widgets/common/NamedCombo.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/MetricText.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/neurons/NgramModel.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/session/Selection.h"
#include "widgets/views/CurveLegend.h"
#include "widgets/views/CurveView.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/TableTools.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace sparsight {
namespace {

constexpr int numberWidth = 84;

QString scoreText(std::optional<double> value)
{
    return metricText(value, MetricFormat::Score);
}

QString placeText(const MaximaBin& bin)
{
    if (bin.last == 0) return TokensPane::tr("%1 and beyond").arg(bin.first);
    if (bin.first == bin.last) return QString::number(bin.first);
    return QStringLiteral("%1–%2").arg(bin.first).arg(bin.last);
}

} // namespace

TokensPane::TokensPane(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new NgramModel(this))
    , m_note(captionLabel())
{
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* split = new QSplitter(Qt::Vertical);
    split->setChildrenCollapsible(false);
    split->setObjectName(QStringLiteral("tokens.split"));
    split->addWidget(buildTable());
    split->addWidget(buildPositions());
    split->setStretchFactor(0, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_note);
    layout->addWidget(split, 1);
    connect(&context.selection, &Selection::changed, this, &TokensPane::follow);
    connect(&context.facts, &LayerFacts::changed, this, &TokensPane::follow);
    connect(&context.jobs, &JobRunner::jobFinished, this,
            [this](const JobState& job) { // cancelled where jobs are listed
                if (job.id != m_reading || job.phase != JobState::Phase::Cancelled) return;
                m_reading = 0;
                clear(tr("Cancelled."));
            });
}

QWidget* TokensPane::buildTable()
{
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Tokens at which the neuron is strongest"));
    m_table->setObjectName(QStringLiteral("tokens.table"));
    for (int column = 0; column < NgramModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, std::max(numberWidth, m_table->header().sectionSizeHint(column)));
    m_table->setFillColumns({NgramModel::Text});
    m_table->proxy().setSortKeys({{NgramModel::Maxima, Qt::DescendingOrder}, {NgramModel::Length, Qt::AscendingOrder}});
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("tokens"),
                     [this] { return m_result ? provenanceOf(m_context.session, m_result->run) : QStringList(); });
    QLabel* caption = captionLabel(tr("Tokens of the maximum"));
    caption->setToolTip(plainToolTip(tr("Where the neuron is strongest in a sentence. It may fire at others of its "
                                        "tokens too; those are not stored.")));
    return tools->pageWith(caption);
}

QWidget* TokensPane::buildPositions()
{
    m_place = namedCombo(tr("Positions"), tr("Where in its sentence the maximum is"));
    m_place->addItem(tr("tenth of the sentence"));
    m_place->addItem(tr("position from the start"));
    connect(m_place, &QComboBox::currentIndexChanged, this, &TokensPane::showPositions);
    m_positions = new CurveView;
    m_positions->setAccessibleName(tr("Positions of the maximum"));
    m_readout = captionLabel();
    connect(m_positions, &CurveView::pointed, m_readout, &QLabel::setText);
    auto* legend = new CurveLegend;
    legend->setEntries({{tr("maxima"), 0}, {tr("if every position were alike"), 1}});
    legend->setToolTip(plainToolTip(tr("Sentences by the position of their maximum, beside Σ 1 / length over their "
                                       "positions")));
    auto* bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(captionOf(m_place));
    bar->addWidget(m_place);
    bar->addWidget(m_readout, 1);
    bar->addWidget(legend);
    bar->addWidget(figureButton({m_positions, nullptr, legend}, m_context.jobs, [this] { return positionsFigure(); }));
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(bar);
    layout->addWidget(m_positions, 1);
    return body;
}

ExportSource TokensPane::positionsFigure() const
{
    const Focus& focus = m_context.selection.focus();
    const QString layer = QString::fromStdString(focus.layer.toString());
    const QString neuron = QString::number(focus.neuron ? focus.neuron->value : 0);
    return {tr("%1 / %2: sentences by where their maximum is, %3").arg(layer, neuron, m_place->currentText()),
            QStringLiteral("positions-%1-%2").arg(layer, neuron),
            m_result ? provenanceOf(m_context.session, m_result->run) : QStringList()};
}

void TokensPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    follow();
}

void TokensPane::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (!m_query) return;
    stop();
    m_asked = {};
}

/// The job that reads tokens goes on: other neurons of the run need them too.
void TokensPane::stop()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
}

void TokensPane::clear(const QString& reason)
{
    stop();
    m_asked = {};
    m_result.reset();
    m_model->setResult(nullptr);
    showPositions();
    m_note->setText(reason);
}

void TokensPane::follow()
{
    if (!isVisible()) return;
    const auto& facts = m_context.facts.data();
    const auto& neuron = m_context.selection.focus().neuron;
    if (!facts || !neuron || !facts->has(*neuron)) return clear(m_context.facts.absence());
    const RunInfo& run = facts->run;
    if (!run.complete) return clear(tr("The capture was cut off: go on with it first."));
    if (run.settings.aggregate != Aggregate::Max)
        return clear(tr("This run keeps no maxima, so that there is no token of the maximum: capture with the largest "
                        "value of each sentence."));
    if (m_asked.facts == facts && m_asked.neuron == *neuron) return;
    clear(tr("Reading the tokens…"));
    m_asked = {facts, *neuron};
    const bool isRead = m_tokens && m_tokens->run() == run.id && m_tokens->stack() == facts->layer.stack;
    isRead ? count() : readTokens(run, facts->layer.stack);
}

void TokensPane::readTokens(const RunInfo& run, Stack stack)
{
    m_context.jobs.cancel(std::exchange(m_reading, 0));
    m_tokens.reset();
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    using Result = std::shared_ptr<const RunTokens>;
    m_reading = m_context.jobs.query<Result>(
        tr("Tokens of “%1”").arg(QString::fromStdString(run.name)), this,
        [connection, run, stack, load = m_context.jobs.services().engine.load](
            const std::stop_token& stopToken, const ProgressCallback& progress) -> Result {
            const auto engine = loadCheckpointOf(run, *connection, load, {}, stopToken, progress);
            return std::make_shared<RunTokens>(readRunTokens(*connection, run, stack, *engine, stopToken, progress));
        },
        [this](const Result& tokens) {
            m_reading = 0;
            m_tokens = tokens;
            m_asked = {};
            follow();
        },
        [this](const QString& error) {
            m_reading = 0;
            clear(error);
        });
}

void TokensPane::count()
{
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    using Result = std::shared_ptr<const NeuronTokens>;
    m_query = m_context.jobs.query<Result>(
        {}, this,
        [connection, asked = m_asked, tokens = m_tokens](const std::stop_token& stopToken,
                                                         const ProgressCallback&) -> Result {
            return std::make_shared<NeuronTokens>(computeNeuronTokens(*connection, asked.facts->run, asked.facts->layer,
                                                                      asked.neuron, *tokens, stopToken));
        },
        [this](const Result& result) {
            m_query = 0;
            adopt(result);
        },
        [this](const QString& error) {
            m_query = 0;
            m_note->setText(error);
        });
}

void TokensPane::adopt(std::shared_ptr<const NeuronTokens> result)
{
    m_result = std::move(result);
    m_model->setResult(m_result);
    showPositions();
    const NeuronTokens& tokens = *m_result;
    const QString source = tr("n = %L1 sentences in which it fires, of %L2 positions in all. %3.")
                               .arg(tokens.fires)
                               .arg(tokens.positions)
                               .arg(RunSource(m_context.session, tokens.run).text());
    if (tokens.fires < tokenThresholds.minimum)
        return m_note->setText(tr("Too few sentences to be judged, at least %1.").arg(tokenThresholds.minimum) +
                               QLatin1Char(' ') + source);
    m_note->setText(QStringList{ngramVerdict(), positionVerdict(), source}.join(QLatin1Char('\n')));
}

QString TokensPane::ngramVerdict() const
{
    const QString thresholds = tr("asked for: %1 of the maxima, lift %2")
                                   .arg(formatPercent(tokenThresholds.share), scoreText(tokenThresholds.lift));
    const NgramMaxima* ngram = m_result->ofNgram();
    if (!ngram) return tr("No token neuron (%1).").arg(thresholds);
    const QString kinds[] = {tr("Token neuron"), tr("Bigram neuron"), tr("Trigram neuron")};
    return tr("%1 of “%2”: %3 of the maxima, lift %4 (%5).")
        .arg(kinds[ngram->ids.size() - 1], QString::fromStdString(ngram->text), formatPercent(ngram->share),
             scoreText(ngram->lift), thresholds);
}

QString TokensPane::positionVerdict() const
{
    const auto spread = [](const PositionSpread& each) {
        return QStringLiteral("%1 (p %2)")
            .arg(metricText(each.distance, MetricFormat::Percent),
                 metricText(each.test ? std::optional(each.test->p) : std::nullopt, MetricFormat::Probability));
    };
    return tr("%1: to be spread evenly, %2 of the maxima would have to move by tenths, %3 by positions from the start "
              "(asked for: %4, p < %5).")
        .arg(m_result->isPositional() ? tr("Positional neuron") : tr("Not positional"), spread(m_result->tenths),
             spread(m_result->fromStart), formatPercent(tokenThresholds.distance),
             QLocale().toString(tokenThresholds.p));
}

void TokensPane::showPositions()
{
    if (!m_result || m_result->fires == 0) return m_positions->setCurves({});
    const bool byTenths = m_place->currentIndex() == 0;
    const PositionSpread& spread = byTenths ? m_result->tenths : m_result->fromStart;
    Curve observed{.name = tr("maxima"), .series = 0, .points = {}};
    Curve expected{.name = tr("if every position were alike"), .series = 1, .points = {}};
    QStringList names;
    for (const MaximaBin& bin : spread.bins) {
        if (bin.sentences.observed == 0 && bin.sentences.expected == 0) continue; // beyond every sentence
        observed.points.push_back({double(names.size()), bin.sentences.observed, {}});
        expected.points.push_back({double(names.size()), bin.sentences.expected, {}});
        names << placeText(bin);
    }
    m_positions->setTitles(m_place->currentText(), tr("sentences"));
    m_positions->setNames(names);
    m_positions->setCurves({std::move(observed), std::move(expected)});
}

QString TokensPane::noteText() const
{
    return m_note->text();
}

} // namespace sparsight

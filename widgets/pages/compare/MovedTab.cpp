// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/MovedTab.h"

#include "widgets/common/FixedNumber.h"
#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/MatchTableModel.h"
#include "widgets/report/ExportSource.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/NeuronListPicker.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/TableTools.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace sparsight {
namespace {

constexpr int numberWidth = 112;
constexpr std::size_t mostKnown = 6;

QString nameOf(const RunInfo& run)
{
    return QString::fromStdString(run.name);
}

} // namespace

MovedTab::MovedTab(PageContext& context, QWidget* parent)
    : StoredTab(parent)
    , m_context(context)
    , m_model(new MatchTableModel(this))
    , m_table(new FilterTableView)
    , m_damage(new DamageNotice(context.session, context.jobs))
    , m_stack(new QStackedWidget)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(buildStart());
    layout->addWidget(m_damage);
    m_stack->addWidget(buildTable());
    m_empty = new EmptyState(tr("Has a neuron moved?"));
    m_stack->addWidget(m_empty);
    layout->addWidget(m_stack, 1);
    connect(m_empty, &EmptyState::remedyWanted, this, &MovedTab::start);
    connect(&context.session, &ProjectSession::opened, this, [this] {
        cancel();
        m_known.clear();
    });
    connect(&context.jobs, &JobRunner::captureFinished, this, [this] { m_known.clear(); }); // it may have mended a run
    connect(&context.jobs, &JobRunner::jobsChanged, this, [this] { // cancelled where jobs are listed
        const auto& jobs = m_context.jobs.jobs();
        const auto mine = std::ranges::find(jobs, m_job, &JobState::id);
        if (m_job == 0 || mine == jobs.end()) return;
        if (mine->isFinished()) {
            finish();
        } else if (mine->progress.total > 0) {
            m_state->setText(
                tr("Matching… %1").arg(formatPercent(double(mine->progress.done) / double(mine->progress.total))));
        }
    });
    showFilters();
}

QWidget* MovedTab::buildStart()
{
    m_measure = new QComboBox;
    m_measure->setAccessibleName(tr("Matched by"));
    m_measure->setObjectName(QStringLiteral("matchedBy"));
    for (const MatchMeasure& measure : matchMeasures()) {
        m_measure->addItem(QCoreApplication::translate("MatchMeasures", measure.title), QLatin1String(measure.id));
        m_measure->setItemData(m_measure->count() - 1,
                               plainToolTip(QCoreApplication::translate("MatchMeasures", measure.formula)),
                               Qt::ToolTipRole);
    }
    QLabel* caption = captionLabel(m_measure->accessibleName());
    caption->setBuddy(m_measure);
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->hide();
    m_state = captionLabel();
    m_filters = new QButtonGroup(this);
    auto* bar = new QWidget;
    auto* row = new FlowLayout(bar);
    row->addPair(caption, m_measure);
    row->addWidget(m_cancel);
    row->addWidget(m_state);
    for (int filter = 0; filter < FilterCount; ++filter) {
        auto* chip = new QToolButton;
        chip->setCheckable(true);
        m_filters->addButton(chip, filter);
        row->addWidget(chip);
    }
    m_filters->button(All)->setChecked(true);
    row->addWidget(new NeuronListPicker(*m_table, m_context));
    connect(m_measure, &QComboBox::activated, this, &MovedTab::showKnown);
    connect(m_cancel, &QPushButton::clicked, this, &MovedTab::cancel);
    connect(m_filters, &QButtonGroup::idClicked, this, &MovedTab::applyFilter);
    return bar;
}

QWidget* MovedTab::buildTable()
{
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Best matches of the neurons"));
    m_table->setObjectName(QStringLiteral("compare.matches"));
    new NeuronTableLink(*m_table, m_context.selection);
    m_summary = captionLabel();
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("matches"), [this] {
        QStringList lines{m_summary->text()};
        if (const auto& result = m_model->matching())
            lines << provenanceOf(m_context.session, {result->runs.begin(), result->runs.end()});
        return lines;
    });
    return tools->pageWith(m_summary);
}

const MatchMeasure& MovedTab::measure() const
{
    return matchMeasures()[std::size_t(m_measure->currentIndex())];
}

MovedTab::Key MovedTab::key() const
{
    const auto [reference, other] = m_choice.pair();
    return {m_context.session.file(), {reference.id, other.id}, m_choice.layer, QLatin1String(measure().id)};
}

void MovedTab::setChoice(const ComparisonChoice& choice)
{
    const bool same = m_choice.runs.size() >= 2 && choice.layer == m_choice.layer &&
                      choice.pair()[0].id == m_choice.pair()[0].id && choice.pair()[1].id == m_choice.pair()[1].id;
    if (m_job && !same) cancel();
    m_choice = choice;
    if (!m_job) showKnown();
}

void MovedTab::cancel()
{
    if (m_job == 0) return;
    m_context.jobs.cancel(m_job);
    finish();
}

void MovedTab::start()
{
    if (m_job || m_choice.runs.size() < 2) return;
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    const auto [reference, other] = m_choice.pair();
    m_state->setText(tr("Matching…"));
    m_job = m_context.jobs.query<Result>(
        tr("Match neurons of %1 and %2").arg(nameOf(reference), nameOf(other)), this,
        [connection, engine = m_context.jobs.services().engine, runs = m_choice.pair(), layer = m_choice.layer,
         match = measure().match](const std::stop_token& token, const ProgressCallback& progress) -> Result {
            return std::make_shared<const NeuronMatching>(match(engine, *connection, runs, layer, token, progress));
        },
        [this, key = key()](const Result& result) {
            m_known.emplace_back(key, result);
            if (m_known.size() > mostKnown) m_known.erase(m_known.begin());
            finish();
        },
        [this](const QString& error) {
            finish();
            m_empty->setText(error);
        });
    m_cancel->show(); // before the button that was pressed goes, and would pass its focus to whatever comes next
    if (m_empty->isAncestorOf(focusWidget())) m_cancel->setFocus();
    showKnown();
}

void MovedTab::finish()
{
    m_job = 0;
    m_state->clear();
    const bool hadFocus = m_cancel->hasFocus();
    showKnown();
    if (hadFocus) (m_model->matching() ? static_cast<QWidget*>(m_table) : m_stack)->setFocus();
}

void MovedTab::showKnown()
{
    if (m_choice.runs.size() < 2) return;
    const auto known = std::ranges::find(m_known, key(), &std::pair<Key, Result>::first);
    adopt(known == m_known.end() ? nullptr : known->second);
}

void MovedTab::adopt(const Result& result)
{
    const auto [reference, other] = m_choice.pair();
    const bool comparable = !measure().needsSameData || reference.dataset == other.dataset;
    m_cancel->setVisible(m_job != 0);
    m_stack->setCurrentIndex(result ? 0 : 1);
    if (!result) {
        m_empty->setText(
            !comparable
                ? tr("The runs “%1” and “%2” are over different data sets; neurons are matched by the same sentences.")
                      .arg(nameOf(reference), nameOf(other))
            : m_job ? tr("Every neuron of %1 is held against every neuron of %2.").arg(nameOf(reference), nameOf(other))
                    : tr("For every neuron of %1, the neuron of %2 that is most like it: where that has another "
                         "number, the "
                         "neuron may have moved in training. Every pair is looked at, which can take a while.")
                          .arg(nameOf(reference), nameOf(other)));
        m_empty->setRemedy(comparable && !m_job ? tr("Match the neurons") : QString());
    }
    if (result != m_model->matching() || m_model->columnCount() == 0) {
        m_model->setMatching(result, measure());
        for (int column = 1; column < m_model->columnCount(); ++column)
            m_table->setColumnWidth(column, std::max(numberWidth, m_table->header().sectionSizeHint(column)));
        m_damage->setDamage(result ? result->damage : std::vector<RunDamage>());
    }
    if (result) {
        const MatchCounts counts(*result);
        const QString basis = measure().needsSameData
                                  ? tr("%1 over %L2 sentences").arg(m_measure->currentText()).arg(result->sentences)
                                  : m_measure->currentText();
        QString text = tr("Of %L1 neurons of %2, %L3 have a counterpart in %4 (at least %5 alike, the best of %L6)")
                           .arg(result->neurons.size())
                           .arg(nameOf(result->runs[0]))
                           .arg(counts.matched)
                           .arg(nameOf(result->runs[1]), fixedNumber(leastMatch, 1))
                           .arg(result->candidates);
        text += tr(", %L1 of them mutual, and %L2 of these under another number · %3")
                    .arg(counts.mutual)
                    .arg(counts.moved)
                    .arg(basis);
        if (result->chance)
            text += tr(" · by luck, with the sentences shuffled, 95 % of the best matches stay below %1 (%L2 neurons, "
                       "seed %3)")
                        .arg(fixedNumber(result->chance->best, 2))
                        .arg(result->chance->neurons)
                        .arg(ChanceLevel::seed);
        m_summary->setText(text);
        m_summary->setToolTip(plainToolTip(
            tr("A neuron has moved where its best match has another number, is alike enough, and has the neuron as its "
               "own best match, too. Of thousands of neurons, the best match of one that fires seldom may be good by "
               "luck.")));
    }
    showFilters();
    applyFilter();
}

bool MovedTab::accepts(int row, int filter) const
{
    if (filter == All) return true;
    const NeuronMatch& match = m_model->matchOf(row);
    const NeuronId neuron = m_model->neuronOf(row);
    return filter == Moved ? match.moved(neuron) : match.hasCounterpart() && match.best == neuron;
}

void MovedTab::showFilters()
{
    const QString titles[FilterCount] = {tr("All"), tr("Moved"), tr("Same number")};
    for (int filter = 0; filter < FilterCount; ++filter) {
        QAbstractButton* chip = m_filters->button(filter);
        qulonglong count = 0;
        for (int row = 0; row < m_model->rowCount(); ++row)
            count += accepts(row, filter);
        chip->setText(tr("%1 %L2").arg(titles[filter]).arg(count));
        chip->setVisible(m_model->matching() != nullptr);
    }
}

void MovedTab::applyFilter()
{
    const int filter = m_filters->checkedId();
    if (filter == All)
        m_table->proxy().setRowFilter({});
    else
        m_table->proxy().setRowFilter([this, filter](int row) { return accepts(row, filter); });
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/compare/NeuronsTab.h"

#include "widgets/common/FixedNumber.h"
#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/NamedCombo.h"
#include "widgets/delegates/ChangeDelegate.h"
#include "widgets/delegates/KtDelegate.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/KtCell.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/compare/ChangeTableModel.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/Selection.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/NeuronListPicker.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/Panel.h"
#include "widgets/views/ScatterLegend.h"
#include "widgets/views/ScatterView.h"
#include "widgets/views/TableTools.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

namespace sparsight {
namespace {

constexpr int neuronWidth = 68, numberWidth = 72, ktWidth = 146, changeWidth = 128, fateWidth = 56, sideBySide = 1100;
constexpr std::size_t mostKnown = 8;

ScatterMark markOf(const PairComparison& pair, NeuronId neuron)
{
    const NeuronChange& change = pair.change(neuron);
    if (change.born) return ScatterMark::Born;
    if (change.died) return ScatterMark::Died;
    if (pair.direction(neuron) != 0) return pair.direction(neuron) > 0 ? ScatterMark::Higher : ScatterMark::Lower;
    return pair.changes.withKeyword && !pair.changes.isTested(neuron) ? ScatterMark::Faint : ScatterMark::Plain;
}

ScatterMark markOf(int filter)
{
    switch (filter) {
    case NeuronsTab::Higher: return ScatterMark::Higher;
    case NeuronsTab::Lower: return ScatterMark::Lower;
    case NeuronsTab::Born: return ScatterMark::Born;
    case NeuronsTab::Died: return ScatterMark::Died;
    default: return ScatterMark::Plain;
    }
}

/// Shown beside KT and its change where there is room for them, in this order; the others are in the menu of columns.
constexpr const char* yieldingIds[] = {"mcnemar_p",  "fisher_q",    "lift_change", "density_change", "correlation",
                                       "top_shared", "rank_before", "rank_after",  "mean_change"};

bool isKt(const PairColumn& column)
{
    return (column.side && column.is("kt")) || column.is("kt_change");
}

bool isShownAtFirst(const PairColumn& column)
{
    return isKt(column) ||
           (!column.side && std::ranges::any_of(yieldingIds, [&](const char* id) { return column.is(id); }));
}

std::vector<std::string_view> idsOf(const ChangeTableModel& model)
{
    std::vector<std::string_view> ids;
    for (int column = ChangeTableModel::FirstNumber; column < model.columnCount(); ++column)
        ids.emplace_back(model.columnAt(column).info.id);
    return ids;
}

} // namespace

NeuronsTab::NeuronsTab(PageContext& context, QWidget* parent)
    : StoredTab(parent)
    , m_context(context)
    , m_model(new ChangeTableModel(this))
    , m_table(new FilterTableView)
    , m_scatter(new ScatterView)
    , m_summary(captionLabel())
    , m_damage(new DamageNotice(context.session, context.jobs))
    , m_splitter(new QSplitter(Qt::Vertical))
{
    m_splitter->setObjectName(QStringLiteral("compare.neurons"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildScatter());
    m_splitter->addWidget(buildTable());
    for (int part = 0; part < 2; ++part)
        m_splitter->setStretchFactor(part, 1);
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_summary);
    layout->addWidget(m_damage);
    layout->addWidget(m_splitter, 1);
    Selection& selection = context.selection;
    connect(&selection, &Selection::changed, this, [this](const Focus& now, const Focus&) {
        m_scatter->setSelected(now.neuron ? std::optional(int(now.neuron->value)) : std::nullopt);
    });
    connect(&selection, &Selection::hoverChanged, this, [this] {
        const auto hovered = m_context.selection.hoveredNeuron();
        m_scatter->setHovered(hovered ? std::optional(int(hovered->value)) : std::nullopt);
    });
    connect(&context.session, &ProjectSession::opened, this, [this] { m_known.clear(); });
    connect(&context.jobs, &JobRunner::captureFinished, this, [this] { m_known.clear(); }); // it may have mended a run
    showFilters();
}

QWidget* NeuronsTab::buildFilters()
{
    m_filters = new QButtonGroup(this);
    auto* bar = new QWidget;
    auto* row = new FlowLayout(bar);
    for (int filter = 0; filter < FilterCount; ++filter) {
        auto* chip = new QToolButton;
        chip->setCheckable(true);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIconSize({12, 12});
        m_filters->addButton(chip, filter);
        row->addWidget(chip);
    }
    m_filters->button(All)->setChecked(true);
    connect(m_filters, &QButtonGroup::idClicked, this, &NeuronsTab::applyFilter);
    m_lasso = new QToolButton;
    m_lasso->setObjectName(QStringLiteral("lasso"));
    m_lasso->setToolTip(plainToolTip(tr("Only what the lasso holds is shown; click to drop it (Escape)")));
    connect(m_lasso, &QToolButton::clicked, m_scatter, &ScatterView::dropLasso);
    row->addWidget(m_lasso);
    row->addWidget(new NeuronListPicker(*m_table, m_context));
    return bar;
}

QWidget* NeuronsTab::buildScatter()
{
    m_metric = namedCombo(tr("Across"), tr("The number of the reference that is drawn across, for every neuron"));
    m_upMetric = namedCombo(tr("Up"), tr("The number of the other run that is drawn up, for every neuron"));
    for (QComboBox* metric : {m_metric, m_upMetric})
        connect(metric, &QComboBox::activated, this, &NeuronsTab::showScatter);
    m_legend = new ScatterLegend;
    m_scatter->setAccessibleName(tr("Neurons of both runs"));
    m_scatter->setToolTip(QString());
    m_scatter->setEmptyText(tr("no neuron has this number in both runs"));
    m_scatter->setDescription([this](int id) { return describe(id); });
    m_panel = new Panel(tr("Each neuron in both runs"));
    for (QComboBox* metric : {m_metric, m_upMetric}) {
        m_panel->addControl(captionOf(metric));
        m_panel->addControl(metric);
    }
    m_panel->addControl(figureButton({m_scatter, nullptr, m_legend}, m_context.jobs, [this] {
        return ExportSource{m_panel->accessibleName(), QStringLiteral("neurons"), provenance()};
    }));
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_scatter, 1);
    layout->addWidget(m_legend);
    m_panel->setBody(body);
    Selection& selection = m_context.selection;
    connect(m_scatter, &ScatterView::pointClicked, this,
            [&selection](int id) { selection.selectNeuron(selection.focus().layer, NeuronId(std::uint32_t(id))); });
    connect(m_scatter, &ScatterView::pointActivated, this, [&selection](int id) {
        selection.selectNeuron(selection.focus().layer, NeuronId(std::uint32_t(id)));
        selection.openNeuron(selection.focus().layer, NeuronId(std::uint32_t(id)));
    });
    connect(m_scatter, &ScatterView::pointHovered, this, [&selection](int id) {
        selection.hoverNeuron(id < 0 ? std::nullopt : std::optional(NeuronId(std::uint32_t(id))));
    });
    connect(m_scatter, &ScatterView::lassoChanged, this, &NeuronsTab::applyFilter);
    return m_panel;
}

QWidget* NeuronsTab::buildTable()
{
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("What changed, neuron by neuron"));
    m_table->setObjectName(QStringLiteral("compare.table"));
    new NeuronTableLink(*m_table, m_context.selection);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("changes"), [this] { return provenance(); });
    return tools->pageWith(buildFilters());
}

QStringList NeuronsTab::provenance() const
{
    const auto& pair = m_model->pair();
    if (!pair) return {};
    const auto& runs = pair->changes.runs;
    return QStringList{summary()} + rests() + provenanceOf(m_context.session, {runs.begin(), runs.end()});
}

void NeuronsTab::stop()
{
    for (quint64* job : {&m_query, &m_ranking}) {
        m_context.jobs.cancel(*job);
        *job = 0;
    }
}

NeuronsTab::Key NeuronsTab::keyOf(const ComparisonChoice& choice) const
{
    const auto [reference, other] = choice.pair();
    return {
        m_context.session.file(), {reference.id, other.id}, choice.layer, choice.topic, choice.inGenerated, choice.rule,
        choice.minimumCaptured};
}

void NeuronsTab::setChoice(const ComparisonChoice& choice)
{
    stop();
    m_choice = choice;
    const Key key = keyOf(choice);
    const auto known = std::ranges::find(m_known, key, &std::pair<Key, Result>::first);
    if (known != m_known.end()) {
        std::rotate(known, known + 1, m_known.end());
        adopt(m_known.back().second);
        return;
    }
    m_summary->setText(tr("Comparing…"));
    m_table->setEmptyText({});
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    m_query = m_context.jobs.query<Result>(
        {}, this,
        [connection, choice](const std::stop_token& token, const ProgressCallback&) -> Result {
            return comparePair(*connection, choice, token);
        },
        [this, key](const Result& result) {
            remember(key, result);
            adopt(result);
        },
        [this](const QString& error) {
            adopt(nullptr);
            m_summary->setText(error);
            m_table->setEmptyText(error);
        });
}

void NeuronsTab::remember(const Key& key, const Result& result)
{
    std::erase_if(m_known, [&](const auto& known) { return known.first == key; });
    m_known.emplace_back(key, result);
    if (m_known.size() > mostKnown) m_known.erase(m_known.begin());
}

/// AUROC and its like, of every neuron in both runs: longer than the rest, and so only when they are asked for.
void NeuronsTab::rank()
{
    if (m_ranking != 0) return;
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    const auto [reference, other] = m_choice.pair();
    m_ranking = m_context.jobs.query<Result>(
        tr("Rank the sentences by the neurons of %1 and %2")
            .arg(QString::fromStdString(reference.name), QString::fromStdString(other.name)),
        this,
        [connection, choice = m_choice, pair = m_model->pair()](const std::stop_token& token,
                                                                const ProgressCallback& progress) -> Result {
            return rankPair(*connection, choice, *pair, token, progress);
        },
        [this, key = keyOf(m_choice)](const Result& result) {
            m_ranking = 0;
            remember(key, result);
            adopt(result);
        },
        [this](const QString& error) {
            m_ranking = 0;
            m_panel->setReadout(error);
        });
}

void NeuronsTab::adopt(const Result& result)
{
    m_query = 0;
    if (result && result == m_model->pair()) {
        m_summary->setText(summary());
        return;
    }
    const Result before = m_model->pair();
    const bool sameNeurons = before && result && before->changes.layer == result->changes.layer &&
                             before->changes.runs[0].id == result->changes.runs[0].id &&
                             before->changes.runs[1].id == result->changes.runs[1].id;
    if (!sameNeurons) m_scatter->dropLasso();
    m_scatter->setPoints({});
    const auto columns = idsOf(*m_model);
    m_model->setPair(result);
    m_damage->setDamage(result ? result->changes.damage : std::vector<RunDamage>());
    m_summary->setText(result ? summary() : QString());
    const auto now = idsOf(*m_model);
    const bool onlyMore =
        !columns.empty() && now.size() >= columns.size() && std::equal(columns.begin(), columns.end(), now.begin());
    if (!onlyMore) showColumns(); // else they stay as the person has them
    for (std::size_t i = columns.size(); onlyMore && i < now.size(); ++i)
        m_table->setColumnHidden(ChangeTableModel::FirstNumber + int(i), true);
    fillMetrics();
    showScatter();
    showFilters();
    applyFilter();
}

void NeuronsTab::showColumns()
{
    if (!m_model->pair()) return;
    m_table->showYieldedColumns();
    m_table->setColumnWidth(ChangeTableModel::Neuron, neuronWidth);
    m_table->setColumnWidth(ChangeTableModel::Fate, fateWidth);
    std::vector<int> bars;
    for (int column = ChangeTableModel::FirstNumber; column < m_model->columnCount(); ++column) {
        const PairColumn& its = m_model->columnAt(column);
        const bool isScore = isKt(its) && its.side;
        m_table->setColumnHidden(column, !isShownAtFirst(its));
        m_table->setItemDelegateForColumn(column, isScore ? static_cast<QAbstractItemDelegate*>(new KtDelegate(m_table))
                                                  : its.isSigned ? new ChangeDelegate(m_table)
                                                                 : nullptr);
        const int least = isScore ? ktWidth : its.isSigned ? changeWidth : numberWidth;
        m_table->setColumnWidth(column, its.side ? least : std::max(least, m_table->header().sectionSizeHint(column)));
        if (isKt(its)) bars.push_back(column);
    }
    m_table->setFillColumns(bars);
    std::vector<int> yielding;
    for (const char* id : yieldingIds) {
        if (const int column = m_model->columnOf(id); column >= 0) yielding.push_back(column);
    }
    m_table->setYieldingColumns(yielding);
}

void NeuronsTab::fillMetrics()
{
    const auto fill = [this](QComboBox* combo, std::size_t side) {
        const QSignalBlocker blocked(combo);
        const QVariant chosen = combo->currentData();
        combo->clear();
        if (!m_model->pair()) return;
        if (side == 1) combo->addItem(tr("the same"), QString());
        for (const PairColumn& metric : sideMetrics(*m_model->pair(), side)) {
            combo->addItem(metricTitle(metric.info), QLatin1String(metric.info.id));
            combo->setItemData(combo->count() - 1, plainToolTip(metricFormula(metric.info)), Qt::ToolTipRole);
        }
        combo->setCurrentIndex(std::max(0, chosen.isValid() ? combo->findData(chosen) : 0));
    };
    fill(m_metric, 0);
    fill(m_upMetric, 1);
}

std::array<PairColumn, 2> NeuronsTab::drawn() const
{
    const PairComparison& pair = *m_model->pair();
    const int across = m_metric->currentIndex(), up = m_upMetric->currentIndex() - 1; // before them "the same"
    return {sideMetrics(pair, 0)[std::size_t(across)], sideMetrics(pair, 1)[std::size_t(up < 0 ? across : up)]};
}

void NeuronsTab::showScatter()
{
    const auto& pair = m_model->pair();
    showLegend();
    if (!pair) {
        m_panel->setReadout({});
        return;
    }
    const auto [before, after] = drawn();
    std::vector<ScatterPoint> points;
    for (const NeuronId neuron : pair->order) {
        const auto x = before.value(*pair, neuron), y = after.value(*pair, neuron);
        if (!x || !y) continue;
        points.push_back({int(neuron.value), metricValue(x, before.info.format).toDouble(),
                          metricValue(y, after.info.format).toDouble(), markOf(*pair, neuron)});
    }
    const auto axis = [&](const PairColumn& metric) {
        const QString unit = metric.info.format == MetricFormat::Percent ? tr("%1 in %") : QStringLiteral("%1");
        return QStringLiteral("%1, %2").arg(unit.arg(metricTitle(metric.info)),
                                            QString::fromStdString(pair->changes.runs[*metric.side].name));
    };
    m_scatter->setTitles(axis(before), axis(after));
    m_scatter->setSameMeasure(before.is(after.info.id));
    if (!pair->isRanked && (isRanking(before.info) || isRanking(after.info))) {
        m_panel->setReadout(tr("Computing…"));
        rank();
    } else {
        m_panel->setReadout(tr("%L1 of %L2 neurons have it in both").arg(points.size()).arg(pair->order.size()));
    }
    m_scatter->setPoints(std::move(points));
    const auto selected = m_context.selection.focus().neuron;
    m_scatter->setSelected(selected ? std::optional(int(selected->value)) : std::nullopt);
}

/// The marks that there are.
void NeuronsTab::showLegend()
{
    std::vector<ScatterLegend::Entry> entries;
    const auto& pair = m_model->pair();
    if (pair) {
        const bool hasTopic = pair->changes.withKeyword.has_value();
        const ScatterLegend::Entry all[] = {{ScatterMark::Higher, tr("KT higher")},
                                            {ScatterMark::Lower, tr("KT lower")},
                                            {ScatterMark::Plain, hasTopic ? tr("no clear change of KT") : tr("other")},
                                            {ScatterMark::Faint, tr("too few captured")},
                                            {ScatterMark::Born, tr("born")},
                                            {ScatterMark::Died, tr("died")}};
        std::set<ScatterMark> there;
        for (const NeuronId neuron : pair->order)
            there.insert(markOf(*pair, neuron));
        std::ranges::copy_if(all, std::back_inserter(entries),
                             [&](const auto& entry) { return there.contains(entry.first); });
    }
    m_legend->setEntries(std::move(entries));
}

QStringList NeuronsTab::rests() const
{
    const PairComparison& pair = *m_model->pair();
    QStringList lines;
    if (m_choice.topic) {
        QStringList words;
        for (const std::string& keyword : m_choice.topic->keywords)
            words << QString::fromStdString(keyword);
        lines << tr("Topic %1 (%2): %3.")
                     .arg(QString::fromStdString(m_choice.topic->name),
                          QString::fromStdString(std::string(toString(m_choice.topic->match))),
                          words.join(QStringLiteral(", ")));
        const BootstrapSettings& bootstrap = pair.changes.settings.bootstrap;
        lines << (pair.independent ? tr("95 % intervals: Newcombe, independent samples.")
                                   : tr("95 % intervals: paired bootstrap, %L1 draws of %L2 %3, seed %4.")
                                         .arg(bootstrap.draws)
                                         .arg(pair.changes.clusters)
                                         .arg(pair.changes.clustersAreDocuments ? tr("documents") : tr("sentences"))
                                         .arg(bootstrap.seed));
    }
    if (const auto& lassoed = m_scatter->lassoed(); !lassoed.empty())
        lines << tr("The lasso holds %L1 neurons; the others are drawn faintly.").arg(lassoed.size());
    return lines;
}

QString NeuronsTab::describe(int id) const
{
    const auto& pair = m_model->pair();
    if (!pair) return {};
    const NeuronId neuron{std::uint32_t(id)};
    const auto metrics = drawn();
    QStringList lines{QString::fromStdString(pair->changes.layer.toString()) + QLatin1Char('/') + QString::number(id)};
    for (const std::size_t side : {0, 1}) {
        const PairColumn& metric = metrics[side];
        lines << tr("%1: %2 %3")
                     .arg(QString::fromStdString(pair->changes.runs[side].name), metricTitle(metric.info),
                          metricText(metric.value(*pair, neuron), metric.info.format));
        if (!pair->changes.withKeyword) continue;
        const KtScore& score = pair->change(neuron).sides[side].score;
        lines.back() += QStringLiteral(" (k / n = %L1 / %L2)").arg(score.withKeyword).arg(score.captured);
    }
    const NeuronChange& change = pair->change(neuron);
    if (change.born) lines << tr("Born: fires in the second run only");
    if (change.died) lines << tr("Died: fires in the first run only");
    if (pair->direction(neuron) != 0) lines << tr("The interval of its change of KT leaves out 0");
    return lines.join(QLatin1Char('\n'));
}

QString NeuronsTab::summary() const
{
    const auto& pair = m_model->pair();
    if (!pair) return {};
    const RunComparison& changes = pair->changes;
    const ChangeCounts counts(changes);
    const QString before = QString::fromStdString(changes.runs[0].name),
                  after = QString::fromStdString(changes.runs[1].name);
    QStringList parts;
    if (changes.withKeyword) {
        parts << tr("KT of %1 is higher in %2 than in %3 for %L4 and lower for %L5 of %L6 tested neurons (n ≥ %L7 in "
                    "both), "
                    "with a 95 % interval that leaves out 0")
                     .arg(pair->topic, after, before)
                     .arg(counts.higher)
                     .arg(counts.lower)
                     .arg(counts.tested)
                     .arg(changes.settings.minimumCaptured);
        parts << tr("about %L1 would have one if nothing had changed").arg(counts.tested / 20);
    } else {
        parts << tr("%1 compared with %2; there is no topic to compare KT-scores by").arg(after, before);
    }
    parts << tr("%L1 born, %L2 died, %L3 never fire in both").arg(counts.born).arg(counts.died).arg(counts.never);
    if (changes.withKeyword)
        parts << tr("captured: %1 (%2)")
                     .arg(describeRule(changes.settings.rule),
                          QString::fromStdString(changes.settings.rule.toString()));
    if (pair->independent)
        parts << carriedOver() << tr("one checkpoint over two data sets: independent samples, nothing is paired");
    if (pair->shared > 0) {
        parts
            << tr("⚠ %L1 of the %L2 sentences of %3 are in the other data set too: these samples are not independent, "
                  "do not rely on p, q and the intervals")
                   .arg(pair->shared)
                   .arg(pair->sentences[1])
                   .arg(after);
    }
    if (pair->independent) return parts.join(QStringLiteral(" · "));
    if (changes.settings.rule.kind == CaptureRule::Kind::Fixed && changes.withKeyword && !pair->inGenerated)
        parts << tr(
            "the rule captures the same sentences in both, so KT in the sentences cannot change; look for keywords "
            "in generated text");
    return parts.join(QStringLiteral(" · "));
}

/// Whether the topic neurons of one data set are those of the other, and what else could make KT differ.
QStringList NeuronsTab::carriedOver() const
{
    const PairComparison& pair = *m_model->pair();
    if (!pair.carried) return {};
    const CarryOver& carried = *pair.carried;
    const QString before = QString::fromStdString(pair.changes.runs[0].name),
                  after = QString::fromStdString(pair.changes.runs[1].name);
    QStringList parts;
    parts << tr("topic neurons (q < %1, lift ≥ %2): %L3 in %4, %L5 in %6, %L7 in both")
                 .arg(fixedNumber(CarryOver::q, 2), formatNumber(CarryOver::lift))
                 .arg(carried.topicNeurons[0])
                 .arg(before)
                 .arg(carried.topicNeurons[1])
                 .arg(after)
                 .arg(carried.both);
    if (carried.expected)
        parts << tr("by chance %1 would be in both (hypergeometric p = %2, of %L3 neurons tested in both)")
                     .arg(formatNumber(*carried.expected), metricText(carried.p, MetricFormat::Probability))
                     .arg(carried.tested);
    if (carried.baseRates[0] && carried.baseRates[1])
        parts << tr("sentences with a keyword: %1 in %2, %3 in %4")
                     .arg(columnPercent(*carried.baseRates[0]), before, columnPercent(*carried.baseRates[1]), after);
    if (carried.baseRatesDiffer())
        parts << tr("these base rates differ by more than a factor of %1, which is most of what changes of KT show "
                    "here: compare the lifts")
                     .arg(fixedNumber(CarryOver::similarRates, 1));
    return parts;
}

bool NeuronsTab::accepts(NeuronId neuron, int filter) const
{
    const PairComparison& pair = *m_model->pair();
    switch (filter) {
    case Higher: return pair.direction(neuron) > 0;
    case Lower: return pair.direction(neuron) < 0;
    case Born: return pair.change(neuron).born;
    case Died: return pair.change(neuron).died;
    default: return true;
    }
}

/// The chips are the legend of the marks too.
void NeuronsTab::showFilters()
{
    const auto& pair = m_model->pair();
    const bool hasTopic = pair && pair->changes.withKeyword;
    const QString titles[FilterCount] = {tr("All"), tr("KT higher"), tr("KT lower"), tr("Born"), tr("Died")};
    const QString hints[FilterCount] = {
        tr("All neurons of the layer"), tr("KT is higher in the other run, with a 95 % interval that leaves out 0"),
        tr("KT is lower in the other run, with a 95 % interval that leaves out 0"),
        tr("Never fire in the reference, fire in the other run"), tr("Fire in the reference, never in the other run")};
    for (int filter = 0; filter < FilterCount; ++filter) {
        QAbstractButton* chip = m_filters->button(filter);
        qulonglong count = 0;
        if (pair)
            count = qulonglong(std::ranges::count_if(pair->order, [&](NeuronId n) { return accepts(n, filter); }));
        chip->setText(pair ? tr("%1 %L2").arg(titles[filter]).arg(count) : titles[filter]);
        chip->setToolTip(plainToolTip(hints[filter]));
        chip->setEnabled(pair != nullptr);
        const bool ofTopic = filter == Higher || filter == Lower;
        chip->setVisible(!ofTopic || hasTopic);
        if (ofTopic && !hasTopic && chip->isChecked()) m_filters->button(All)->setChecked(true);
        if (filter != All) chip->setIcon(scatterMarkPicture(markOf(filter), palette(), devicePixelRatioF()));
    }
}

void NeuronsTab::applyFilter()
{
    const std::set<int>& lassoed = m_scatter->lassoed();
    m_lasso->setVisible(!lassoed.empty());
    m_lasso->setText(tr("Lasso: %L1 ✕").arg(lassoed.size()));
    const int filter = m_filters->checkedId();
    if (filter == All && lassoed.empty()) {
        m_table->proxy().setRowFilter({});
        return;
    }
    m_table->proxy().setRowFilter([this, filter, lassoed](int row) {
        const NeuronId neuron = m_model->neuronOf(row);
        return accepts(neuron, filter) && (lassoed.empty() || lassoed.contains(int(neuron.value)));
    });
}

void NeuronsTab::changeEvent(QEvent* event)
{
    StoredTab::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showFilters(); // the marks' colours
}

void NeuronsTab::resizeEvent(QResizeEvent* event)
{
    StoredTab::resizeEvent(event);
    m_splitter->setOrientation(width() >= sideBySide ? Qt::Horizontal : Qt::Vertical);
}

} // namespace sparsight

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/kt/KtPage.h"

#include "core/analysis/kt/RuleHint.h"
#include "core/training/TwinRun.h"
#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/common/IconButton.h"
#include "widgets/delegates/KtDelegate.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/MetricText.h"
#include "widgets/models/TableRoles.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/kt/ProbePane.h"
#include "widgets/pages/kt/RuleEditor.h"
#include "widgets/report/ExportSource.h"
#include "widgets/report/ReportExport.h"
#include "widgets/session/ComparedRuns.h"
#include "widgets/session/LayerData.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/session/Selection.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/LayerPicker.h"
#include "widgets/views/NeuronListPicker.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/RunsButton.h"
#include "widgets/views/TableTools.h"
#include "widgets/views/TopicPicker.h"

#include <QCheckBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <span>
#include <string_view>

namespace sparsight {
namespace {

constexpr int numberWidth = 92, ktWidth = 176, narrowKtWidth = 120;
constexpr int mostSwitched = 50;

/// Lift and q are of the real runs; a control is there for its score.
bool isShownAtFirst(std::string_view metric, bool real)
{
    return metric == "kt" || (real && (metric == "lift" || metric == "q"));
}

/// Adds a control's scores as a column of its own, named for what it is.
/// `meaning`: what the control is, for the tool tips of its column.
void addControl(KtResult& result, KtColumn column, const QString& what, const QString& meaning)
{
    const QString of = result.source(column);
    column.run.name += QStringLiteral(" · %1").arg(what).toStdString();
    result.sources[column.run.name] = QStringLiteral("%1\n%2").arg(meaning, of);
    result.runs.push_back(std::move(column));
}

void addControls(KtResult& result, KtControls controls)
{
    if (controls.firstShuffle)
        addControl(result, *controls.firstShuffle, KtPage::tr("shuffled"),
                   KtPage::tr("A control: the keyword labels are shuffled (seed %1), so that the score is luck")
                       .arg(controls.settings.seed));
    const auto isShown = [&result](const KtColumn& column) {
        return std::ranges::find(result.runs, column.run.id, [](const KtColumn& each) { return each.run.id; }) !=
               result.runs.end();
    };
    if (controls.twin && !isShown(*controls.twin)) { // checkpoints of one shape share it; its name says what it is
        result.sources[controls.twin->run.name] =
            KtPage::tr("A control: a checkpoint of the same shape with random weights, %1")
                .arg(QString::fromStdString(controls.twin->run.name));
        result.runs.push_back(*controls.twin);
    }
    if (controls.halves) {
        addControl(result, (*controls.halves)[0], KtPage::tr("chosen on"),
                   KtPage::tr("A control: the half of the sentences that neurons are chosen on"));
        addControl(result, (*controls.halves)[1], KtPage::tr("held out"),
                   KtPage::tr("A control: the other half of the sentences, which was held out"));
    }
    result.controls.push_back(std::move(controls));
}

/// How many neurons pass, beside how many pass by luck.
QString controlText(const KtColumn& real, const KtControls& controls)
{
    const PassCount passed = countPassing(real);
    QStringList parts{KtPage::tr("%1: %L2 of %L3 neurons have q < %4")
                          .arg(QString::fromStdString(real.run.name))
                          .arg(passed.passing)
                          .arg(passed.tested)
                          .arg(passingQ)};
    std::vector<std::uint32_t> counts;
    for (const PassCount& count : controls.shuffled)
        counts.push_back(count.passing);
    std::ranges::sort(counts);
    parts << KtPage::tr("with shuffled keywords (%L1 times, seed %2) a median of %L3, at most %L4")
                 .arg(counts.size())
                 .arg(controls.settings.seed)
                 .arg(counts[counts.size() / 2])
                 .arg(counts.back());
    if (controls.twin) {
        const PassCount random = countPassing(*controls.twin);
        parts << KtPage::tr("with random weights %L1 of %L2").arg(random.passing).arg(random.tested);
    }
    const HeldOutSummary halves = controls.heldOut();
    const auto rate = [](const KtColumn& half) {
        return formatPercent(half.sentences ? double(half.withKeyword) / half.sentences : 0);
    };
    parts << KtPage::tr(
                 "of %L1 that have it on one half of the sentences, %L2 have it on the other; mean KT %3 and %4, base "
                 "rates %5 and %6")
                 .arg(halves.chosen)
                 .arg(halves.confirmed)
                 .arg(metricText(halves.chosenKt, MetricFormat::Score),
                      metricText(halves.heldOutKt, MetricFormat::Score), rate((*controls.halves)[0]),
                      rate((*controls.halves)[1]));
    return parts.join(QStringLiteral("; ")) + QLatin1Char('.');
}

std::shared_ptr<const KtResult> computeAll(const Project& project, const std::vector<RunInfo>& runs, LayerId layer,
                                           const Topic& topic, bool inGenerated, const KtOptions& options,
                                           bool withControls, const std::map<std::string, QString>& sources,
                                           const std::stop_token& stop)
{
    auto result = std::make_shared<KtResult>();
    result->sources = sources;
    result->topic = QString::fromStdString(topic.name);
    result->rule = options.rule;
    result->inGenerated = inGenerated;
    result->layer = layer;
    std::vector<KtControls> controls;
    std::map<std::int64_t, TopicLabels> labels; // of each data set, or of each run's own text
    const auto labelsOf = [&](const RunInfo& run) -> const TopicLabels& {
        const std::int64_t source = inGenerated ? run.id.value : run.dataset.value;
        auto known = labels.find(source);
        if (known == labels.end())
            known = labels
                        .emplace(source, inGenerated ? labelGeneratedText(project, run.id, topic, stop)
                                                     : labelSentences(project, run.dataset, topic, stop))
                        .first;
        return known->second;
    };
    for (const RunInfo& run : runs) {
        throwIfStopped(stop);
        result->runs.push_back(computeKt(project, run, layer, labelsOf(run), options, stop));
        if (!withControls) continue;
        controls.push_back(computeKtControls(project, run, layer, labelsOf(run), options, {}, stop));
        if (const auto twin = findTwinRun(project, run))
            controls.back().twin = computeKt(project, *twin, layer, labelsOf(*twin), options, stop);
    }
    for (KtControls& each : controls)
        addControls(*result, std::move(each));
    return result;
}

} // namespace

KtPage::KtPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new KtTableModel(this))
{
    m_table = new FilterTableView;
    m_stack = new QStackedWidget;
    m_stack->addWidget(buildTable());
    m_empty = new EmptyState(tr("Which neurons follow a topic?"));
    connect(m_empty, &EmptyState::remedyWanted, this, [this] { m_context.showPage(remedyPage()); });
    m_stack->addWidget(m_empty);
    m_damage = new DamageNotice(context.session, context.jobs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(buildChoices());
    layout->addWidget(m_damage);
    layout->addWidget(m_stack, 1);
    m_probe = new ProbePane(context);
    layout->addWidget(m_probe);
    setFocusProxy(m_table);

    connect(m_runs, &RunsButton::changed, this, &KtPage::followProject);
    connect(m_topic, &TopicPicker::changed, this, &KtPage::compute);
    connect(&context.compared, &ComparedRuns::comparisonChanged, this, &KtPage::takeComparison);
    connect(m_rule, &RuleEditor::changed, this, &KtPage::compute);
    connect(m_useMinimum, &QCheckBox::toggled, this, &KtPage::applyMinimum);
    connect(m_minimum, &QSpinBox::valueChanged, this, &KtPage::compute);
    connect(m_controls, &QCheckBox::toggled, this, &KtPage::compute);
    connect(m_twins, &QPushButton::clicked, this, &KtPage::captureTwins);
    connect(&context.jobs, &JobRunner::jobFinished, this, [this](const JobState& job) {
        if (job.id != m_capturing || job.phase != JobState::Phase::Cancelled) return; // where jobs are listed
        m_capturing = 0;
        offerTwins();
    });
    connect(m_askProbe, &QPushButton::clicked, this, &KtPage::showProbe);
    followProject();
    takeComparison();
}

QWidget* KtPage::buildChoices()
{
    m_topic = new TopicPicker(m_context.session, m_context.selection);
    auto* layer = new LayerPicker(m_context.session, m_context.selection);
    layer->setRunVisible(false);
    m_runs = new RunsButton(m_context.session, m_context.selection, m_context.compared);
    m_rule = new RuleEditor;
    m_useMinimum = new QCheckBox(tr("n at least"));
    m_useMinimum->setObjectName(QStringLiteral("useMinimum"));
    m_useMinimum->setChecked(true);
    m_useMinimum->setToolTip(plainToolTip(tr("Hide neurons that capture fewer sentences in every run")));
    m_minimum = new QSpinBox;
    m_minimum->setRange(1, 1000000);
    m_minimum->setValue(int(KtOptions{}.minimumCaptured));
    m_minimum->setKeyboardTracking(false);
    m_minimum->setAccessibleName(tr("n at least"));
    m_minimum->setToolTip(plainToolTip(tr("Neurons with fewer captured sentences get no q")));

    m_controls = new QCheckBox(tr("Controls"));
    m_controls->setObjectName(QStringLiteral("controls"));
    m_controls->setToolTip(
        plainToolTip(tr("Beside the real scores: the same under shuffled keywords, and on two halves of the "
                        "sentences, so that it is seen what luck and choosing the best alone give")));

    m_twins = new QPushButton(tr("Random weights"));
    m_twins->setObjectName(QStringLiteral("twins"));
    m_twins->setToolTip(plainToolTip(
        tr("A further control: makes a checkpoint of each run's shape with random weights and captures the same "
           "sentences with it, as runs of their own. They are made once, beside the project.")));
    m_askProbe = new QPushButton(tr("Probe"));
    m_askProbe->setObjectName(QStringLiteral("probe"));
    m_askProbe->setToolTip(
        plainToolTip(tr("How well the best 1, 2, 4, 8 and 16 neurons of the first run together tell the topic's "
                        "sentences, on the half of the data set that they were not chosen on")));

    auto* choices = new QWidget;
    auto* layout = new FlowLayout(choices);
    layout->addWidget(m_topic);
    layout->addWidget(layer);
    layout->addWidget(m_runs);
    layout->addWidget(m_rule);
    layout->addPair(m_useMinimum, m_minimum);
    layout->addWidget(m_controls);
    layout->addWidget(m_twins);
    layout->addWidget(m_askProbe);
    layout->addWidget(new NeuronListPicker(*m_table, m_context));
    return choices;
}

QWidget* KtPage::buildTable()
{
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("KT-scores of the neurons"));
    m_table->setObjectName(QStringLiteral("kt.table"));
    new NeuronTableLink(*m_table, m_context.selection);
    m_summary = captionLabel();
    m_summary->setWordWrap(true);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("kt"), [this] {
        QStringList lines;
        if (const auto& result = m_model->result()) {
            lines << summary().split(QLatin1Char('\n'));
            for (const KtColumn& column : std::span(result->runs).first(result->realRuns()))
                lines << provenanceOf(m_context.session, column.run);
        }
        return lines;
    });
    m_report = tools->addTool(QStringLiteral("report"), tr("Report"),
                              tr("Write a report on all the neurons that are shown, with the controls that are on"));
    connect(m_report, &QToolButton::clicked, this, &KtPage::writeReport);
    connect(tools->addTool(QStringLiteral("ablation"), tr("Switch off…"),
                           tr("See what the neurons that are shown cause, at most %1").arg(mostSwitched)),
            &QToolButton::clicked, this, &KtPage::wantIntervention);
    m_more = new QToolButton;
    m_more->setObjectName(QStringLiteral("kt.more"));
    m_more->setCheckable(true);
    m_more->setToolTip(plainToolTip(tr("Base rates of all runs, and what the controls show")));
    m_more->hide();
    connect(m_more, &QToolButton::toggled, this, &KtPage::showSummary);
    auto* notes = new QWidget;
    auto* lines = new QHBoxLayout(notes);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(m_summary, 1);
    lines->addWidget(m_more, 0, Qt::AlignTop);
    return tools->pageWith(notes);
}

void KtPage::followProject()
{
    m_rule->setRuns(m_runs->completeNames());
    compute();
}

void KtPage::takeComparison()
{
    const auto& comparison = m_context.compared.comparison();
    if (!comparison) return;
    m_topic->setInGenerated(comparison->keywordInGenerated);
    m_rule->setRule(comparison->rule); // computes
}

QString KtPage::absence() const
{
    if (!m_context.session.isOpen()) return tr("Open a project with a captured data set first.");
    if (m_runs->available().empty())
        return tr("No run captured %1: capture a data set with this layer first.")
            .arg(QString::fromStdString(m_context.selection.focus().layer.toString()));
    if (!m_topic->topic()) return tr("There is no topic yet: name one and list its keywords on the Data page.");
    const std::vector<RunInfo>& runs = m_runs->available();
    const std::vector<RunInfo> chosen = m_runs->chosen();
    if (std::none_of(runs.begin(), runs.end(), [](const RunInfo& run) { return run.complete; }))
        return tr("The capture “%1” was cut off: go on with it first.").arg(QString::fromStdString(runs[0].name));
    if (chosen.empty()) return tr("No run is chosen: switch one on above.");
    const auto silent = std::find_if(chosen.begin(), chosen.end(),
                                     [](const RunInfo& run) { return run.settings.decoder != DecoderMode::Generate; });
    if (m_topic->isInGenerated() && silent != chosen.end())
        return tr("The run “%1” has no generated text: capture it with a decoder that generates, or look for keywords "
                  "in the sentences.")
            .arg(QString::fromStdString(silent->name));
    return {};
}

/// Where what is missing can be made.
const char* KtPage::remedyPage() const
{
    if (!m_context.session.isOpen()) return "welcome";
    return m_context.session.topics().empty() ? "data" : "models";
}

void KtPage::compute()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
    const std::vector<RunInfo> runs = m_runs->chosen();
    const QString missing = absence();
    const bool canProbe = missing.isEmpty();
    m_askProbe->setEnabled(canProbe);
    m_probe->keepOnly(canProbe ? std::optional(probeQuestion()) : std::nullopt);
    offerTwins();
    m_stack->setCurrentIndex(missing.isEmpty() ? 0 : 1);
    m_empty->setText(missing);
    const bool noTopic = m_context.session.isOpen() && m_context.session.topics().empty();
    m_empty->setRemedy(!m_context.session.isOpen() ? tr("Open a project")
                       : noTopic                   ? tr("Make a topic")
                                                   : tr("Capture a data set"));
    if (!missing.isEmpty()) {
        m_model->setResult(nullptr);
        showDamage();
        return;
    }
    KtOptions options;
    options.rule = m_rule->rule();
    options.minimumCaptured = std::uint32_t(m_minimum->value());
    const Topic topic = *m_topic->topic();
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    m_summary->setText(tr("Computing…"));
    m_table->setEmptyText({});
    std::map<std::string, QString> sources;
    for (const RunInfo& run : runs)
        sources[run.name] = RunSource(m_context.session, run).text();
    using Result = std::shared_ptr<const KtResult>;
    m_query = m_context.jobs.query<Result>(
        {}, this,
        [connection, runs, topic, options, inGenerated = m_topic->isInGenerated(),
         withControls = m_controls->isChecked(), sources,
         layer = m_context.selection.focus().layer](const std::stop_token& stop, const ProgressCallback&) -> Result {
            return computeAll(*connection, runs, layer, topic, inGenerated, options, withControls, sources, stop);
        },
        [this](const Result& result) { adopt(result); },
        [this](const QString& error) {
            m_query = 0;
            m_model->setResult(nullptr);
            m_summary->setText(error);
            m_table->setEmptyText(error);
        });
}

void KtPage::adopt(std::shared_ptr<const KtResult> result)
{
    m_query = 0;
    const bool sameColumns = m_model->result() && m_model->result()->runs.size() == result->runs.size();
    const bool sameTopic = m_model->result() && m_model->result()->topic == result->topic;
    m_model->setResult(std::move(result));
    if (!sameColumns) showColumns();
    applyMinimum();
    if (!sameTopic || !sameColumns) m_table->scrollToTop(); // to those that follow this one most
    showSummary();
    setUnavailable(m_report, m_model->result()->inGenerated
                                 ? tr("Reports look for keywords in the sentences, not in generated text")
                                 : QString());
    showDamage();
}

/// The first line, and on demand all: with controls and many runs they would take the table's place.
void KtPage::showSummary()
{
    if (!m_model->result()) return; // an error is told instead
    const QString all = summary();
    m_more->setVisible(all.contains(QLatin1Char('\n')));
    m_summary->setText(m_more->isChecked() ? all : all.section(QLatin1Char('\n'), 0, 0));
    m_more->setText(m_more->isChecked() ? tr("Less") : tr("More"));
}

void KtPage::showDamage()
{
    std::vector<RunDamage> damage;
    if (m_model->result()) {
        for (const KtColumn& run : m_model->result()->runs)
            addDamage(damage, run.damage);
    }
    m_damage->setDamage(damage);
}

void KtPage::showColumns()
{
    const std::size_t runs = m_model->result()->runs.size(), realRuns = m_model->result()->realRuns();
    m_table->proxy().setSortKeys({{KtTableModel::columnOf(0, "q"), Qt::AscendingOrder},
                                  {KtTableModel::columnOf(0, "lift"), Qt::DescendingOrder}});
    m_table->showYieldedColumns();
    std::vector<int> bars;
    for (int column = 1; column < m_model->columnCount(); ++column) {
        const std::string_view metric = KtTableModel::metricAt(column).info.id;
        const bool real = column < KtTableModel::columnOf(realRuns, ktMetrics().front().info.id);
        m_table->setColumnHidden(column, !isShownAtFirst(metric, real));
        const bool first = column < KtTableModel::columnOf(1, ktMetrics().front().info.id);
        const bool whole = runs <= 2 || (first && metric != "kt"); // of more runs long names are shortened
        const int title = whole ? m_table->header().sectionSizeHint(column) : 0;
        const int bar = runs <= 2 ? ktWidth : narrowKtWidth;
        m_table->setColumnWidth(column, std::max(title, metric == "kt" ? bar : numberWidth));
        m_table->setItemDelegateForColumn(column, metric == "kt" ? new KtDelegate(m_table) : nullptr);
        if (metric == "kt") bars.push_back(column);
    }
    m_table->setFillColumns(bars);
    // The first run's, by which the table is sorted, before its controls, the other runs' and theirs.
    std::vector<int> yielding;
    const std::size_t controls = runs - realRuns, ofFirst = (controls + realRuns - 1) / realRuns;
    const auto yieldScores = [&](std::size_t first, std::size_t last) {
        for (std::size_t run = first; run < last; ++run)
            yielding.push_back(KtTableModel::columnOf(run, "kt"));
    };
    const auto yieldCompany = [&](std::size_t first, std::size_t last) {
        for (std::size_t run = first; run < last; ++run) {
            for (const char* metric : {"q", "lift"})
                yielding.push_back(KtTableModel::columnOf(run, metric));
        }
    };
    yieldCompany(0, 1);
    yieldScores(realRuns, realRuns + ofFirst);
    yieldCompany(1, realRuns);
    yieldScores(realRuns + ofFirst, runs);
    m_table->setYieldingColumns(yielding);
}

void KtPage::applyMinimum()
{
    m_minimum->setEnabled(m_useMinimum->isChecked());
    if (!m_useMinimum->isChecked()) {
        m_table->proxy().setRowFilter({});
        return;
    }
    m_table->proxy().setRowFilter([this, minimum = std::uint32_t(m_minimum->value())](int row) {
        const auto& result = m_model->result();
        for (std::size_t run = 0; result && run < result->runs.size(); ++run) {
            if (m_model->score(row, run).captured >= minimum) return true;
        }
        return false;
    });
}

/// On the rows that are shown, in their order, with the topic, rule and runs of the table.
void KtPage::writeReport()
{
    const auto& result = m_model->result();
    if (!result || result->inGenerated || result->runs.empty()) return;
    std::vector<NeuronId> neurons;
    for (int row = 0; row < m_table->proxy().rowCount(); ++row)
        neurons.emplace_back(m_table->proxy().index(row, 0).data(NeuronRole).toUInt());
    ReportRecipe recipe = newRecipe(result->layer, neurons);
    recipe.subject = ReportRecipe::Subject::KtTable;
    for (const KtColumn& column : std::span(result->runs).first(result->realRuns()))
        recipe.runs.push_back(describeRun(m_context.session.project(), column.run));
    recipe.topics.push_back(m_context.session.project().topic(result->topic.toStdString()));
    recipe.rule = result->rule;
    recipe.minimumCaptured = std::uint32_t(m_minimum->value());
    recipe.controls = !result->controls.empty();
    exportReport(m_context, recipe, QStringLiteral("kt.html"), this);
}

void KtPage::wantIntervention()
{
    std::vector<NeuronName> neurons;
    for (int row = 0; row < std::min(m_table->proxy().rowCount(), mostSwitched); ++row) {
        const NeuronId neuron(m_table->proxy().index(row, 0).data(NeuronRole).toUInt());
        neurons.push_back({m_context.selection.focus().layer, neuron});
    }
    if (!neurons.empty()) m_context.selection.wantIntervention(neurons);
}

ProbePane::Question KtPage::probeQuestion() const
{
    return {m_runs->chosen().front().id, m_context.selection.focus().layer, *m_topic->topic(),
            m_topic->isInGenerated()};
}

void KtPage::showProbe()
{
    if (absence().isEmpty()) m_probe->compute(probeQuestion());
}

std::vector<RunInfo> KtPage::runsWithoutTwin() const
{
    std::vector<RunInfo> runs;
    if (!m_context.session.isOpen()) return runs;
    const Project& project = m_context.session.project();
    for (const RunInfo& run : m_runs->chosen())
        if (!isTwinRun(run) && !findTwinRun(project, run)) runs.push_back(run);
    return runs;
}

/// Beside the other controls, where it is not there yet.
void KtPage::offerTwins()
{
    m_twins->setVisible(m_controls->isChecked() && (m_capturing || !runsWithoutTwin().empty()));
    m_twins->setEnabled(!m_capturing && !m_context.session.isReadOnly());
}

void KtPage::captureTwins()
{
    const std::vector<RunInfo> runs = runsWithoutTwin();
    if (runs.empty() || m_capturing) return;
    const QString file = m_context.session.file();
    const auto over = [this, file] {
        m_capturing = 0;
        if (m_context.session.file() == file) m_context.session.refresh(); // computes, with what is there now
        offerTwins();
    };
    m_capturing = m_context.jobs.engineJob<bool>(
        tr("Capture with random weights"), this,
        [runs, path = std::filesystem::path(file.toStdU16String()),
         services = m_context.jobs.services()](const std::stop_token& stop, const ProgressCallback& progress) {
            Project project = Project::open(path, Project::Mode::ReadWrite);
            for (const RunInfo& run : runs)
                captureTwinRun(project, run, services, {}, stop, progress);
            return true;
        },
        [over](bool) { over(); },
        [this, over](const QString& error) {
            over();
            m_summary->setText(error);
        });
    offerTwins();
}

QString KtPage::summary() const
{
    const KtResult& result = *m_model->result();
    QStringList parts;
    for (const KtColumn& run : std::span(result.runs).first(result.realRuns())) {
        const double rate = run.sentences ? double(run.withKeyword) / run.sentences : 0;
        const QString pattern =
            result.inGenerated ? tr("K = %L1 of N = %L2 texts that “%5” generated have a keyword of %3: base rate %4")
                               : tr("K = %L1 of N = %L2 sentences have a keyword of %3: base rate %4");
        QString text = pattern.arg(run.withKeyword).arg(run.sentences).arg(result.topic, formatPercent(rate));
        if (result.inGenerated) text = text.arg(QString::fromStdString(run.run.name));
        if (!parts.contains(text)) parts << text;
    }
    const QString captured =
        tr("captured: %1 (%2)").arg(describeRule(result.rule), QString::fromStdString(result.rule.toString()));
    QStringList lines;
    for (std::size_t run = 0; run < result.controls.size(); ++run) // what they were asked for, before anything else
        lines << controlText(result.runs[run], result.controls[run]);
    lines << QStringLiteral("%1 · %2").arg(parts.takeFirst(), captured) << parts; // parts: of runs over other sentences
    for (const KtColumn& run : std::span(result.runs).first(result.realRuns())) {
        const std::vector<std::string> arguments = ruleHintArguments(run.run, result.rule);
        if (arguments.empty()) continue;
        lines << QCoreApplication::translate("RuleHint", ruleHintPattern)
                     .arg(QString::fromStdString(arguments[0]), QString::fromStdString(arguments[1]),
                          QString::fromStdString(arguments[2]));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace sparsight

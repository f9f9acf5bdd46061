// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pages/census/CensusPage.h"

#include "core/base/Error.h"
#include "widgets/common/FlowLayout.h"
#include "widgets/common/Format.h"
#include "widgets/jobs/ErrorText.h"
#include "widgets/jobs/JobRunner.h"
#include "widgets/models/KtCell.h"
#include "widgets/pages/PageTable.h"
#include "widgets/pages/census/CensusBarDelegate.h"
#include "widgets/pages/census/CensusChart.h"
#include "widgets/pages/census/CensusNeuronModel.h"
#include "widgets/pages/kt/RuleEditor.h"
#include "widgets/report/FigureExport.h"
#include "widgets/session/ProjectSession.h"
#include "widgets/session/RunSource.h"
#include "widgets/session/Selection.h"
#include "widgets/theme/Theme.h"
#include "widgets/views/DamageNotice.h"
#include "widgets/views/EmptyState.h"
#include "widgets/views/FilterHeader.h"
#include "widgets/views/FilterTableView.h"
#include "widgets/views/NeuronListPicker.h"
#include "widgets/views/NeuronTableLink.h"
#include "widgets/views/TableTools.h"

#include <QButtonGroup>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>

namespace sparsight {
namespace {

constexpr int runWidth = 130, layerWidth = 56, classWidth = 108, barWidth = 100, topicsWidth = 260, numberWidth = 92;
constexpr int allClasses = int(neuronClasses); // beside the classes, as a button's id

QDoubleSpinBox* threshold(double low, double high, double step, int decimals, const QString& name, const QString& hint)
{
    auto* box = new QDoubleSpinBox;
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setDecimals(decimals);
    box->setKeyboardTracking(false);
    box->setAccessibleName(name);
    box->setToolTip(plainToolTip(hint));
    return box;
}

/// Why thresholds cannot be, in one sentence; empty where they can.
QString refusalOf(const CensusSettings& settings)
{
    try {
        settings.check();
        return {};
    } catch (const Error& error) {
        return errorSentence(error);
    }
}

QPixmap swatch(const QColor& color)
{
    QPixmap picture(12, 12);
    picture.fill(color);
    return picture;
}

/// Counts one layer after the other and hands each over as it comes. What is the same for runs of a data set is read
/// once.
void countAll(const Project& project, const std::vector<CensusRow>& rows, const std::vector<Topic>& topics,
              const CensusSettings& settings,
              const std::function<void(std::size_t, std::shared_ptr<const Census>, const QString&)>& ready,
              const std::stop_token& stop)
{
    struct Basis {
        CensusSentences sentences;
        std::vector<CensusTopic> topics;
    };
    std::map<DatasetId, Basis> known;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const RunInfo& run = rows[row].run;
        try {
            auto basis = known.find(run.dataset);
            if (basis == known.end()) {
                basis = known.emplace(run.dataset, Basis{.sentences = readCensusSentences(project, run.dataset, stop)})
                            .first;
                for (const Topic& topic : topics)
                    basis->second.topics.push_back({topic.name, labelSentences(project, run.dataset, topic, stop)});
            }
            ready(row,
                  std::make_shared<const Census>(computeCensus(project, run, rows[row].layer, basis->second.sentences,
                                                               basis->second.topics, settings, stop)),
                  {});
        } catch (const Error& error) {
            if (error.code() == ErrorCode::Cancelled) throw;
            ready(row, nullptr, QString::fromUtf8(error.what()));
        }
    }
}

} // namespace

CensusPage::CensusPage(PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_model(new CensusTableModel(this))
    , m_neuronModel(new CensusNeuronModel(this))
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("census.splitter"));
    splitter->setChildrenCollapsible(false);
    auto* thresholds = buildThresholds();
    splitter->addWidget(buildTable());
    splitter->addWidget(buildNeurons());
    m_stack = new QStackedWidget;
    m_stack->addWidget(splitter);
    m_empty = new EmptyState(tr("What kinds of neurons does a layer have?"));
    connect(m_empty, &EmptyState::remedyWanted, this,
            [this] { m_context.showPage(m_context.session.isOpen() ? "models" : "welcome"); });
    m_stack->addWidget(m_empty);
    m_damage = new DamageNotice(context.session, context.jobs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(thresholds);
    layout->addWidget(m_damage);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_table);

    connect(&context.session, &ProjectSession::opened, this, &CensusPage::compute);
    connect(&context.session, &ProjectSession::changed, this, &CensusPage::compute);
    connect(&context.selection, &Selection::changed, this, &CensusPage::followSelection);
    compute();
}

QWidget* CensusPage::buildThresholds()
{
    m_alwaysOn =
        threshold(0, 100, 1, 1, tr("Always on at"), tr("Always on: fires on at least this share of the sentences"));
    m_alwaysOn->setSuffix(QStringLiteral(" %"));
    m_topicQ =
        threshold(0, 1, 0.01, 4, tr("Topic: q below"), tr("Of a topic: q below this, in both halves of the data set"));
    m_topicLift =
        threshold(0, 1000, 0.5, 2, tr("Topic: lift at least"), tr("Of a topic: at least this lift, in both halves"));
    m_generalLift = threshold(0, 1000, 0.1, 2, tr("General: lift below"),
                              tr("General: less than this lift in every topic and label"));
    m_minimum = new QSpinBox;
    m_minimum->setRange(1, 1000000);
    m_minimum->setKeyboardTracking(false);
    m_minimum->setAccessibleName(tr("n at least"));
    m_minimum->setToolTip(plainToolTip(tr("Neurons with fewer captured sentences in a half get no q there")));
    m_rule = new RuleEditor;
    auto* usual = new QPushButton(tr("Usual values"));
    resetThresholds();

    auto* bar = new QWidget;
    auto* layout = new FlowLayout(bar);
    const auto add = [layout](const QString& title, QWidget* control) {
        QLabel* caption = captionLabel(title);
        caption->setBuddy(control);
        layout->addPair(caption, control);
    };
    add(tr("Always on at"), m_alwaysOn);
    add(tr("Topic: q below"), m_topicQ);
    add(tr("Topic: lift at least"), m_topicLift);
    add(tr("General: lift below"), m_generalLift);
    add(tr("n at least"), m_minimum);
    layout->addWidget(m_rule);
    layout->addWidget(usual);
    for (QDoubleSpinBox* box : {m_alwaysOn, m_topicQ, m_topicLift, m_generalLift})
        connect(box, &QDoubleSpinBox::valueChanged, this, &CensusPage::compute);
    connect(m_minimum, &QSpinBox::valueChanged, this, &CensusPage::compute);
    connect(m_rule, &RuleEditor::changed, this, &CensusPage::compute);
    connect(usual, &QPushButton::clicked, this, [this] {
        resetThresholds();
        compute();
    });
    return bar;
}

void CensusPage::resetThresholds()
{
    const CensusSettings usual;
    const std::pair<QDoubleSpinBox*, double> values[] = {{m_alwaysOn, 100 * usual.alwaysOn},
                                                         {m_topicQ, usual.topicQ},
                                                         {m_topicLift, usual.topicLift},
                                                         {m_generalLift, usual.generalLift}};
    for (const auto& [box, value] : values) {
        const QSignalBlocker quiet(box);
        box->setValue(value);
    }
    const QSignalBlocker quietMinimum(m_minimum), quietRule(m_rule);
    m_minimum->setValue(int(usual.minimumCaptured));
    m_rule->setRule(usual.rule);
}

QWidget* CensusPage::buildTable()
{
    m_table = new FilterTableView;
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Census of the captured layers"));
    m_table->setObjectName(QStringLiteral("census.table"));
    m_table->setItemDelegateForColumn(CensusTableModel::Shares, new CensusBarDelegate(m_table));
    m_table->setColumnWidth(CensusTableModel::Run, runWidth);
    m_table->setTextElideMode(Qt::ElideMiddle); // names of runs differ at the end
    m_table->setColumnWidth(CensusTableModel::Layer,
                            std::max(layerWidth, m_table->header().sectionSizeHint(CensusTableModel::Layer)));
    m_table->setColumnWidth(CensusTableModel::Shares, barWidth);
    for (const NeuronClass kind : shownClasses) {
        const int column = CensusTableModel::columnOf(kind);
        m_table->setColumnWidth(column, std::max(classWidth, m_table->header().sectionSizeHint(column)));
    }
    m_table->setFillColumns({CensusTableModel::Run, CensusTableModel::Shares});
    std::vector<int> yielding;
    for (const NeuronClass kind : {NeuronClass::Never, NeuronClass::Topic, NeuronClass::General, NeuronClass::Always})
        yielding.push_back(CensusTableModel::columnOf(kind));
    yielding.push_back(CensusTableModel::Shares); // says the same as the numbers
    yielding.push_back(CensusTableModel::columnOf(NeuronClass::Rest));
    m_table->setYieldingColumns(yielding);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CensusPage::chooseRow);
    auto* tools = new TableTools(*m_table);
    tools->setSource(QStringLiteral("census"), [this] { return provenance(); });
    m_chart = new CensusChart(this);
    m_chart->hide();
    QToolButton* figure = figureButton({m_chart}, m_context.jobs, [this] { return describeChart(); });
    figure->setToolTip(plainToolTip(tr("Copy or save the bars as a figure")));
    figure->setObjectName(QStringLiteral("census.figure"));
    tools->layout()->addWidget(figure);
    auto* notes = new QWidget;
    auto* lines = new QVBoxLayout(notes);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    m_limits = captionLabel();
    m_basis = captionLabel();
    m_basis->setObjectName(QStringLiteral("census.basis"));
    m_hidden = captionLabel();
    m_hidden->setObjectName(QStringLiteral("census.hidden"));
    for (QLabel* label : {m_basis, m_limits, m_hidden}) {
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    // Queued: a column that is being hidden tells of it before it is.
    connect(m_table, &FilterTableView::orderChanged, this, &CensusPage::showHiddenColumns, Qt::QueuedConnection);
    return tools->pageWith(notes);
}

QWidget* CensusPage::buildNeurons()
{
    m_neuronTable = new FilterTableView;
    m_neuronTable->setSource(m_neuronModel);
    m_neuronTable->setAccessibleName(tr("Neurons by class"));
    m_neuronTable->setObjectName(QStringLiteral("census.neurons"));
    m_neuronTable->setColumnWidth(CensusNeuronModel::Class, runWidth);
    m_neuronTable->setColumnWidth(CensusNeuronModel::Topics, topicsWidth);
    for (int column = CensusNeuronModel::Kt; column < CensusNeuronModel::ColumnCount; ++column)
        m_neuronTable->setColumnWidth(column, std::max(numberWidth, m_neuronTable->header().sectionSizeHint(column)));
    m_neuronTable->setFillColumns({CensusNeuronModel::Topics});
    new NeuronTableLink(*m_neuronTable, m_context.selection);
    auto* tools = new TableTools(*m_neuronTable);
    tools->setSource(QStringLiteral("census-neurons"), [this] { return provenance(); });
    m_classes = new QButtonGroup(this);
    auto* chips = new QWidget;
    auto* row = new FlowLayout(chips);
    for (int id = 0; id <= allClasses; ++id) {
        auto* chip = new QToolButton;
        chip->setCheckable(true);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_classes->addButton(chip, id);
        row->addWidget(chip);
    }
    row->addWidget(new NeuronListPicker(*m_neuronTable, m_context));
    m_classes->button(int(NeuronClass::Topic))->setChecked(true);
    connect(m_classes, &QButtonGroup::idClicked, this, &CensusPage::showClass);
    QWidget* page = tools->pageWith(chips);
    page->layout()->setContentsMargins(0, 8, 0, 0);
    return page;
}

CensusSettings CensusPage::settings() const
{
    CensusSettings chosen;
    chosen.rule = m_rule->rule();
    chosen.alwaysOn = m_alwaysOn->value() / 100;
    chosen.topicQ = m_topicQ->value();
    chosen.topicLift = m_topicLift->value();
    chosen.generalLift = m_generalLift->value();
    chosen.minimumCaptured = std::uint32_t(m_minimum->value());
    return chosen;
}

/// The classes with their thresholds, what they were judged by, and the runs.
QStringList CensusPage::provenance() const
{
    const CensusSettings chosen = settings();
    QStringList lines;
    for (const NeuronClass kind : shownClasses)
        lines << QStringLiteral("%1: %2").arg(classTitle(kind), classMeaning(kind, chosen));
    lines << tr("Captured: %1 (%2); no q with fewer than %L3 in a half")
                 .arg(describeRule(chosen.rule), QString::fromStdString(chosen.rule.toString()))
                 .arg(chosen.minimumCaptured);
    for (const Topic& topic : m_context.session.topics()) {
        QStringList keywords;
        for (const std::string& keyword : topic.keywords)
            keywords << QString::fromStdString(keyword);
        lines << tr("Topic %1: %2").arg(QString::fromStdString(topic.name), keywords.join(QStringLiteral(", ")));
    }
    std::vector<RunInfo> runs;
    for (const CensusRow& row : m_model->rows()) {
        if (runs.empty() || runs.back().id != row.run.id) runs.push_back(row.run);
    }
    for (const CensusRow& row : m_model->rows()) {
        const QString basis = row.census ? basisText(*row.census) : QString();
        if (!basis.isEmpty() && !lines.contains(basis)) lines << basis;
    }
    return lines + provenanceOf(m_context.session, runs);
}

std::vector<CensusRow> CensusPage::capturedLayers() const
{
    std::vector<CensusRow> rows;
    for (const RunInfo& run : m_context.session.runs()) {
        for (const LayerId layer : run.settings.layers) {
            if (run.complete)
                rows.push_back({.run = run,
                                .layer = layer,
                                .census = {},
                                .error = {},
                                .source = RunSource(m_context.session, run).text()});
        }
    }
    return rows;
}

void CensusPage::compute()
{
    m_context.jobs.cancel(m_query);
    m_query = 0;
    const int counting = ++m_counting; // what comes of an earlier one is not adopted
    const CensusSettings chosen = settings();
    std::vector<CensusRow> rows = capturedLayers();
    QStringList names;
    for (const CensusRow& row : rows) {
        const QString name = QString::fromStdString(row.run.name);
        if (!names.contains(name)) names << name;
    }
    m_rule->setRuns(names);
    m_refusal = refusalOf(chosen);
    setRole(m_limits, m_refusal.isEmpty() ? "small" : "error");
    m_model->setSettings(chosen);
    m_model->setRows(rows);
    showAbsence();
    followSelection();
    if (rows.empty() || !m_refusal.isEmpty()) return;
    auto connection = std::make_shared<Project>(m_context.session.project().reopen());
    const auto ready = [&jobs = m_context.jobs, page = QPointer<CensusPage>(this),
                        counting](std::size_t row, const std::shared_ptr<const Census>& census, const QString& error) {
        jobs.post([page, counting, row, census, error] {
            if (page && page->m_counting == counting) page->adopt(row, census, error);
        });
    };
    m_query = m_context.jobs.query<bool>(
        {}, this,
        [connection, rows = std::move(rows), topics = m_context.session.topics(), chosen,
         ready](const std::stop_token& stop, const ProgressCallback&) {
            countAll(*connection, rows, topics, chosen, ready, stop);
            return true;
        },
        [this](bool) {
            m_query = 0;
            showDamage();
        },
        [this](const QString& error) {
            m_query = 0;
            m_limits->setText(error);
            m_limits->show();
        });
}

void CensusPage::adopt(std::size_t row, const std::shared_ptr<const Census>& census, const QString& error)
{
    m_model->setCensus(row, census, error);
    if (row == rowInFocus()) followSelection();
}

void CensusPage::showAbsence()
{
    QString missing;
    if (!m_context.session.isOpen())
        missing = tr("Open a project with a captured data set first.");
    else if (m_model->rows().empty())
        missing = tr("No data set is captured to its end yet: the census counts over all of its sentences.");
    m_stack->setCurrentIndex(missing.isEmpty() ? 0 : 1);
    m_empty->setText(missing);
    m_empty->setRemedy(m_context.session.isOpen() ? tr("Capture a data set") : tr("Open a project"));
    if (!missing.isEmpty()) m_damage->setDamage({});
}

std::optional<std::size_t> CensusPage::rowInFocus() const
{
    const Focus& focus = m_context.selection.focus();
    const std::vector<CensusRow>& rows = m_model->rows();
    const auto found = std::find_if(rows.begin(), rows.end(), [&focus](const CensusRow& row) {
        return focus.run == row.run.id && focus.layer == row.layer;
    });
    if (found == rows.end()) return std::nullopt;
    return std::size_t(found - rows.begin());
}

/// The row of the run and layer in focus, and the neurons of its classes.
void CensusPage::followSelection()
{
    const auto row = rowInFocus();
    const QScopedValueRollback following(m_following, true);
    const QModelIndex shown = row ? m_table->proxy().mapFromSource(m_model->index(int(*row), 0)) : QModelIndex();
    if (shown.isValid() && m_table->currentIndex().row() != shown.row()) m_table->selectRow(shown.row());
    if (!shown.isValid()) m_table->clearSelection();
    const auto census = row ? m_model->rows()[*row].census : nullptr;
    if (census == m_neuronModel->census() && census) return;
    m_neuronModel->setCensus(census, row ? m_model->rows()[*row].source : QString());
    m_basis->setText(census ? basisText(*census) : QString());
    m_basis->setVisible(census != nullptr);
    m_limits->setText(!m_refusal.isEmpty()                  ? m_refusal
                      : census && !census->limits().empty() ? QString::fromStdString(census->limits().front())
                                                            : QString());
    m_limits->setVisible(!m_limits->text().isEmpty());
    showClass();
}

void CensusPage::chooseRow()
{
    const QModelIndex chosen = m_table->proxy().mapToSource(m_table->currentIndex());
    if (m_following || !chosen.isValid() || std::size_t(chosen.row()) >= m_model->rows().size()) return;
    const CensusRow& row = m_model->rows()[std::size_t(chosen.row())];
    Focus focus = m_context.selection.focus();
    if (focus.run == row.run.id && focus.layer == row.layer) return;
    if (focus.layer != row.layer) focus.neuron.reset(); // it would be another one
    focus.run = row.run.id;
    focus.layer = row.layer;
    m_context.selection.setFocus(focus);
}

/// The neurons of the class whose chip is pressed.
void CensusPage::showClass()
{
    const auto& census = m_neuronModel->census();
    for (int id = 0; id <= allClasses; ++id) {
        QAbstractButton* chip = m_classes->button(id);
        const bool all = id == allClasses;
        const auto kind = static_cast<NeuronClass>(id);
        const QString title = all ? tr("All") : classTitle(kind);
        const qulonglong count = !census ? 0 : all ? census->neurons.size() : census->count(kind);
        chip->setText(census ? tr("%1 %L2").arg(title).arg(count) : title);
        chip->setEnabled(census != nullptr);
        if (all) continue;
        chip->setIcon(swatch(classColor(kind, palette())));
        chip->setToolTip(plainToolTip(classMeaning(kind, settings())));
    }
    const int shown = m_classes->checkedId();
    if (shown == allClasses)
        m_neuronTable->proxy().setRowFilter({});
    else
        m_neuronTable->proxy().setRowFilter(
            [this, kind = static_cast<NeuronClass>(shown)](int row) { return m_neuronModel->classOf(row) == kind; });
    m_neuronTable->setEmptyText(census ? tr("No neuron is of this class.") : tr("Choose a layer above."));
}

/// Those that the person did not choose to hide.
void CensusPage::showHiddenColumns()
{
    QStringList names;
    for (int column = 0; column < m_model->columnCount() && !m_table->areColumnsChosen(); ++column) {
        if (m_table->isColumnHidden(column))
            names << m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    m_hidden->setText(tr("No room for: %1").arg(names.join(QStringLiteral(", "))));
    m_hidden->setVisible(!names.isEmpty());
}

/// The bars of the rows that are shown, and by what the classes are told apart.
ExportSource CensusPage::describeChart()
{
    std::vector<CensusChart::Bar> bars;
    QStringList lines = provenance();
    for (int shown = 0; shown < m_table->proxy().rowCount(); ++shown) {
        const int row = m_table->proxy().mapToSource(m_table->proxy().index(shown, 0)).row();
        bars.push_back({m_model->rowTitle(row), m_model->index(row, 0).data(CensusTableModel::SharesRole).toList(),
                        QStringLiteral("%L1").arg(m_model->neurons(row))});
        if (std::size_t(row) >= m_model->rows().size())
            lines << m_model->index(row, 0).data(CensusTableModel::PlainHintRole).toString();
    }
    m_chart->setBars(std::move(bars));
    return {tr("What kinds of neurons the layers have"), QStringLiteral("census"), lines};
}

void CensusPage::showDamage()
{
    std::vector<RunDamage> damage;
    for (const CensusRow& row : m_model->rows()) {
        if (row.census) addDamage(damage, row.census->damage);
    }
    m_damage->setDamage(damage);
}

void CensusPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) showClass(); // the chips' colours
}

} // namespace sparsight
